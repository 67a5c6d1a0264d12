"""The soft threshold, sign(v) max(|v| - t, 0), divided by 1 + a second rate or by nothing.

The formula is known by its values: where it does not give the reference's answer, nothing is said.
"""

import numpy as np

from grader.feedback.hypotheses.base import FORMULA, predicting
from grader.feedback.observations.equal_values import equal_values
from grader.feedback.observations.observation import DifferentFormula, NotApplicable


def _of(change):
    """``change(v, t)`` in the place of the soft threshold."""

    def predict(seen):
        _, v = next(seen.arrays(), ("", None))
        rates = [value for value in seen.full.values() if isinstance(value, (float, tuple))]
        if v is None or len(rates) != 1:
            raise NotApplicable
        threshold, second = rates[0] if isinstance(rates[0], tuple) else (rates[0], 0.0)
        v = v.astype(float)
        right = np.sign(v) * np.maximum(np.abs(v) - threshold, 0)
        if not equal_values(right / (1 + second), seen.expected, seen.tolerance):
            raise DifferentFormula
        return change(v, threshold) / (1 + second)

    return predict


HYPOTHESES = (
    predicting(
        "moved_away_below_zero",
        "Entries below -t move away from 0: towards 0 is upwards there.",
        _of(lambda v, t: np.where(np.abs(v) > t, v - t, 0)),
        FORMULA,
    ),
    predicting(
        "moved_away",
        "Entries move away from 0 in place of towards it.",
        _of(lambda v, t: np.where(np.abs(v) > t, v + np.sign(v) * t, 0)),
        FORMULA,
    ),
    predicting(
        "kept_whole",
        "Entries beyond the threshold are kept as they are: they are to move towards 0 by it.",
        _of(lambda v, t: np.where(np.abs(v) > t, v, 0)),
        FORMULA,
    ),
    predicting(
        "small_kept",
        "Entries within the threshold are kept as they are: they are to become 0.",
        _of(lambda v, t: np.where(np.abs(v) > t, v - np.sign(v) * t, v)),
        FORMULA,
    ),
    predicting(
        "cut_off",
        "Entries beyond the threshold are cut down to it: that is what is to be taken away.",
        _of(lambda v, t: np.clip(v, -t, t)),
        FORMULA,
    ),
    predicting(
        "moved_down",
        "The threshold is subtracted from every entry, whatever its sign.",
        _of(lambda v, t: v - t),
        FORMULA,
    ),
    predicting(
        "moved_past_zero",
        "Small entries move past 0: moving towards 0 stops there.",
        _of(lambda v, t: v - np.sign(v) * t),
        FORMULA,
    ),
    predicting(
        "negative_dropped",
        "Entries below -t become 0: the threshold works on both sides of 0.",
        _of(lambda v, t: np.maximum(v - t, 0)),
        FORMULA,
    ),
)
