"""Right except for the same amount in every entry."""

from __future__ import annotations

import numpy as np

from grader.feedback.hypotheses.base import relating
from grader.feedback.observations.equal_values import flatten
from grader.feedback.observations.observation import NotApplicable, Observation
from grader.messages import message

_LEAST = 1e-9
"""A smaller difference is rounding."""


def _has_offset(observation: Observation) -> bool:
    got, expected = flatten(observation.got), flatten(observation.expected)
    if got is None or expected is None or got[0] != expected[0]:
        raise NotApplicable
    offset = got[1] - expected[1]
    if np.unique(expected[1]).size < 3 or not np.isfinite(offset).all():
        return False
    return bool(abs(offset[0]) >= _LEAST) and np.allclose(offset, offset[0], rtol=1e-7, atol=0)


HYPOTHESES = (
    relating(
        "offset",
        message("Every value is off by the same amount: a term is missing, or one is too many."),
        _has_offset,
    ),
)
