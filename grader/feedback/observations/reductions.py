"""Losses before they are reduced: a mistake is made in each, and the mean or sum is of those."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from grader.feedback.observations.equal_values import equal_values, map_numbers
from grader.feedback.observations.observation import NotApplicable, Observation, one_array

Change = Callable[[np.ndarray], Any]


def change_each_loss(observation: Observation, change: Change) -> Any:
    """The answer when ``change`` is made in each loss, before the reduction.

    Raises: NotApplicable.
    """
    reduction = observation.reduction
    if "reduction" not in observation.options or reduction == "none":
        return map_numbers(observation.expected, change)
    return reduce_values(observation, change(unreduced(observation)))


def unreduced(observation: Observation) -> np.ndarray:
    """The reference's answers without a reduction, as float64.

    Raises: NotApplicable.
    """
    if "reduction" not in observation.options:
        return one_array(observation.expected)
    return one_array(observation.recompute({"reduction": "none"}))


def reduce_values(observation: Observation, values: Any) -> Any:
    """Values in place of the reference's unreduced ones, reduced as the call asks.

    A gradient keeps its shape: that of a mean is divided by the number of losses.

    Raises: NotApplicable.
    """
    reduction = observation.reduction
    if reduction in ("none", "sum") and np.shape(values) == np.shape(observation.expected):
        return values
    if reduction == "sum":
        return np.sum(values)
    if reduction != "mean" or not np.size(values):
        raise NotApplicable
    if np.ndim(observation.expected) == 0:
        return np.sum(values) / np.size(values)
    for count in observation.counts().values():
        mean = unreduced(observation) / count
        if equal_values(mean, observation.expected, observation.tolerance):
            return values / count
    raise NotApplicable
