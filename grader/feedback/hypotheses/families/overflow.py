"""NaN or infinity where the formula meets numbers too large for exp."""

import numpy as np

from grader.feedback.hypotheses.base import RELATION, Hypothesis
from grader.feedback.observations.equal_values import flatten
from grader.feedback.observations.observation import NotApplicable

LARGE = 40.0
"""From here on exp leaves what float32, or 1 + exp(-z) even in float64, can hold."""


def _fits(seen):
    """Wrong only where an input is large, and broken there."""
    got, want = flatten(seen.got), flatten(seen.expected)
    if got is None or want is None or got[0] != want[0]:
        raise NotApplicable
    if seen.passed:
        return True
    sizes = [float(np.abs(value).max(initial=0)) for _, value in seen.arrays()]
    broken = ~np.isfinite(got[1]) & np.isfinite(want[1])
    return max(sizes, default=0.0) >= LARGE and bool(broken.any())


HYPOTHESES = (
    Hypothesis(
        "overflow",
        "Right for ordinary inputs; large ones end in NaN or infinity: exp overflows, or log meets "
        "0. Take the largest term out first, so that no exponent is above 0.",
        _fits,
        RELATION,
    ),
)
