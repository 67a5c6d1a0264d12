"""Rows for columns."""

import numpy as np

from grader.feedback.hypotheses.base import INPUT, OUTPUT, predicting
from grader.feedback.observations.observation import NotApplicable


def _transposed(seen):
    if not isinstance(seen.expected, np.ndarray) or seen.expected.ndim != 2:
        raise NotApplicable
    return seen.expected.T


def _other_axis(seen):
    """The reference along the other axis: transposed in and out."""
    name, value = next(seen.arrays(), (None, None))
    if name is None or value.ndim != 2:
        raise NotApplicable
    found = np.asarray(seen.again(**{name: np.ascontiguousarray(value.T)}))
    return found.T if found.ndim == 2 else found


HYPOTHESES = (
    predicting(
        "transposed",
        "The values are right and transposed: rows and columns are exchanged.",
        _transposed,
        OUTPUT,
    ),
    predicting(
        "wrong_axis",
        "The values are right along the other axis: it runs down the columns, not along the rows.",
        _other_axis,
        INPUT,
    ),
)
