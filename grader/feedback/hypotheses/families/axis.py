"""Rows for columns."""

from __future__ import annotations

from typing import Any

import numpy as np

from grader.feedback.hypotheses.base import INPUT, OUTPUT, predicting
from grader.feedback.observations.observation import NotApplicable, Observation, one_array
from grader.messages import message


def _transposed(observation: Observation) -> Any:
    expected = observation.expected
    if not isinstance(expected, np.ndarray) or expected.ndim != 2:
        raise NotApplicable
    return expected.T


def _other_axis(observation: Observation) -> Any:
    """The reference along the other axis: transposed on the way in and out."""
    name, value = observation.first_array()
    if value.ndim != 2:
        raise NotApplicable
    answer = one_array(observation.recompute({name: np.ascontiguousarray(value.T)}))
    return answer.T if answer.ndim == 2 else answer


HYPOTHESES = (
    predicting(
        "transposed",
        message("The values are right but transposed: rows and columns are swapped."),
        _transposed,
        OUTPUT,
    ),
    predicting(
        "wrong_axis",
        message("The values are right for the other axis: down the columns, not along the rows."),
        _other_axis,
        INPUT,
    ),
)
