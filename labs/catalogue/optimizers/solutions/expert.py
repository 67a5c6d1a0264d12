"""Few temporaries: every array that is made is filled in place, a slice at a time."""

import math

import numpy as np

BLOCK = 8192


def _sgd(w, g, past, new, out, lr=0.01):
    np.multiply(g, -lr, out=out)
    out += w


def _momentum(w, g, past, new, out, lr=0.01, mu=0.9):
    (v,) = new
    np.multiply(past[0], mu, out=v)
    v -= np.multiply(g, lr, out=out)
    np.add(w, v, out=out)


def _nesterov(w, g, past, new, out, lr=0.01, mu=0.9):
    (v,) = new
    np.multiply(g, -lr, out=out)
    np.multiply(past[0], mu, out=v)
    v += out
    out += mu * v
    out += w


def _divided(w, g, a, out, lr, eps):
    np.add(a, eps, out=out)
    np.sqrt(out, out=out)
    np.divide(g, out, out=out)
    out *= -lr
    out += w


def _adagrad(w, g, past, new, out, lr=0.01, initial=0.1, eps=1e-7):
    (a,) = new
    np.multiply(g, g, out=a)
    a += past[0]
    _divided(w, g, a, out, lr, eps)


def _rmsprop(w, g, past, new, out, lr=0.001, rho=0.9, eps=1e-7):
    (a,) = new
    np.multiply(g, g, out=a)
    a *= 1 - rho
    a += np.multiply(past[0], rho, out=out)
    _divided(w, g, a, out, lr, eps)


def _adam(w, g, past, new, out, length, beta1=0.9, beta2=0.999, eps=1e-7):
    m, s = new
    np.multiply(g, 1 - beta1, out=m)
    m += np.multiply(past[0], beta1, out=out)
    np.multiply(g, g, out=s)
    s *= 1 - beta2
    s += np.multiply(past[1], beta2, out=out)
    np.sqrt(s, out=out)
    out += eps
    np.divide(m, out, out=out)
    out *= -length
    out += w


KINDS = {
    "sgd": (_sgd, 0),
    "momentum": (_momentum, 1),
    "nesterov": (_nesterov, 1),
    "adagrad": (_adagrad, 1),
    "rmsprop": (_rmsprop, 1),
    "adam": (_adam, 2),
}


def optimizer_step(name, w, g, state=None, **hyper):
    if name not in KINDS:
        raise ValueError(f"{name!r} is none of {', '.join(KINDS)}")
    if w.shape != g.shape:
        raise ValueError("w and g need one shape")
    step, count = KINDS[name]
    dtype = w.dtype if w.dtype.kind == "f" else np.dtype(float)
    flat_w = np.ascontiguousarray(w, dtype).ravel()
    flat_g = np.ascontiguousarray(g, dtype).ravel()
    start = hyper.get("initial", 0.1) if name == "adagrad" else 0.0
    past, t = state or ([np.full(flat_w.size, start, dtype) for _ in range(count)], 0)
    if name == "adam":
        lr = hyper.pop("lr", 0.001)
        b1, b2 = hyper.get("beta1", 0.9), hyper.get("beta2", 0.999)
        hyper["length"] = lr * math.sqrt(1 - b2 ** (t + 1)) / (1 - b1 ** (t + 1))
    new = [np.empty(flat_w.size, dtype) for _ in range(count)]
    out = np.empty(flat_w.size, dtype)
    for k in range(0, out.size, BLOCK):
        part = slice(k, k + BLOCK)
        old = [each[part] for each in past]
        step(flat_w[part], flat_g[part], old, [each[part] for each in new], out[part], **hyper)
    return out.reshape(w.shape), (new, t + 1)
