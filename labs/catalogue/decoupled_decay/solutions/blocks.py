"""A slice at a time, in place, with all numbers that are the same for all weights put together."""

import math

import numpy as np

BLOCK = 8192


def _flat(w, g):
    if w.shape != g.shape:
        raise ValueError("w and g need one shape")
    dtype = w.dtype if w.dtype.kind == "f" else np.dtype(float)
    return np.ascontiguousarray(w, dtype).ravel(), np.ascontiguousarray(g, dtype).ravel()


def _slices(size):
    return (slice(k, k + BLOCK) for k in range(0, size, BLOCK))


def adamw(w, g, state=None, *, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8, weight_decay=0.01):
    shape = w.shape
    w, g = _flat(w, g)
    old_m, old_s, t = state or (np.zeros_like(w), np.zeros_like(w), 0)
    t += 1
    root = math.sqrt(1 - beta2**t)
    length, guard = -lr * root / (1 - beta1**t), eps * root
    m, s, out = np.empty_like(w), np.empty_like(w), np.empty_like(w)
    for part in _slices(w.size):
        a, b, new, slope = m[part], s[part], out[part], g[part]
        np.multiply(slope, 1 - beta1, out=a)
        a += np.multiply(old_m[part], beta1, out=new)
        np.multiply(slope, slope, out=b)
        b *= 1 - beta2
        b += np.multiply(old_s[part], beta2, out=new)
        np.sqrt(b, out=new)
        new += guard
        np.divide(a, new, out=new)
        new *= length
        new += w[part] * (1 - lr * weight_decay)
    return out.reshape(shape), (m, s, t)


def lion(w, g, state=None, *, lr=1e-4, beta1=0.9, beta2=0.99, weight_decay=0.0):
    shape = w.shape
    w, g = _flat(w, g)
    old = np.zeros_like(w) if state is None else state
    m, out = np.empty_like(w), np.empty_like(w)
    for part in _slices(w.size):
        new, slope, before = out[part], g[part], old[part]
        np.multiply(before, beta1, out=new)
        new += np.multiply(slope, 1 - beta1, out=m[part])
        np.sign(new, out=new)
        new *= -lr
        new += w[part] * (1 - lr * weight_decay)
        np.multiply(slope, 1 - beta2, out=m[part])
        m[part] += before * beta2
    return out.reshape(shape), m
