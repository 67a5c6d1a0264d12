"""NaN or infinity where the formula meets numbers too large for exp."""

from __future__ import annotations

import numpy as np

from grader.feedback.hypotheses.base import RELATION, Hypothesis
from grader.feedback.observations.equal_values import flatten
from grader.feedback.observations.observation import NotApplicable, Observation
from grader.messages import message

LARGE = 40.0
"""From here on exp leaves what float32, or 1 + exp(-z) even in float64, can hold."""


def _breaks_on_large_inputs(observation: Observation) -> bool:
    """Wrong only where an input is large, and NaN or infinite there."""
    got, expected = flatten(observation.got), flatten(observation.expected)
    if got is None or expected is None or got[0] != expected[0]:
        raise NotApplicable
    if observation.passed:
        return True
    sizes = [float(np.abs(value).max(initial=0)) for _, value in observation.arrays()]
    broken = ~np.isfinite(got[1]) & np.isfinite(expected[1])
    return max(sizes, default=0.0) >= LARGE and bool(broken.any())


HYPOTHESES = (
    Hypothesis(
        "overflow",
        message(
            "Right for ordinary inputs; large ones give NaN or infinity: exp overflows, or log "
            "meets 0. Take the largest term out first, so that no exponent is above 0."
        ),
        _breaks_on_large_inputs,
        RELATION,
    ),
)
