"""Three of them are a blend of start and end; the others are written with np.where."""

import numpy as np


def whole(step):
    s = np.array(step)
    if s.size == 0:
        return np.zeros(s.shape)
    if not (np.issubdtype(s.dtype, np.integer)):
        raise TypeError("integers, please")
    if s.min() < 0:
        raise ValueError("before the start")
    return s.astype(np.float64)


def refuse(*wrong):
    if any(wrong):
        raise ValueError("an argument is outside of its range")


def blend(share_left, lr, end):
    return share_left * lr + (1 - share_left) * end


def exponential_decay(step, lr, decay_steps, decay_rate, staircase=False):
    s = whole(step)
    refuse(lr < 0, decay_rate < 0, decay_steps < 1)
    periods = s // decay_steps if staircase else s / decay_steps
    return lr * np.power(float(decay_rate), periods)


def inverse_time_decay(step, lr, decay_steps, decay_rate):
    s = whole(step)
    refuse(lr < 0, decay_rate < 0, decay_steps < 1)
    return lr * decay_steps / (decay_steps + decay_rate * s)


def polynomial_decay(step, lr, decay_steps, end=0.0, power=1.0):
    s = whole(step)
    refuse(lr < 0, end < 0, decay_steps < 1, power <= 0)
    left = np.clip(decay_steps - s, 0, None) / decay_steps
    return blend(left**power, lr, end)


def piecewise_constant(step, boundaries, rates):
    s = whole(step)
    refuse(len(rates) - 1 != len(boundaries), any(rate < 0 for rate in rates))
    refuse(any(b <= a for a, b in zip(boundaries[:-1], boundaries[1:])))
    out = np.ones(s.shape) * rates[-1]
    for boundary, rate in list(zip(boundaries, rates))[::-1]:
        out = np.where(s <= boundary, rate, out)
    return out


def cosine_decay(step, lr, decay_steps, end=0.0):
    s = whole(step)
    refuse(lr < 0, end < 0, decay_steps < 1)
    angle = np.pi * np.clip(s, 0, decay_steps) / decay_steps
    return blend(np.cos(angle / 2) ** 2, lr, end)


def linear_warmup(step, lr, warmup_steps):
    s = whole(step)
    refuse(lr < 0, warmup_steps < 0)
    return np.where(s + 1 < warmup_steps, lr * (s + 1) / (warmup_steps or 1), lr)
