"""Powers as exponentials, in place; the jumps fill slices where steps are in order."""

import math

import numpy as np


def _steps(step):
    s = np.asarray(step)
    if s.size and not np.issubdtype(s.dtype, np.integer):
        raise TypeError(f"steps are whole numbers, not {s.dtype}")
    if s.size and s.min() < 0:
        raise ValueError("a step is negative")
    return s


def _need(true, what):
    if not true:
        raise ValueError(what)


def _share(step, total):
    share = np.true_divide(_steps(step), total)
    return np.minimum(share, 1.0)


def exponential_decay(step, lr, decay_steps, decay_rate, staircase=False):
    s = _steps(step)
    _need(lr >= 0 and decay_rate >= 0 and decay_steps >= 1, "out of range")
    exponent = np.asarray(np.true_divide(s, decay_steps))
    if staircase:
        exponent = np.asarray(np.floor(exponent))
    if decay_rate == 0:
        return lr * (exponent == 0)
    exponent *= math.log(decay_rate)
    np.exp(exponent, out=exponent)
    exponent *= lr
    return exponent


def inverse_time_decay(step, lr, decay_steps, decay_rate):
    s = _steps(step)
    _need(lr >= 0 and decay_rate >= 0 and decay_steps >= 1, "out of range")
    return lr / (s * (decay_rate / decay_steps) + 1.0)


def polynomial_decay(step, lr, decay_steps, end=0.0, power=1.0):
    _need(lr >= 0 and end >= 0 and decay_steps >= 1 and power > 0, "out of range")
    left = 1.0 - _share(step, decay_steps)
    return left**power * (lr - end) + end


def piecewise_constant(step, boundaries, rates):
    s = _steps(step)
    _need(len(rates) == len(boundaries) + 1, "one rate more than boundaries")
    _need(min(rates) >= 0, "a rate is negative")
    _need(all(a < b for a, b in zip(boundaries, boundaries[1:])), "boundaries rise")
    out = np.full(s.shape, float(rates[0]))
    for edge, rate in zip(boundaries, rates[1:]):
        out[s > edge] = rate
    return out


def cosine_decay(step, lr, decay_steps, end=0.0):
    _need(lr >= 0 and end >= 0 and decay_steps >= 1, "out of range")
    share = np.asarray(_share(step, decay_steps))
    share *= math.pi
    np.cos(share, out=share)
    share += 1.0
    share *= (lr - end) / 2
    share += end
    return share


def linear_warmup(step, lr, warmup_steps):
    s = _steps(step)
    _need(lr >= 0 and warmup_steps >= 0, "out of range")
    if warmup_steps == 0:
        return lr * np.ones(s.shape)
    return np.minimum((s + 1.0) * (lr / warmup_steps), lr)
