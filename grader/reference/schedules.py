"""Learning-rate schedules: the rate at a step, counted from 0."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence

from . import _rules

__all__ = [
    "cosine_decay",
    "cosine_restarts",
    "exponential_decay",
    "inverse_time_decay",
    "linear_warmup",
    "piecewise_constant",
    "polynomial_decay",
]


def _step(step: int) -> int:
    return _rules.whole("step", step)


def exponential_decay(
    step: int, lr: float, decay_steps: int, decay_rate: float, staircase: bool = False
) -> float:
    """Rate that falls by the same factor every decay_steps.

        lr decay_rate^(step / decay_steps)

    Args:
        step: steps done, from 0.
        lr: rate at step 0, not negative.
        decay_steps: steps for one factor, at least 1.
        decay_rate: the factor, not negative.
        staircase: fall in jumps: whole powers only.
    Returns: a float.
    Raises: ValueError: an argument outside its interval. TypeError: step not whole.
    Source: Darken and Moody 1991.
    """
    period = _rules.whole("decay_steps", decay_steps, at_least=1)
    power: float = _step(step) // period if staircase else _step(step) / period
    return _rules.rate("lr", lr) * float(_rules.rate("decay_rate", decay_rate) ** power)


def inverse_time_decay(step: int, lr: float, decay_steps: int, decay_rate: float) -> float:
    """Rate that falls like 1 / t, as the proof of stochastic approximation asks.

        lr / (1 + decay_rate step / decay_steps)

    Args: those of exponential_decay.
    Returns: a float.
    Raises: ValueError: an argument outside its interval. TypeError: step not whole.
    Source: Robbins and Monro 1951.
    """
    period = _rules.whole("decay_steps", decay_steps, at_least=1)
    slow = 1 + _rules.rate("decay_rate", decay_rate) * _step(step) / period
    return _rules.rate("lr", lr) / slow


def polynomial_decay(
    step: int, lr: float, decay_steps: int, end: float = 0.0, power: float = 1.0
) -> float:
    """Rate that falls to an end value along a power of the time left.

        (lr - end) (1 - step / decay_steps)^power + end, and end afterwards

    Args:
        step: steps done, from 0.
        lr: rate at step 0, not negative.
        decay_steps: steps until the end, at least 1.
        end: rate at the end, not negative.
        power: positive; 1 is a straight line.
    Returns: a float.
    Raises: ValueError: an argument outside its interval. TypeError: step not whole.
    Source: tf.keras.optimizers.schedules.PolynomialDecay.
    """
    total = _rules.whole("decay_steps", decay_steps, at_least=1)
    left = 1 - min(_step(step), total) / total
    last = _rules.rate("end", end)
    bend = _rules.rate("power", power, open_low=True)
    return float((_rules.rate("lr", lr) - last) * left**bend + last)


def piecewise_constant(step: int, boundaries: Sequence[int], rates: Sequence[float]) -> float:
    """Rate that jumps: rates[i] up to and including step boundaries[i].

    Args:
        step: steps done, from 0.
        boundaries: rising steps.
        rates: one more than boundaries.
    Returns: a float.
    Raises: ValueError: boundaries that do not rise, another number of rates, a negative rate.
        TypeError: step not whole.
    Source: tf.keras.optimizers.schedules.PiecewiseConstantDecay.
    """
    if len(rates) != len(boundaries) + 1:
        raise ValueError(
            f"{len(rates)} rates for {len(boundaries)} boundaries; there must be one rate more."
        )
    if any(a >= b for a, b in itertools.pairwise(boundaries)):
        raise ValueError("boundaries must rise.")
    passed = sum(boundary < _step(step) for boundary in boundaries)
    return _rules.rate("rates", rates[passed])


def cosine_decay(step: int, lr: float, decay_steps: int, end: float = 0.0) -> float:
    """Rate that falls along half a cosine, slow at both ends.

        end + (lr - end) (1 + cos(pi step / decay_steps)) / 2, and end afterwards

    Args:
        step: steps done, from 0.
        lr: rate at step 0, not negative.
        decay_steps: steps until the end, at least 1.
        end: rate at the end, not negative.
    Returns: a float.
    Raises: ValueError: an argument outside its interval. TypeError: step not whole.
    Source: Loshchilov and Hutter 2017, eq. 5.
    """
    total = _rules.whole("decay_steps", decay_steps, at_least=1)
    last = _rules.rate("end", end)
    share = min(_step(step), total) / total
    return last + (_rules.rate("lr", lr) - last) * (1 + math.cos(math.pi * share)) / 2


def cosine_restarts(
    step: int, lr: float, first: int, longer: float = 2.0, end: float = 0.0
) -> float:
    """Cosine decay that starts again, every period longer than the one before.

    Args:
        step: steps done, from 0.
        lr: rate at each restart, not negative.
        first: steps of the first period, at least 1.
        longer: factor from period to period, at least 1.
        end: rate at the end of a period, not negative.
    Returns: a float.
    Raises: ValueError: an argument outside its interval. TypeError: step not whole.
    Source: Loshchilov and Hutter 2017, section 3.
    """
    period: float = _rules.whole("first", first, at_least=1)
    factor = _rules.rate("longer", longer, low=1)
    last, left = _rules.rate("end", end), float(_step(step))
    while left >= period:
        left -= period
        period *= factor
    return last + (_rules.rate("lr", lr) - last) * (1 + math.cos(math.pi * left / period)) / 2


def linear_warmup(step: int, lr: float, warmup_steps: int) -> float:
    """Rate that rises in equal parts to lr, reached at the last warm-up step.

        lr min(1, (step + 1) / warmup_steps)

    Args:
        step: steps done, from 0.
        lr: rate after the warm-up, not negative.
        warmup_steps: not negative; 0 for none.
    Returns: a float.
    Raises: ValueError: an argument outside its interval. TypeError: step not whole.
    Source: Goyal et al. 2017, section 2.2.
    """
    rising = _rules.whole("warmup_steps", warmup_steps)
    return _rules.rate("lr", lr) * min(1.0, (_step(step) + 1) / max(rising, 1))
