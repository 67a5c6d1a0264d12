"""Losses before they are added up: a mistake is made in each, and the mean or sum is of those."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from grader.feedback.observations.equal_values import equal_values, map_numbers
from grader.feedback.observations.observation import NotApplicable, Observation

Change = Callable[[np.ndarray], np.ndarray]


def each(seen: Observation, change: Change) -> Any:
    """The answer when ``change`` is made in each loss, before the reduction.

    Raises: NotApplicable.
    """
    wanted = seen.inputs.get("reduction", "none")
    if "reduction" not in seen.options or wanted == "none":
        return map_numbers(seen.expected, change)
    return reduced(seen, change(plain(seen)))


def plain(seen: Observation) -> np.ndarray:
    """The reference's answers without a reduction, as floats. Raises: NotApplicable."""
    if "reduction" not in seen.options:
        return np.asarray(seen.expected, dtype=float)
    return np.asarray(seen.again(reduction="none"), dtype=float)


def reduced(seen: Observation, values: np.ndarray) -> Any:
    """Values of the reference's unreduced kind, reduced as the call asks. Raises: NotApplicable.

    A gradient keeps its shape: that of a mean is divided by the number of losses.
    """
    wanted = seen.inputs.get("reduction", "none")
    if wanted in ("none", "sum") and np.shape(values) == np.shape(seen.expected):
        return values
    if wanted == "sum":
        return np.sum(values)
    if wanted != "mean" or not np.size(values):
        raise NotApplicable
    if np.ndim(seen.expected) == 0:
        return np.sum(values) / np.size(values)
    for count in seen.lengths().values():
        if equal_values(plain(seen) / count, seen.expected, seen.tolerance):
            return values / count
    raise NotApplicable
