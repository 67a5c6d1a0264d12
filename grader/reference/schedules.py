"""Learning-rate schedules: the rate at a step, counted from 0."""

from __future__ import annotations

import itertools
import math
import sys
from collections.abc import Sequence
from typing import Any

import numpy as np

from . import _rules
from ._rules import Array
from ._steps import Steps, for_steps, steps

__all__ = [
    "cosine_decay",
    "cosine_restarts",
    "exponential_decay",
    "inverse_time_decay",
    "linear_warmup",
    "piecewise_constant",
    "polynomial_decay",
]


@_rules.quiet
def exponential_decay(
    step: Any, lr: float, decay_steps: int, decay_rate: float, staircase: bool = False
) -> Any:
    """Rate that falls by the same factor every decay_steps.

        lr decay_rate^(step / decay_steps)

    Args:
        step: steps done, from 0; an int, or an array of integers.
        lr: rate at step 0, not negative.
        decay_steps: steps for one factor, at least 1.
        decay_rate: the factor, not negative.
        staircase: fall in jumps: whole powers only.
    Returns: a float; for an array its shape, float64.
    Raises: ValueError: an argument outside its interval. TypeError: step not whole.
    Elsewhere: torch.optim.lr_scheduler.ExponentialLR: gamma is decay_rate^(1 / decay_steps);
        torch.optim.lr_scheduler.StepLR: is the staircase;
        keras.optimizers.schedules.ExponentialDecay.
    Source: Darken and Moody 1991.
    """
    period = steps("decay_steps", decay_steps, 1)
    at = Steps(step)
    power = at.periods(period) if staircase else at.over(period)
    start, factor = _rules.rate("lr", lr), _rules.rate("decay_rate", decay_rate)
    return at.give(start * factor**power if start else np.zeros_like(power))


@_rules.quiet
def inverse_time_decay(step: Any, lr: float, decay_steps: int, decay_rate: float) -> Any:
    """Rate that falls like 1 / t, as the proof of stochastic approximation asks.

        lr / (1 + decay_rate step / decay_steps)

    Args: those of exponential_decay.
    Returns: a float; for an array its shape, float64.
    Raises: ValueError: an argument outside its interval. TypeError: step not whole.
    Elsewhere: keras.optimizers.schedules.InverseTimeDecay.
    Source: Robbins and Monro 1951.
    """
    period = steps("decay_steps", decay_steps, 1)
    at = Steps(step)
    rate, passed = _rules.rate("decay_rate", decay_rate), at.over(period)
    return at.give(_rules.rate("lr", lr) / (1 + np.where(passed, rate * passed, 0)))


@_rules.quiet
def polynomial_decay(
    step: Any, lr: float, decay_steps: int, end: float = 0.0, power: float = 1.0
) -> Any:
    """Rate that falls to an end value along a power of the time left.

        (lr - end) (1 - step / decay_steps)^power + end, and end afterwards

    Args:
        step: steps done, from 0; an int, or an array of integers.
        lr: rate at step 0, not negative.
        decay_steps: steps until the end, at least 1.
        end: rate at the end, not negative.
        power: positive; 1 is a straight line.
    Returns: a float; for an array its shape, float64.
    Raises: ValueError: an argument outside its interval. TypeError: step not whole.
    Elsewhere: torch.optim.lr_scheduler.PolynomialLR: falls to 0;
        keras.optimizers.schedules.PolynomialDecay: falls to 1e-4 by default.
    Source: tf.keras.optimizers.schedules.PolynomialDecay.
    """
    total = steps("decay_steps", decay_steps, 1)
    at = Steps(step)
    left = at.left(total)
    last = _rules.rate("end", end)
    bend = _rules.rate("power", power, open_low=True)
    return at.give((_rules.rate("lr", lr) - last) * left**bend + last)


@_rules.quiet
def piecewise_constant(step: Any, boundaries: Sequence[int], rates: Sequence[float]) -> Any:
    """Rate that jumps: rates[i] up to and including step boundaries[i].

    Args:
        step: steps done, from 0; an int, or an array of integers.
        boundaries: rising steps.
        rates: one more than boundaries.
    Returns: a float; for an array its shape, float64.
    Raises: ValueError: boundaries that do not rise, another number of rates, a negative rate.
        TypeError: step not whole.
    Elsewhere: torch.optim.lr_scheduler.MultiStepLR: multiplies by gamma from each boundary on;
        keras.optimizers.schedules.PiecewiseConstantDecay.
    Source: tf.keras.optimizers.schedules.PiecewiseConstantDecay.
    """
    if len(rates) != len(boundaries) + 1:
        raise ValueError(
            f"{len(rates)} rates for {len(boundaries)} boundaries; there must be one rate more."
        )
    if not all(a < b for a, b in itertools.pairwise(boundaries)):
        raise ValueError("boundaries must rise.")
    at = Steps(step)
    each = np.array([_rules.rate("rates", one) for one in rates])
    return at.give(each[at.passed(boundaries)])


@_rules.quiet
def cosine_decay(step: Any, lr: float, decay_steps: int, end: float = 0.0) -> Any:
    """Rate that falls along half a cosine, slow at both ends.

        end + (lr - end) (1 + cos(pi step / decay_steps)) / 2, and end afterwards

    Args:
        step: steps done, from 0; an int, or an array of integers.
        lr: rate at step 0, not negative.
        decay_steps: steps until the end, at least 1.
        end: rate at the end, not negative.
    Returns: a float; for an array its shape, float64.
    Raises: ValueError: an argument outside its interval. TypeError: step not whole.
    Elsewhere: torch.optim.lr_scheduler.CosineAnnealingLR: rises again afterwards;
        keras.optimizers.schedules.CosineDecay: its alpha is end / lr.
    Source: Loshchilov and Hutter 2017, eq. 5.
    """
    total = steps("decay_steps", decay_steps, 1)
    last = _rules.rate("end", end)
    at = Steps(step)
    return at.give(last + (_rules.rate("lr", lr) - last) * _half_cosine(at.left(total)))


def _half_cosine(left: Array) -> Array:
    """(1 + cos(pi (1 - left))) / 2: near the end a square, whose digits do not cancel."""
    near = np.square(np.sin(np.pi / 2 * np.minimum(left, 0.5)))
    return np.where(left < 0.5, near, (1 + np.cos(np.pi * (1 - left))) / 2)


@for_steps
def cosine_restarts(
    step: int, lr: float, first: int, longer: float = 2.0, end: float = 0.0
) -> float:
    """Cosine decay that starts again, every period longer than the one before.

    Args:
        step: steps done, from 0; an int, or an array of integers.
        lr: rate at each restart, not negative.
        first: steps of the first period, at least 1.
        longer: factor from period to period, at least 1.
        end: rate at the end of a period, not negative.
    Returns: a float; for an array its shape, float64.
    Raises: ValueError: an argument outside its interval. TypeError: step not whole.
    Elsewhere: torch.optim.lr_scheduler.CosineAnnealingWarmRestarts: longer (T_mult) is 1 by
        default; keras.optimizers.schedules.CosineDecayRestarts: its alpha is end / lr.
    Source: Loshchilov and Hutter 2017, section 3.
    """
    period = steps("first", first, 1)
    factor = _rules.rate("longer", longer, low=1)
    last, rate = _rules.rate("end", end), _rules.rate("lr", lr)
    left = np.array([_left_of_period(steps("step", step), period, factor)])
    return last + (rate - last) * float(_half_cosine(left)[0])


def _left_of_period(step: int, first: int, factor: float) -> float:
    """How much of its period is left at a step; periods are first, first factor, ... long."""
    if factor == 1:
        return (first - step % first) / first
    if factor >= 1.125:  # few periods; their ends are exact for whole factors
        left, period = float(step), float(first)
        while left >= period:
            left -= period
            period *= factor
        return (period - left) / period if period < math.inf else 1.0
    # n periods end at first (factor^n - 1) / (factor - 1). The logarithm may be one off, and what
    # lies within rounding of a restart is one.
    time, growth = step / first, math.log1p(factor - 1)
    n = math.floor(math.log1p(time * (factor - 1)) / growth) + 1
    left = -1.0
    while left < -8 * sys.float_info.epsilon * time:
        n -= 1
        left = time - math.expm1(n * growth) / (factor - 1)
    return 1 - max(left, 0.0) / math.exp(n * growth)


@_rules.quiet
def linear_warmup(step: Any, lr: float, warmup_steps: int) -> Any:
    """Rate that rises in equal parts to lr, reached at the last warm-up step.

        lr min(1, (step + 1) / warmup_steps)

    Args:
        step: steps done, from 0; an int, or an array of integers.
        lr: rate after the warm-up, not negative.
        warmup_steps: not negative; 0 for none.
    Returns: a float; for an array its shape, float64.
    Raises: ValueError: an argument outside its interval. TypeError: step not whole.
    Elsewhere: torch.optim.lr_scheduler.LinearLR: begins at a third of lr by default;
        keras.optimizers.schedules.CosineDecay(warmup_steps=warmup_steps): begins at its
        initial_learning_rate, 0 for instance.
    Source: Goyal et al. 2017, section 2.2.
    """
    rising = steps("warmup_steps", warmup_steps)
    at = Steps(step)
    risen = np.minimum(at.over(max(rising, 1), later=1), 1)
    return at.give(_rules.rate("lr", lr) * risen)
