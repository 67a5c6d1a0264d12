"""The mean of squares is under a root, and so is its correction: √(1 - β₂ᵗ)."""

import numpy as np


def optimizer_step(name, w, g, state=None, **hyper):
    if w.shape != g.shape:
        raise ValueError(f"shapes differ: {w.shape} and {g.shape}")
    if w.dtype.kind != "f":
        w = w.astype(float)
    if name == "sgd":
        lr = hyper.get("lr", 0.01)
        return w - lr * g, None
    if name in ("momentum", "nesterov"):
        lr, mu = hyper.get("lr", 0.01), hyper.get("mu", 0.9)
        v = np.zeros_like(w) if state is None else state
        v = mu * v - lr * g
        if name == "momentum":
            return w + v, v
        return w + mu * v - lr * g, v
    if name == "adagrad":
        lr, eps = hyper.get("lr", 0.01), hyper.get("eps", 1e-7)
        a = hyper.get("initial", 0.1) if state is None else state
        a = a + g**2
        return w - lr * g / np.sqrt(a + eps), a
    if name == "rmsprop":
        lr, eps = hyper.get("lr", 0.001), hyper.get("eps", 1e-7)
        rho = hyper.get("rho", 0.9)
        a = np.zeros_like(w) if state is None else state
        a = rho * a + (1 - rho) * g**2
        return w - lr * g / np.sqrt(a + eps), a
    if name == "adam":
        lr, eps = hyper.get("lr", 0.001), hyper.get("eps", 1e-7)
        b1, b2 = hyper.get("beta1", 0.9), hyper.get("beta2", 0.999)
        m, s, t = (np.zeros_like(w), np.zeros_like(w), 0) if state is None else state
        t = t + 1
        m = b1 * m + (1 - b1) * g
        s = b2 * s + (1 - b2) * g**2
        length = lr * (1 - b2**t) / (1 - b1**t)
        return w - length * m / (np.sqrt(s) + eps), (m, s, t)
    raise ValueError(f"unknown optimizer {name!r}")
