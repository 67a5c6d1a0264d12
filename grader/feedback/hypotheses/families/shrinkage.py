"""The soft threshold, sign(v) max(|v| - t, 0), divided by 1 + a second rate or by nothing.

The formula is known by its values: where it does not give the reference's answer, nothing is said.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from grader.feedback.hypotheses.base import FORMULA, Predict, predicting
from grader.feedback.observations.equal_values import equal_values
from grader.feedback.observations.observation import DifferentFormula, NotApplicable, Observation
from grader.messages import message


def _instead(change: Callable[[np.ndarray, float], Any]) -> Predict:
    """``change(v, t)`` instead of the soft threshold."""

    def predict(observation: Observation) -> Any:
        _, v = observation.first_array()
        inputs = observation.all_inputs.values()
        rates = [value for value in inputs if isinstance(value, (float, tuple))]
        if len(rates) != 1:
            raise NotApplicable
        threshold, second = rates[0] if isinstance(rates[0], tuple) else (rates[0], 0.0)
        v = v.astype(float)
        right = np.sign(v) * np.maximum(np.abs(v) - threshold, 0)
        if not equal_values(right / (1 + second), observation.expected, observation.tolerance):
            raise DifferentFormula
        return change(v, threshold) / (1 + second)

    return predict


HYPOTHESES = (
    predicting(
        "moved_away_below_zero",
        message("Entries below -t move away from 0: there, towards 0 is upwards."),
        _instead(lambda v, t: np.where(np.abs(v) > t, v - t, 0)),
        FORMULA,
    ),
    predicting(
        "moved_away",
        message("Entries move away from 0 instead of towards it."),
        _instead(lambda v, t: np.where(np.abs(v) > t, v + np.sign(v) * t, 0)),
        FORMULA,
    ),
    predicting(
        "kept_whole",
        message("Entries beyond the threshold are unchanged; they should move towards 0 by it."),
        _instead(lambda v, t: np.where(np.abs(v) > t, v, 0)),
        FORMULA,
    ),
    predicting(
        "small_kept",
        message("Entries within the threshold are unchanged; they should become 0."),
        _instead(lambda v, t: np.where(np.abs(v) > t, v - np.sign(v) * t, v)),
        FORMULA,
    ),
    predicting(
        "cut_off",
        message("Entries beyond the threshold are cut down to it: that is the part to subtract."),
        _instead(lambda v, t: np.clip(v, -t, t)),
        FORMULA,
    ),
    predicting(
        "moved_down",
        message("The threshold is subtracted from every entry, whatever its sign."),
        _instead(lambda v, t: v - t),
        FORMULA,
    ),
    predicting(
        "moved_past_zero",
        message("Small entries move past 0; moving towards 0 should stop there."),
        _instead(lambda v, t: v - np.sign(v) * t),
        FORMULA,
    ),
    predicting(
        "negative_dropped",
        message("Entries below -t become 0: the threshold applies on both sides of 0."),
        _instead(lambda v, t: np.maximum(v - t, 0)),
        FORMULA,
    ),
)
