"""Labels counted from 1, swapped, or taken as hard."""

from __future__ import annotations

from typing import Any

import numpy as np

from grader.feedback.hypotheses.base import INPUT, Predict, predicting
from grader.feedback.observations.observation import NotApplicable, Observation
from grader.feedback.observations.reductions import Change
from grader.messages import message


def _shifted(by: int) -> Predict:
    def predict(observation: Observation) -> Any:
        name, labels, classes = _class_labels(observation)
        moved = (labels.astype(np.int64) + by) % classes  # NumPy takes -1 for the last class
        return observation.recompute({name: moved})

    return predict


def _class_labels(observation: Observation) -> tuple[str, np.ndarray, int]:
    """Name and values of labels (N,) beside scores (N, C), and C. Raises: NotApplicable."""
    arrays = list(observation.arrays())
    for name, labels in arrays[1:]:
        scores = arrays[0][1]
        if labels.dtype.kind in "iu" and scores.ndim == 2 and labels.shape == scores.shape[:1]:
            return name, labels, scores.shape[1]
    raise NotApplicable


def _soft_labels(observation: Observation) -> tuple[tuple[str, np.ndarray], tuple[str, np.ndarray]]:
    """Logits and labels between 0 and 1 of their shape, by name. Raises: NotApplicable.

    Labels come second, unless the first argument has their name. Beside examples there is one for
    each row.
    """
    arrays = list(observation.arrays())[:2]
    if len(arrays) < 2 or not _is_one_for_each(arrays[0][1].shape, arrays[1][1].shape):
        raise NotApplicable
    scores, labels = arrays if arrays[0][0] != "labels" else arrays[::-1]
    if labels[1].size and (labels[1].min() < 0 or labels[1].max() > 1):
        raise NotApplicable
    return scores, labels


def _is_one_for_each(scores: tuple[int, ...], labels: tuple[int, ...]) -> bool:
    return labels == scores or (len(scores) == 2 and labels == scores[:1])


def _changed(change: Change) -> Predict:
    def predict(observation: Observation) -> Any:
        _, (name, labels) = _soft_labels(observation)
        return observation.recompute({name: change(labels).astype(labels.dtype)})

    return predict


def _of_both_signs(observation: Observation) -> Any:
    """The logit times 2y - 1, as for labels of -1 and 1."""
    (logits_name, z), (labels_name, y) = _soft_labels(observation)
    if y.shape != z.shape:
        raise NotApplicable
    signed = ((2 * y - 1) * z).astype(z.dtype if z.dtype.kind == "f" else float)
    return observation.recompute({logits_name: signed, labels_name: np.ones_like(y)})


HYPOTHESES = (
    predicting(
        "labels_from_one",
        message("Labels are off by one: classes are counted from 0, so class 0 is the first."),
        _shifted(-1),
        INPUT,
    ),
    predicting(
        "labels_one_further",
        message("Labels are off by one: the entry after the label's is used."),
        _shifted(1),
        INPUT,
    ),
    predicting(
        "labels_exchanged",
        message("These are the answers for the label 1 - y: the two classes are swapped."),
        _changed(lambda labels: 1 - labels),
        INPUT,
    ),
    predicting(
        "labels_hardened",
        message("Labels between 0 and 1 are rounded to 0 or 1: soft labels count in proportion."),
        _changed(np.round),
        INPUT,
    ),
    predicting(
        "labels_hardened",
        message("Labels between 0 and 1 are rounded to 0 or 1: soft labels count in proportion."),
        _changed(lambda labels: labels >= 0.5),
        INPUT,
    ),
    predicting(
        "labels_hardened_up",
        message("Every label above 0 is treated as 1: soft labels count in proportion."),
        _changed(lambda labels: labels > 0),
        INPUT,
    ),
    predicting(
        "labels_cut",
        message("Every label below 1 is treated as 0: labels are truncated to integers somewhere."),
        _changed(np.trunc),
        INPUT,
    ),
    predicting(
        "labels_of_both_signs",
        message("This is the formula for labels of -1 and 1; here labels are between 0 and 1."),
        _of_both_signs,
        INPUT,
    ),
)
