"""Another loss than the cross-entropy."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from grader.feedback.hypotheses.base import FORMULA, Predict, predicting
from grader.feedback.hypotheses.cross_entropy import (
    log_softmax,
    one_hot,
    own_scores,
    sigmoid,
    sigmoid_inputs,
    softmax,
    softmax_inputs,
    softplus,
)
from grader.feedback.observations.equal_values import equal_values
from grader.feedback.observations.observation import DifferentFormula, Observation
from grader.feedback.observations.reductions import reduce_values, unreduced
from grader.messages import message

Loss = Callable[[np.ndarray, np.ndarray], Any]
"""Losses from scores or logits, and labels."""


def _for_sigmoid(loss: Loss) -> Predict:
    """``loss(z, y)`` instead of the sigmoid cross-entropy."""

    def predict(observation: Observation) -> Any:
        z, y = sigmoid_inputs(observation)
        if not equal_values(softplus(z) - z * y, unreduced(observation), observation.tolerance):
            raise DifferentFormula
        return reduce_values(observation, loss(z, y))

    return predict


def _for_softmax(loss: Loss) -> Predict:
    """``loss(scores, labels)`` instead of the softmax cross-entropy."""

    def predict(observation: Observation) -> Any:
        scores, labels = softmax_inputs(observation)
        right = -own_scores(log_softmax(scores), labels)
        if not equal_values(right, unreduced(observation), observation.tolerance):
            raise DifferentFormula
        return reduce_values(observation, loss(scores, labels))

    return predict


def _binary(scores: np.ndarray, labels: np.ndarray) -> Any:
    """Each class as a question of its own: -log p of the label, -log(1 - p) of the others."""
    p, hot = softmax(scores), one_hot(scores, labels)
    return -np.sum(np.where(hot == 1, np.log(p), np.log1p(-p)), axis=1)


def _over_the_batch(scores: np.ndarray, labels: np.ndarray) -> Any:
    top = scores.max()
    whole = top + np.log(np.exp(scores - top).sum())
    return whole - own_scores(scores, labels)


def _class_hinge(scores: np.ndarray, labels: np.ndarray) -> Any:
    margins = scores - own_scores(scores, labels)[:, None] + 1 - one_hot(scores, labels)
    return np.maximum(margins, 0).sum(axis=1)


def _squared_error(scores: np.ndarray, labels: np.ndarray) -> Any:
    return np.sum((softmax(scores) - one_hot(scores, labels)) ** 2, axis=1)


_HINGE = message("This is the hinge loss, not the cross-entropy.")
_SQUARED = message("This is the squared error of the probabilities, not the cross-entropy.")

HYPOTHESES = (
    predicting(
        "hinge",
        _HINGE,
        _for_sigmoid(lambda z, y: np.maximum(0, 1 - (2 * y - 1) * z)),
        FORMULA,
    ),
    predicting(
        "squared_error", _SQUARED, _for_sigmoid(lambda z, y: (sigmoid(z) - y) ** 2), FORMULA
    ),
    predicting(
        "absolute_error",
        message("This is the absolute error of the probability, not the cross-entropy."),
        _for_sigmoid(lambda z, y: np.abs(sigmoid(z) - y)),
        FORMULA,
    ),
    predicting("hinge", _HINGE, _for_softmax(_class_hinge), FORMULA),
    predicting("squared_error", _SQUARED, _for_softmax(_squared_error), FORMULA),
    predicting(
        "binary_for_classes",
        message(
            "Each class is scored as a question of its own, with 1 - p for those that are not the "
            "label. With one softmax only the label's logarithm counts."
        ),
        _for_softmax(_binary),
        FORMULA,
    ),
    predicting(
        "over_the_batch",
        message("The exponentials are added up over the whole batch; each row has its own sum."),
        _for_softmax(_over_the_batch),
        FORMULA,
    ),
)
