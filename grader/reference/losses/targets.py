"""Targets made from labels: one-hot rows and smoothed labels."""

from __future__ import annotations

from typing import Any

import numpy as np

from .. import _rules
from .._rules import ArrayLike

__all__ = [
    "one_hot",
    "smooth",
]


@_rules.quiet
def one_hot(labels: ArrayLike, classes: int) -> Any:
    """Rows with a single 1, float64.

    Args:
        labels: (...) integer y in [0, classes).
        classes: the number of columns C.
    Returns: (..., C) float64.
    Raises: ValueError: a label outside [0, C). TypeError: labels that are not integers.
    Elsewhere: sklearn.preprocessing.LabelBinarizer: has one column for two classes;
        torch.nn.functional.one_hot: gives int64; keras.ops.one_hot: gives rows of zeros for labels
        out of range.
    Source: Bishop 2006, section 4.3.4.
    """
    count = _rules.whole("classes", classes)
    y = _rules.classes("labels", labels, count)
    out = np.zeros((*y.shape, count))
    np.put_along_axis(out, y[..., None], 1, axis=-1)
    return out


@_rules.quiet
def smooth(labels: ArrayLike, a: float, classes: int = 2) -> Any:
    """Label smoothing: moves a share of the label's weight evenly to all classes.

        y (1 - a) + a / C

    Args:
        labels: any shape, in [0, 1]: binary labels, or one-hot rows of C classes.
        a: share in [0, 1].
        classes: C; 2 for binary labels.
    Returns: the shape of labels; rows that summed to 1 still do.
    Raises: ValueError: a label or a outside [0, 1], classes below 1.
    Elsewhere: torch.nn.CrossEntropyLoss(label_smoothing=a): smooths like this before its loss;
        keras.losses.CategoricalCrossentropy(label_smoothing=a): smooths like this before its loss;
        keras.losses.BinaryCrossentropy(label_smoothing=a): does so too.
    Source: Szegedy, Vanhoucke, Ioffe, Shlens and Wojna 2016, section 7.
    """
    (y,), result = _rules.floats(labels=labels)
    share = _rules.rate("a", a, high=1)
    count = _rules.whole("classes", classes, at_least=1)
    _rules.between("labels", y, 0, 1)
    return _rules.give(np.asarray(y * (1 - share) + share / count), result)
