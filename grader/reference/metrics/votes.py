"""Decisions from the scores of several binary models."""

from __future__ import annotations

from typing import Any

import numpy as np

from .. import _rules
from .._rules import ArrayLike
from ..links.log_odds import sigmoid

__all__ = [
    "ova_predict",
    "ovo_predict",
    "pair_count",
    "predict_labels",
]


@_rules.quiet
def predict_labels(logits: ArrayLike, threshold: ArrayLike = 0.5) -> Any:
    """Decisions of a multi-label model, each label by itself.

        sigmoid(z) >= threshold

    Args:
        logits: (..., C).
        threshold: in [0, 1], one number or (C,), one a label.
    Returns: (..., C) bool.
    Raises: ValueError: a threshold outside [0, 1] or of another shape.
    Elsewhere: none.
    Source: Tsoumakas and Katakis 2007.
    """

    (z, cut), _ = _rules.floats(logits=logits, threshold=threshold)
    _rules.between("threshold", cut, 0, 1)
    if cut.shape not in ((), z.shape[-1:]):
        raise ValueError(f"threshold is {cut.shape}; it must be a number or {z.shape[-1:]}.")
    return sigmoid(z) >= cut


@_rules.quiet
def ova_predict(scores: ArrayLike) -> Any:
    """Class of each row by one score a class; of equals the lowest class.

    Args:
        scores: (..., C), one binary model's score a class, C at least 1.
    Returns: (...) int64.
    Raises: ValueError: no classes, NaN.
    Elsewhere: sklearn.multiclass.OneVsRestClassifier.predict; numpy.argmax(axis=1).
    Source: Rifkin and Klautau 2004.
    """
    s = _rules.numbers("scores", scores)  # integers as they are, whose ties float64 may invent
    s = _rules.class_axis_last(s, -1)
    if not s.shape[-1]:
        raise ValueError(f"scores is {s.shape}; at least one class is needed.")
    _rules.no_nan("scores", s)
    return s.argmax(axis=-1)


def pair_count(classes: int) -> int:
    """Number of binary models of one-versus-one.

        C (C - 1) / 2

    Args:
        classes: C, at least 1.
    Returns: an int.
    Raises: ValueError: classes below 1. TypeError: classes not whole.
    Elsewhere: scipy.special.comb: is this as comb(C, 2).
    Source: Hastie and Tibshirani 1998.
    """
    count = _rules.whole("classes", classes, at_least=1)
    return count * (count - 1) // 2


def ovo_predict(votes: ArrayLike, classes: int) -> Any:
    """Class of each row by the votes of one binary model a pair; of equals the lowest class.

    Args:
        votes: (N, C (C - 1) / 2) bool, pairs (i, j), i < j, in lexical order: True for i.
        classes: C, at least 1.
    Returns: (N,) int64.
    Raises: ValueError: another number of pairs. TypeError: votes not bool.
    Elsewhere: sklearn.multiclass.OneVsOneClassifier.predict: breaks ties by sums of scores.
    Source: Hastie and Tibshirani 1998.
    """
    pairs = pair_count(classes)
    table = _rules.flags("votes", votes)
    if table.ndim != 2 or table.shape[1] != pairs:
        raise ValueError(f"votes is {table.shape}; {classes} classes have {pairs} pairs.")
    first, second = np.triu_indices(classes, 1)
    lower, upper = np.zeros((2, pairs, classes), np.float32)
    lower[np.arange(pairs), first] = 1
    upper[np.arange(pairs), second] = 1
    # v lower + (1 - v) upper, as one product; counts up to 2^24 are exact in float32.
    return (table.astype(np.float32) @ (lower - upper) + upper.sum(axis=0)).argmax(axis=1)
