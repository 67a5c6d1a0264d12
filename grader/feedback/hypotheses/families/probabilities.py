"""Probabilities instead of logits, and the reverse."""

from __future__ import annotations

from typing import Any

import numpy as np

from grader.feedback.hypotheses.base import INPUT, Predict, predicting
from grader.feedback.observations.observation import NotApplicable, Observation
from grader.feedback.observations.reductions import Change
from grader.messages import message


def _sigmoid(z: np.ndarray) -> Any:
    return 1 / (1 + np.exp(-z))


def _softmax(z: np.ndarray) -> Any:
    if z.ndim != 2:
        raise NotApplicable
    powers = np.exp(z - z.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def _log(z: np.ndarray) -> Any:
    if not (z.size and z.min() > 0):
        raise NotApplicable
    return np.log(z)


def _with_scores(change: Change) -> Predict:
    """The reference on changed scores, where labels stand beside them."""

    def predict(observation: Observation) -> Any:
        arrays = list(observation.arrays())
        if len(arrays) < 2 or not arrays[0][1].size:
            raise NotApplicable
        name, scores = arrays[0]
        return observation.recompute({name: change(scores.astype(float))})

    return predict


HYPOTHESES = (
    predicting(
        "sigmoid_twice",
        message(
            "The sigmoid is applied twice: the inputs are logits, and this is the loss of "
            "sigmoid(z) as if it were a logit."
        ),
        _with_scores(_sigmoid),
        INPUT,
    ),
    predicting(
        "softmax_twice",
        message("Softmax is applied twice: the inputs are logits; make them probabilities once."),
        _with_scores(_softmax),
        INPUT,
    ),
    predicting(
        "logits_for_probabilities",
        message("A logarithm of the input is taken, which is a logit already, not a probability."),
        _with_scores(_log),
        INPUT,
    ),
)
