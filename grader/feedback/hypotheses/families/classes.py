"""Softmax and sigmoid losses that are computed from something near: another class, another sum."""

import numpy as np

from grader.feedback.hypotheses.base import FORMULA, predicting
from grader.feedback.hypotheses.families.terms import (
    one_hot,
    sigmoid,
    sigmoid_inputs,
    softmax,
    softmax_inputs,
    softplus,
)
from grader.feedback.observations.equal_values import equal_values
from grader.feedback.observations.observation import DifferentFormula
from grader.feedback.observations.reductions import plain, reduced


def _log_softmax(scores):
    shifted = scores - scores.max(axis=1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))


def _of_loss(change):
    """Of a softmax loss: ``change`` of scores and labels in its place."""

    def predict(seen):
        scores, labels = softmax_inputs(seen)
        right = -_log_softmax(scores)[np.arange(len(labels)), labels]
        if not equal_values(right, plain(seen), seen.tolerance):
            raise DifferentFormula
        return reduced(seen, change(scores, labels))

    return predict


def _of_slope(change):
    """Of the gradient of a softmax loss."""

    def predict(seen):
        scores, labels = softmax_inputs(seen)
        if not equal_values(softmax(scores) - one_hot(scores, labels), plain(seen), seen.tolerance):
            raise DifferentFormula
        return reduced(seen, change(scores, labels))

    return predict


def _of_sigmoid_loss(change):
    def predict(seen):
        z, y = sigmoid_inputs(seen)
        if not equal_values(softplus(z) - z * y, plain(seen), seen.tolerance):
            raise DifferentFormula
        dtype = next(seen.arrays())[1].dtype
        z = z.astype(dtype) if dtype.kind == "f" else z
        return reduced(seen, change(z, y.astype(z.dtype)))

    return predict


def _largest(scores, labels):
    return -_log_softmax(scores).max(axis=1)


def _other_classes(scores, labels):
    losses = -_log_softmax(scores)
    return losses.sum(axis=1) - losses[np.arange(len(labels)), labels]


def _all_classes(scores, labels):
    return -_log_softmax(scores).sum(axis=1)


def _own_left_out(scores, labels):
    """log of the sum over the other classes, minus the own logit."""
    others = np.where(one_hot(scores, labels) == 1, -np.inf, scores)
    top = others.max(axis=1, initial=-1e300)
    rest = np.log(np.exp(others - top[:, None]).sum(axis=1))
    return top + rest - scores[np.arange(len(labels)), labels]


def _one_further(scores, labels):
    """The 1 at the next class, and nowhere where there is none."""
    return softmax(scores) - (np.arange(scores.shape[1]) == labels[:, None] + 1)


def _own_alone(scores, labels):
    return (softmax(scores) - 1) * one_hot(scores, labels)


def _over_the_batch(scores, labels):
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return powers / powers.sum() - one_hot(scores, labels)


def _over_the_batch_with_one_top(scores, labels):
    powers = np.exp(scores - scores.max())
    return powers / powers.sum() - one_hot(scores, labels)


def _down_the_columns(scores, labels):
    return softmax(scores, axis=0) - one_hot(scores, labels)


def _loss_down_the_columns(scores, labels):
    return -_log_softmax(scores.T).T[np.arange(len(labels)), labels]


def _with_sigmoid(scores, labels):
    return sigmoid(scores) - one_hot(scores, labels)


def _loss_with_sigmoid(scores, labels):
    return softplus(-scores[np.arange(len(labels)), labels])


_BATCH = "The exponentials are added up over the whole batch: each row has a sum of its own."
_COLUMNS = "The softmax runs down the columns, over the examples: it is over the classes of a row."
_SIGMOID = "The sigmoid of each logit is taken where the softmax of the row is asked."
_POSITIVE = "The exponent is positive for some logits, where exp grows: its sign is wrong there."

HYPOTHESES = (
    predicting(
        "largest_for_own_class",
        "This is the loss of the class with the largest logit: the label is not used.",
        _of_loss(_largest),
        FORMULA,
    ),
    predicting(
        "other_classes",
        "The logarithms of all classes but the label's are added up: only its own counts.",
        _of_loss(_other_classes),
        FORMULA,
    ),
    predicting(
        "all_classes",
        "The logarithms of all classes are added up: only that of the label's class counts.",
        _of_loss(_all_classes),
        FORMULA,
    ),
    predicting(
        "own_class_left_out",
        "The own class is left out of the sum of exponentials: all classes belong to it.",
        _of_loss(_own_left_out),
        FORMULA,
    ),
    predicting(
        "labels_one_further",
        "Labels are off by one: the 1 is subtracted at the entry after the label's.",
        _of_slope(_one_further),
        FORMULA,
    ),
    predicting(
        "own_class_alone",
        "Only the own class has a slope: the other logits change the loss too, by their softmax.",
        _of_slope(_own_alone),
        FORMULA,
    ),
    predicting("over_examples", _COLUMNS, _of_loss(_loss_down_the_columns), FORMULA),
    predicting("over_examples", _COLUMNS, _of_slope(_down_the_columns), FORMULA),
    predicting("over_the_batch", _BATCH, _of_slope(_over_the_batch), FORMULA),
    predicting("over_the_batch", _BATCH, _of_slope(_over_the_batch_with_one_top), FORMULA),
    predicting("sigmoid_for_softmax", _SIGMOID, _of_slope(_with_sigmoid), FORMULA),
    predicting("sigmoid_for_softmax", _SIGMOID, _of_loss(_loss_with_sigmoid), FORMULA),
    predicting(
        "positive_exponent",
        _POSITIVE,
        _of_sigmoid_loss(lambda z, y: np.maximum(z, 0) - z * y + np.log1p(np.exp(np.abs(z)))),
        FORMULA,
    ),
    predicting(
        "positive_exponent",
        _POSITIVE,
        _of_sigmoid_loss(lambda z, y: np.maximum(z, 0) - z * y + np.log1p(np.exp(-z))),
        FORMULA,
    ),
    predicting(
        "positive_exponent",
        _POSITIVE,
        _of_sigmoid_loss(lambda z, y: np.maximum(z, 0) - z * y + np.log1p(np.exp(z))),
        FORMULA,
    ),
)
