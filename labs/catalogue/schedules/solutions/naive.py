"""A schedule for one step, called for each of an array."""

import math

import numpy as np


def for_each(step, rate):
    if isinstance(step, np.ndarray):
        if step.size and step.dtype.kind not in "iu":
            raise TypeError("steps are integers")
        if (step < 0).any():
            raise ValueError("negative step")
        out = np.zeros(step.shape)
        for place in np.ndindex(*step.shape):
            out[place] = rate(int(step[place]))
        return out
    if not isinstance(step, (int, np.integer)):
        raise TypeError("a step is an integer")
    if step < 0:
        raise ValueError("negative step")
    return float(rate(int(step)))


def exponential_decay(step, lr, decay_steps, decay_rate, staircase=False):
    if lr < 0 or decay_rate < 0 or decay_steps < 1:
        raise ValueError

    def rate(s):
        return lr * decay_rate ** (s // decay_steps if staircase else s / decay_steps)

    return for_each(step, rate)


def inverse_time_decay(step, lr, decay_steps, decay_rate):
    if lr < 0 or decay_rate < 0 or decay_steps < 1:
        raise ValueError
    return for_each(step, lambda s: lr / (1 + decay_rate * s / decay_steps))


def polynomial_decay(step, lr, decay_steps, end=0.0, power=1.0):
    if lr < 0 or end < 0 or decay_steps < 1 or power <= 0:
        raise ValueError

    def rate(s):
        if s >= decay_steps:
            return end
        return (lr - end) * (1 - s / decay_steps) ** power + end

    return for_each(step, rate)


def piecewise_constant(step, boundaries, rates):
    if len(rates) != len(boundaries) + 1:
        raise ValueError
    if min(rates) < 0 or sorted(set(boundaries)) != list(boundaries):
        raise ValueError

    def rate(s):
        for boundary, value in zip(boundaries, rates):
            if s <= boundary:
                return value
        return rates[-1]

    return for_each(step, rate)


def cosine_decay(step, lr, decay_steps, end=0.0):
    if lr < 0 or end < 0 or decay_steps < 1:
        raise ValueError

    def rate(s):
        if s >= decay_steps:
            return end
        return end + (lr - end) * 0.5 * (1 + math.cos(math.pi * s / decay_steps))

    return for_each(step, rate)


def linear_warmup(step, lr, warmup_steps):
    if lr < 0 or warmup_steps < 0:
        raise ValueError
    return for_each(step, lambda s: lr if s + 1 >= warmup_steps else lr * (s + 1) / warmup_steps)
