"""One part of a known formula missing, with the wrong sign, doubled, halved, or to base two.

A formula is known by its inputs, scores and labels, and by its values: where its parts do not add
up to the reference's answer, nothing is said.
"""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np

from grader.feedback.hypotheses.base import FORMULA, predicting
from grader.feedback.observations.equal_values import equal_values
from grader.feedback.observations.observation import DifferentFormula, NotApplicable
from grader.feedback.observations.reductions import plain, reduced


def softmax_inputs(seen):
    """Scores (N, C) as floats, labels (N,). Raises: NotApplicable."""
    arrays = [value for _, value in seen.arrays()]
    if len(arrays) < 2 or arrays[0].ndim != 2 or arrays[1].dtype.kind not in "iu":
        raise NotApplicable
    scores, labels = arrays[0].astype(float), arrays[1].astype(np.int64)
    if labels.shape != scores.shape[:1] or not scores.size:
        raise NotApplicable
    return scores, labels


def sigmoid_inputs(seen):
    """Logits and labels in [0, 1] of one shape, as floats. Raises: NotApplicable."""
    arrays = [value for _, value in seen.arrays()]
    if len(arrays) < 2 or arrays[0].shape != arrays[1].shape or not arrays[0].size:
        raise NotApplicable
    return arrays[0].astype(float), arrays[1].astype(float)


def softmax(scores, axis=1):
    powers = np.exp(scores - scores.max(axis=axis, keepdims=True))
    return powers / powers.sum(axis=axis, keepdims=True)


def one_hot(scores, labels):
    hot = np.zeros_like(scores)
    hot[np.arange(len(labels)), labels] = 1
    return hot


def sigmoid(z):
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, e) / (1 + e)


def softplus(z):
    return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))


def _softmax_loss(seen):
    scores, labels = softmax_inputs(seen)
    top = scores.max(axis=1)
    rest = np.log(np.exp(scores - top[:, None]).sum(axis=1))
    return top, rest, -scores[np.arange(len(labels)), labels]


def _log_sum_exp(seen):
    top, rest, own = _softmax_loss(seen)
    return top + rest, own


def _softmax_slope(seen):
    scores, labels = softmax_inputs(seen)
    return softmax(scores), -one_hot(scores, labels)


def _sigmoid_loss(seen):
    z, y = sigmoid_inputs(seen)
    return np.maximum(z, 0), -z * y, np.log1p(np.exp(-np.abs(z)))


def _two_labels(seen):
    z, y = sigmoid_inputs(seen)
    return y * softplus(-z), (1 - y) * softplus(z)


def _sigmoid_slope(seen):
    z, y = sigmoid_inputs(seen)
    return sigmoid(z), -y


_LOG_SUM = "the logarithm of the sum of exponentials"

_FORMULAS = (
    (_log_sum_exp, (_LOG_SUM, "the logit of the own class")),
    (
        _softmax_loss,
        ("the largest logit, which was taken out of the exponentials", _LOG_SUM, ""),
    ),
    (_softmax_slope, ("the softmax", "the 1 at the own class")),
    (_two_labels, ("what counts for the label 1", "what counts for the label 0")),
    (
        _sigmoid_loss,
        (
            "what was taken out of the exponential, so that it cannot overflow",
            "the product of logit and label",
            "the logarithm",
        ),
    ),
    (_sigmoid_slope, ("the sigmoid", "the label")),
)

_CHANGES = (
    ("missing", 0.0, "One part is not there: {0}. The rest is right."),
    ("sign", -1.0, "In one part the sign is wrong, and the rest is right: {0}."),
    ("doubled", 2.0, "One part counts twice, and the rest is right: {0}."),
    ("halved", 0.5, "One part counts half, and the rest is right: {0}."),
    ("to_base_two", 1 / math.log(2), "One part is to base two, and the rest is right: {0}."),
    ("to_base_ten", 1 / math.log(10), "One part is to base ten, and the rest is right: {0}."),
)


@lru_cache(maxsize=256)
def _parts(seen, formula):
    """The formula's parts; none where they do not add up to the reference's answer."""
    parts = formula(seen)
    whole = sum(parts)
    fits = equal_values(whole, plain(seen), seen.tolerance)
    return (
        parts if fits and equal_values(reduced(seen, whole), seen.expected, seen.tolerance) else ()
    )


def _changed(formula, place, factor):
    def predict(seen):
        parts = _parts(seen, formula)
        if not parts:
            raise DifferentFormula
        return reduced(seen, sum(factor * p if k == place else p for k, p in enumerate(parts)))

    return predict


HYPOTHESES = tuple(
    predicting(f"part_{change}", text.format(label), _changed(formula, k, factor), FORMULA)
    for formula, labels in _FORMULAS
    for k, label in enumerate(labels)
    for change, factor, text in _CHANGES
    if label and ("logarithm" in label or "base" not in change)
)
