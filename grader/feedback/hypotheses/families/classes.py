"""Softmax and sigmoid losses that are computed from something near: another class, another sum."""

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

Change = Callable[[np.ndarray, np.ndarray], Any]
"""The wrong values from scores or logits, and labels."""


def _softmax_loss(change: Change) -> Predict:
    """``change(scores, labels)`` instead of the softmax loss."""

    def predict(observation: Observation) -> Any:
        scores, labels = softmax_inputs(observation)
        right = -own_scores(log_softmax(scores), labels)
        if not equal_values(right, unreduced(observation), observation.tolerance):
            raise DifferentFormula
        return reduce_values(observation, change(scores, labels))

    return predict


def _softmax_slope(change: Change) -> Predict:
    """``change(scores, labels)`` instead of the gradient of the softmax loss."""

    def predict(observation: Observation) -> Any:
        scores, labels = softmax_inputs(observation)
        right = softmax(scores) - one_hot(scores, labels)
        if not equal_values(right, unreduced(observation), observation.tolerance):
            raise DifferentFormula
        return reduce_values(observation, change(scores, labels))

    return predict


def _sigmoid_loss(change: Change) -> Predict:
    """``change(z, y)`` instead of the sigmoid loss, in the input's own precision.

    A positive exponent overflows, and where it does depends on the precision.
    """

    def predict(observation: Observation) -> Any:
        z, y = sigmoid_inputs(observation)
        if not equal_values(softplus(z) - z * y, unreduced(observation), observation.tolerance):
            raise DifferentFormula
        dtype = observation.first_array()[1].dtype
        z = z.astype(dtype) if dtype.kind == "f" else z
        return reduce_values(observation, change(z, y.astype(z.dtype)))

    return predict


def _largest(scores: np.ndarray, labels: np.ndarray) -> Any:
    return -log_softmax(scores).max(axis=1)


def _other_classes(scores: np.ndarray, labels: np.ndarray) -> Any:
    losses = -log_softmax(scores)
    return losses.sum(axis=1) - own_scores(losses, labels)


def _all_classes(scores: np.ndarray, labels: np.ndarray) -> Any:
    return -log_softmax(scores).sum(axis=1)


def _own_left_out(scores: np.ndarray, labels: np.ndarray) -> Any:
    """log of the sum over the other classes, minus the own logit."""
    others = np.where(one_hot(scores, labels) == 1, -np.inf, scores)
    top = others.max(axis=1, initial=-1e300)  # finite where there is no other class
    rest = np.log(np.exp(others - top[:, None]).sum(axis=1))
    return top + rest - own_scores(scores, labels)


def _one_further(scores: np.ndarray, labels: np.ndarray) -> Any:
    """The 1 at the next class, and nowhere where there is none."""
    return softmax(scores) - (np.arange(scores.shape[1]) == labels[:, None] + 1)


def _own_alone(scores: np.ndarray, labels: np.ndarray) -> Any:
    return (softmax(scores) - 1) * one_hot(scores, labels)


def _over_the_batch(scores: np.ndarray, labels: np.ndarray) -> Any:
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return powers / powers.sum() - one_hot(scores, labels)


def _over_the_batch_with_one_top(scores: np.ndarray, labels: np.ndarray) -> Any:
    powers = np.exp(scores - scores.max())
    return powers / powers.sum() - one_hot(scores, labels)


def _down_the_columns(scores: np.ndarray, labels: np.ndarray) -> Any:
    return softmax(scores, axis=0) - one_hot(scores, labels)


def _loss_down_the_columns(scores: np.ndarray, labels: np.ndarray) -> Any:
    return -own_scores(log_softmax(scores.T).T, labels)


def _with_sigmoid(scores: np.ndarray, labels: np.ndarray) -> Any:
    return sigmoid(scores) - one_hot(scores, labels)


def _loss_with_sigmoid(scores: np.ndarray, labels: np.ndarray) -> Any:
    return softplus(-own_scores(scores, labels))


def _positive_exponent(exponent: Callable[[np.ndarray], np.ndarray]) -> Predict:
    return _sigmoid_loss(lambda z, y: np.maximum(z, 0) - z * y + np.log1p(np.exp(exponent(z))))


_BATCH = message("The exponentials are added up over the whole batch; each row has its own sum.")
_COLUMNS = message(
    "The softmax runs down the columns, over the examples, instead of over the classes of a row."
)
_SIGMOID = message("The sigmoid of each logit is used instead of the softmax of the row.")
_POSITIVE = message(
    "The exponent has the wrong sign: it is positive for some logits, where exp grows."
)

HYPOTHESES = (
    predicting(
        "largest_for_own_class",
        message("This is the loss of the class with the largest logit: the label is not used."),
        _softmax_loss(_largest),
        FORMULA,
    ),
    predicting(
        "other_classes",
        message("The logarithms of all classes but the label's are added up; only its own counts."),
        _softmax_loss(_other_classes),
        FORMULA,
    ),
    predicting(
        "all_classes",
        message("The logarithms of all classes are added up; only the label's class counts."),
        _softmax_loss(_all_classes),
        FORMULA,
    ),
    predicting(
        "own_class_left_out",
        message("The own class is left out of the sum of exponentials; all classes belong to it."),
        _softmax_loss(_own_left_out),
        FORMULA,
    ),
    predicting(
        "labels_one_further",
        message("Labels are off by one: the 1 is subtracted at the entry after the label's."),
        _softmax_slope(_one_further),
        FORMULA,
    ),
    predicting(
        "own_class_alone",
        message(
            "Only the own class has a gradient; the other logits change the loss too, by their "
            "softmax."
        ),
        _softmax_slope(_own_alone),
        FORMULA,
    ),
    predicting("over_examples", _COLUMNS, _softmax_loss(_loss_down_the_columns), FORMULA),
    predicting("over_examples", _COLUMNS, _softmax_slope(_down_the_columns), FORMULA),
    predicting("over_the_batch", _BATCH, _softmax_slope(_over_the_batch), FORMULA),
    predicting("over_the_batch", _BATCH, _softmax_slope(_over_the_batch_with_one_top), FORMULA),
    predicting("sigmoid_for_softmax", _SIGMOID, _softmax_slope(_with_sigmoid), FORMULA),
    predicting("sigmoid_for_softmax", _SIGMOID, _softmax_loss(_loss_with_sigmoid), FORMULA),
    predicting("positive_exponent", _POSITIVE, _positive_exponent(np.abs), FORMULA),
    predicting("positive_exponent", _POSITIVE, _positive_exponent(np.negative), FORMULA),
    predicting("positive_exponent", _POSITIVE, _positive_exponent(lambda z: z), FORMULA),
)
