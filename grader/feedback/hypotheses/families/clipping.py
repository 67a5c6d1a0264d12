"""The input clipped to a range before anything is computed."""

from __future__ import annotations

from typing import Any

import numpy as np

from grader.feedback.hypotheses.base import INPUT, Predict, predicting
from grader.feedback.observations.observation import NotApplicable, Observation
from grader.messages import message

LIMITS = (1.0, 5.0, 10.0, 15.0, 20.0, 30.0, 50.0, 88.0, 100.0, 500.0, 700.0, 709.0)
"""Round limits that people choose, and 88 and 709, where exp overflows in float32 and float64."""


def _clipped_input(limit: float) -> Predict:
    def predict(observation: Observation) -> Any:
        name, value = observation.first_array()
        if value.dtype.kind != "f":
            raise NotApplicable
        return observation.recompute({name: np.clip(value, -limit, limit)})

    return predict


def _clipped_probabilities(epsilon: float) -> Predict:
    """The reference on probabilities that are kept away from 0 and 1."""

    def predict(observation: Observation) -> Any:
        arrays = [(name, value) for name, value in observation.arrays() if name in PROBABILITIES]
        if len(arrays) != 1 or arrays[0][1].dtype.kind != "f":
            raise NotApplicable
        name, value = arrays[0]
        if value.size and not (value.min() >= 0 and value.max() <= 1):
            raise NotApplicable
        return observation.recompute({name: np.clip(value, epsilon, 1 - epsilon)})

    return predict


PROBABILITIES = ("p", "probabilities")
"""Names of arguments that hold probabilities."""

EPSILONS = tuple(10.0**-power for power in range(3, 17))

HYPOTHESES = tuple(
    predicting(
        "probabilities_cut",
        message(
            "Probabilities are kept away from 0 and 1 by a small number before anything is "
            "computed: the answers for those nearer to 0 or 1 stop changing."
        ),
        _clipped_probabilities(epsilon),
        INPUT,
    )
    for epsilon in EPSILONS
) + tuple(
    predicting(
        "input_cut",
        message(
            "Beyond {limit} the answers stop changing as they should: the input, or something "
            "computed from it, is clipped there.",
            limit=f"{limit:g}",
        ),
        _clipped_input(limit),
        INPUT,
    )
    for limit in LIMITS
)
