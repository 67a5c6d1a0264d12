"""Weight by weight, with a small dict for each."""

import math

import numpy as np


def one_weight(name, w, g, memory, lr, hyper):
    memory = dict(memory)
    if name == "sgd":
        return w - lr * g, memory
    if name in ("momentum", "nesterov"):
        mu = hyper.get("mu", 0.9)
        memory["v"] = mu * memory.get("v", 0.0) - lr * g
        if name == "momentum":
            return w + memory["v"], memory
        return w + mu * memory["v"] - lr * g, memory
    if name == "adam":
        b1, b2 = hyper.get("beta1", 0.9), hyper.get("beta2", 0.999)
        memory["t"] = t = memory.get("t", 0) + 1
        memory["m"] = b1 * memory.get("m", 0.0) + (1 - b1) * g
        memory["s"] = b2 * memory.get("s", 0.0) + (1 - b2) * g * g
        step = memory["m"] / (math.sqrt(memory["s"]) + hyper.get("eps", 1e-7))
        return w - lr * math.sqrt(1 - b2**t) / (1 - b1**t) * step, memory
    if name == "adagrad":
        memory["a"] = memory.get("a", hyper.get("initial", 0.1)) + g * g
    else:
        rho = hyper.get("rho", 0.9)
        memory["a"] = rho * memory.get("a", 0.0) + (1 - rho) * g * g
    return w - lr * g / math.sqrt(memory["a"] + hyper.get("eps", 1e-7)), memory


def optimizer_step(name, w, g, state=None, **hyper):
    if name not in ("sgd", "momentum", "nesterov", "adagrad", "rmsprop", "adam"):
        raise ValueError(name)
    if np.shape(w) != np.shape(g):
        raise ValueError("shapes")
    lr = hyper.get("lr", 0.001 if name in ("rmsprop", "adam") else 0.01)
    moved = np.empty(w.shape, w.dtype if w.dtype.kind == "f" else float)
    memories = {}
    for place in np.ndindex(*w.shape):
        memory = state[place] if state else {}
        moved[place], memories[place] = one_weight(
            name, float(w[place]), float(g[place]), memory, lr, hyper
        )
    return moved, memories
