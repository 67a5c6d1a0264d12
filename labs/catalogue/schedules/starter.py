"""Learning-rate schedules: the rate at a step, or at every step of an array."""

import numpy as np


def exponential_decay(step, lr, decay_steps, decay_rate, staircase=False):
    """lr times decay_rate to the power of step / decay_steps."""
    # step is an int or an array of integers, here and below.
    raise NotImplementedError("exponential_decay is still to be written")


def inverse_time_decay(step, lr, decay_steps, decay_rate):
    """lr / (1 + decay_rate step / decay_steps)."""
    raise NotImplementedError("inverse_time_decay is still to be written")


def polynomial_decay(step, lr, decay_steps, end=0.0, power=1.0):
    """From lr down to end along a power of the time left, and end from then on."""
    raise NotImplementedError("polynomial_decay is still to be written")


def piecewise_constant(step, boundaries, rates):
    """rates[i] up to and including step boundaries[i]; the last rate after that."""
    raise NotImplementedError("piecewise_constant is still to be written")


def cosine_decay(step, lr, decay_steps, end=0.0):
    """From lr down to end along half a cosine, and end from then on."""
    raise NotImplementedError("cosine_decay is still to be written")


def linear_warmup(step, lr, warmup_steps):
    """In equal parts up to lr, which is reached at the last of warmup_steps steps."""
    raise NotImplementedError("linear_warmup is still to be written")
