"""Labels counted from 1, exchanged, or taken as hard."""

import numpy as np

from grader.feedback.hypotheses.base import INPUT, predicting
from grader.feedback.observations.observation import NotApplicable


def _shifted(by):
    def predict(seen):
        name, labels, classes = _classes(seen)
        moved = (labels.astype(np.int64) + by) % classes  # NumPy takes -1 for the last class
        return seen.again(**{name: moved})

    return predict


def _classes(seen):
    arrays = list(seen.arrays())
    for name, value in arrays[1:]:
        scores = arrays[0][1]
        if value.dtype.kind in "iu" and scores.ndim == 2 and value.shape == scores.shape[:1]:
            return name, value, scores.shape[1]
    raise NotApplicable


def _changed(change):
    """Labels between 0 and 1, of the shape of the first array."""

    def predict(seen):
        arrays = list(seen.arrays())
        if len(arrays) < 2 or arrays[1][1].shape != arrays[0][1].shape:
            raise NotApplicable
        name, labels = arrays[1]
        if labels.size and (labels.min() < 0 or labels.max() > 1):
            raise NotApplicable
        return seen.again(**{name: change(labels).astype(labels.dtype)})

    return predict


def _of_both_signs(seen):
    """The logit times 2y - 1, as for labels of -1 and 1."""
    arrays = list(seen.arrays())
    if len(arrays) < 2 or arrays[1][1].shape != arrays[0][1].shape:
        raise NotApplicable
    (first, z), (second, y) = arrays[:2]
    dtype = z.dtype if z.dtype.kind == "f" else float
    if y.size and (y.min() < 0 or y.max() > 1):
        raise NotApplicable
    return seen.again(**{first: ((2 * y - 1) * z).astype(dtype), second: np.ones_like(y)})


HYPOTHESES = (
    predicting(
        "labels_from_one",
        "Labels are off by one: classes are counted from 0, so class 0 is the first.",
        _shifted(-1),
        INPUT,
    ),
    predicting(
        "labels_one_further",
        "Labels are off by one: the entry after the label's is taken.",
        _shifted(1),
        INPUT,
    ),
    predicting(
        "labels_exchanged",
        "These are the answers for the label 1 - y: the two classes are exchanged.",
        _changed(lambda labels: 1 - labels),
        INPUT,
    ),
    predicting(
        "labels_hardened",
        "Labels between 0 and 1 are taken as 0 or 1: soft labels count in part.",
        _changed(lambda labels: np.round(labels)),
        INPUT,
    ),
    predicting(
        "labels_hardened_up",
        "Every label above 0 is taken as 1: soft labels count in part.",
        _changed(lambda labels: labels > 0),
        INPUT,
    ),
    predicting(
        "labels_cut",
        "Every label below 1 is taken as 0: labels are cut to whole numbers on the way.",
        _changed(np.trunc),
        INPUT,
    ),
    predicting(
        "labels_of_both_signs",
        "This is the formula for labels of -1 and 1, which is another for labels between 0 and 1.",
        _of_both_signs,
        INPUT,
    ),
)
