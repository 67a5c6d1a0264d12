"""Right but for the same amount in every entry."""

import numpy as np

from grader.feedback.hypotheses.base import relating
from grader.feedback.observations.equal_values import flatten
from grader.feedback.observations.observation import NotApplicable


def _offset(seen):
    got, want = flatten(seen.got), flatten(seen.expected)
    if got is None or want is None or got[0] != want[0]:
        raise NotApplicable
    off = got[1] - want[1]
    if np.unique(want[1]).size < 3 or not np.isfinite(off).all() or abs(off[0]) < 1e-9:
        return False
    return bool(np.allclose(off, off[0], rtol=1e-7, atol=0))


HYPOTHESES = (
    relating(
        "offset",
        "Every value is off by the same amount: a term is missing or one too many.",
        _offset,
    ),
)
