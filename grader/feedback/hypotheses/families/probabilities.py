"""Probabilities where logits are asked, and the reverse."""

import numpy as np

from grader.feedback.hypotheses.base import INPUT, predicting
from grader.feedback.observations.observation import NotApplicable


def _sigmoid(z):
    return 1 / (1 + np.exp(-z))


def _softmax(z):
    if z.ndim != 2:
        raise NotApplicable
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def _log(z):
    if not (z.size and z.min() > 0):
        raise NotApplicable
    return np.log(z)


def _of_scores(change):
    def predict(seen):
        arrays = list(seen.arrays())  # scores and labels
        if len(arrays) < 2 or not arrays[0][1].size:
            raise NotApplicable
        name, value = arrays[0]
        return seen.again(**{name: change(value.astype(float))})

    return predict


HYPOTHESES = (
    predicting(
        "sigmoid_twice",
        "The sigmoid is applied twice: what is given are logits, and the loss of sigmoid(z) as if "
        "it were a logit comes out.",
        _of_scores(_sigmoid),
        INPUT,
    ),
    predicting(
        "softmax_twice",
        "Softmax is applied twice: what is given are logits, and they are made probabilities once.",
        _of_scores(_softmax),
        INPUT,
    ),
    predicting(
        "logits_for_probabilities",
        "A logarithm of the input is taken: it is not a probability but a logit already.",
        _of_scores(_log),
        INPUT,
    ),
)
