"""The power belongs to the time that is left, 1 - s/T, and not to the rate: multiply by lr - end
after it.
"""

import numpy as np


def checked(step, **not_negative):
    """The steps as floats; what must not be negative is looked at on the way."""
    steps = np.asarray(step)
    if steps.size and steps.dtype.kind not in "iu":
        raise TypeError("a step is a whole number")
    if np.any(steps < 0):
        raise ValueError("steps count from 0")
    for name, value in not_negative.items():
        if value < 0:
            raise ValueError(f"{name} is negative")
    return steps.astype(float)


def positive(decay_steps):
    if decay_steps < 1:
        raise ValueError("decay_steps is at least 1")


def exponential_decay(step, lr, decay_steps, decay_rate, staircase=False):
    s = checked(step, lr=lr, decay_rate=decay_rate)
    positive(decay_steps)
    exponent = s / decay_steps
    if staircase:
        exponent = np.floor(exponent)
    return lr * decay_rate**exponent


def inverse_time_decay(step, lr, decay_steps, decay_rate):
    s = checked(step, lr=lr, decay_rate=decay_rate)
    positive(decay_steps)
    return lr / (1 + decay_rate * s / decay_steps)


def polynomial_decay(step, lr, decay_steps, end=0.0, power=1.0):
    s = checked(step, lr=lr, end=end)
    positive(decay_steps)
    if power <= 0:
        raise ValueError("power is not positive")
    share = np.minimum(s / decay_steps, 1)
    return ((lr - end) * (1 - share)) ** power + end


def piecewise_constant(step, boundaries, rates):
    s = checked(step, rates=min(rates, default=0))
    if len(rates) != len(boundaries) + 1:
        raise ValueError("one rate more than boundaries")
    if np.any(np.diff(boundaries) <= 0):
        raise ValueError("boundaries must rise")
    return np.array(rates, dtype=float)[np.searchsorted(boundaries, s, side="left")]


def cosine_decay(step, lr, decay_steps, end=0.0):
    s = checked(step, lr=lr, end=end)
    positive(decay_steps)
    share = np.minimum(s / decay_steps, 1)
    return end + (lr - end) * (1 + np.cos(np.pi * share)) / 2


def linear_warmup(step, lr, warmup_steps):
    s = checked(step, lr=lr, warmup_steps=warmup_steps)
    share = np.minimum((s + 1) / max(warmup_steps, 1), 1)
    return lr * share
