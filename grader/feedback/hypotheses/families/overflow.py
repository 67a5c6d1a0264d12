"""NaN or infinity where the formula meets numbers too large for exp."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from grader.feedback.hypotheses.base import RELATION, Hypothesis
from grader.feedback.observations.equal_values import flatten
from grader.feedback.observations.observation import NotApplicable, Observation
from grader.messages import Message, message

LARGE = 40.0
"""From here on exp leaves what float32, or 1 + exp(-z) even in float64, can hold."""
HUGE = 1e18
"""From here on squares overflow in float32; a formula with exp breaks long before."""


def _breaks_on_large_inputs(observation: Observation) -> bool:
    """Wrong only where an input is large, and NaN or infinite there."""
    got, expected = flatten(observation.got), flatten(observation.expected)
    if got is None or expected is None or got[0] != expected[0]:
        raise NotApplicable
    if observation.passed:
        return True
    broken = ~np.isfinite(got[1]) & np.isfinite(expected[1])
    return _largest(observation) >= LARGE and bool(broken.any())


def _largest(observation: Observation) -> float:
    sizes = [float(np.abs(value).max(initial=0)) for _, value in observation.arrays()]
    return max(sizes, default=0.0)


def _sentence(failing: Sequence[Observation]) -> Message:
    if all(_largest(observation) >= HUGE for observation in failing):
        return message(
            "Right for ordinary inputs; huge ones give NaN or infinity: a square, a product or a "
            "power overflows on the way to an answer that is finite. Find a formula without it."
        )
    return message(
        "Right for ordinary inputs; large ones give NaN or infinity: exp overflows, or log "
        "meets 0. Take the largest term out first (of each row, where there are rows), so that no "
        "exponent is above 0."
    )


HYPOTHESES = (
    Hypothesis(
        "overflow",
        _sentence,
        _breaks_on_large_inputs,
        RELATION,
    ),
)
