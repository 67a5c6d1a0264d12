"""Another loss than the cross-entropy that is asked."""

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


def _for_sigmoid(loss):
    def predict(seen):
        z, y = sigmoid_inputs(seen)
        if not equal_values(softplus(z) - z * y, plain(seen), seen.tolerance):
            raise DifferentFormula
        return reduced(seen, loss(z, y))

    return predict


def _for_softmax(loss):
    def predict(seen):
        scores, labels = softmax_inputs(seen)
        rows = np.arange(len(labels))
        shifted = scores - scores.max(axis=1, keepdims=True)
        right = np.log(np.exp(shifted).sum(axis=1)) - shifted[rows, labels]
        if not equal_values(right, plain(seen), seen.tolerance):
            raise DifferentFormula
        return reduced(seen, loss(scores, labels))

    return predict


def _binary(scores, labels):
    """Each class as a question of its own: -log p of the label, -log(1 - p) of the others."""
    p, hot = softmax(scores), one_hot(scores, labels)
    return -np.sum(np.where(hot == 1, np.log(p), np.log1p(-p)), axis=1)


def _of_all_rows(scores, labels):
    top = scores.max()
    whole = top + np.log(np.exp(scores - top).sum())
    return whole - scores[np.arange(len(labels)), labels]


def _class_hinge(scores, labels):
    margins = scores - scores[np.arange(len(labels)), labels][:, None] + 1 - one_hot(scores, labels)
    return np.maximum(margins, 0).sum(axis=1)


_HINGE = "This is the hinge loss, not the cross-entropy."
_SQUARED = "This is the squared error of the probabilities, not the cross-entropy."

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
        "This is the absolute error of the probability, not the cross-entropy.",
        _for_sigmoid(lambda z, y: np.abs(sigmoid(z) - y)),
        FORMULA,
    ),
    predicting("hinge", _HINGE, _for_softmax(_class_hinge), FORMULA),
    predicting(
        "squared_error",
        _SQUARED,
        _for_softmax(lambda z, y: np.sum((softmax(z) - one_hot(z, y)) ** 2, axis=1)),
        FORMULA,
    ),
    predicting(
        "binary_for_classes",
        "Each class is scored as a question of its own, with 1 - p for those that are not the "
        "label: of one softmax only the label's logarithm counts.",
        _for_softmax(_binary),
        FORMULA,
    ),
    predicting(
        "over_the_batch",
        "The exponentials are added up over the whole batch: each row has a sum of its own.",
        _for_softmax(_of_all_rows),
        FORMULA,
    ),
)
