"""Draws that decide alike: one number out of each of many equal parts of an interval."""

from __future__ import annotations

import math

import numpy as np

_INNER = 0.5
"""Of each part the share, in its middle, that numbers come from: none lies at an edge."""


def stratified(
    rng: np.random.Generator, low: float, high: float, shape: int | tuple[int, ...]
) -> np.ndarray:
    """Floats from low to high, evenly spread and in an order that is drawn.

    A sample of independent numbers now and then has no large one, and then lets a mistake pass that
    only large numbers show. Here every draw has numbers of all sizes. Each lies in the middle half
    of its part of the interval, so that a threshold between two parts divides every draw alike.

    Args:
        rng: draws the numbers.
        low, high: the ends of the interval.
        shape: of the result; ``(high - low) / size`` is the width of a part.
    Returns: float64 array of the shape.
    """
    count = shape if isinstance(shape, int) else math.prod(shape)
    within = 0.5 + _INNER * (rng.random(count) - 0.5)
    numbers = low + (high - low) * (rng.permutation(count) + within) / max(count, 1)
    return numbers.reshape(shape)
