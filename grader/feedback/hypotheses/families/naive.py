"""Textbook formulas taken literally: probabilities first, then their logarithm.

They are right on paper. In floating point exp overflows and log meets 0, and where a small number
is added against that, every loss changes a little and large ones a lot.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from grader.feedback.hypotheses.base import FORMULA, Predict, predicting
from grader.feedback.hypotheses.cross_entropy import (
    own_scores,
    sigmoid_inputs,
    softmax,
    softmax_inputs,
    softplus,
)
from grader.feedback.observations.equal_values import equal_values
from grader.feedback.observations.observation import DifferentFormula, Observation
from grader.feedback.observations.reductions import reduce_values, unreduced
from grader.messages import message

EPSILONS = (1e-16, 1e-15, 1e-12, 1e-10, 1e-9, 1e-8, 1e-7, 1e-6, 1e-5, 1e-4, 1e-3)
"""Small numbers that people add inside a logarithm."""

Loss = Callable[[np.ndarray, np.ndarray], Any]
"""The wrong losses from logits and labels."""


def _sigmoid_loss(loss: Loss) -> Predict:
    """``loss(z, y)`` in the input's own precision, on which it depends where it overflows."""

    def predict(observation: Observation) -> Any:
        z, y = sigmoid_inputs(observation)
        if not equal_values(softplus(z) - z * y, unreduced(observation), observation.tolerance):
            raise DifferentFormula
        dtype = observation.first_array()[1].dtype
        z = z.astype(dtype) if dtype.kind == "f" else z
        return reduce_values(observation, loss(z, y.astype(z.dtype)))

    return predict


def _by_probability(epsilon: float) -> Loss:
    def loss(z: np.ndarray, y: np.ndarray) -> Any:
        p = 1 / (1 + np.exp(-z))
        return -(y * np.log(p + epsilon) + (1 - y) * np.log(1 - p + epsilon))

    return loss


def _by_clipped_probability(epsilon: float) -> Loss:
    def loss(z: np.ndarray, y: np.ndarray) -> Any:
        p = np.clip(1 / (1 + np.exp(-z)), epsilon, 1 - epsilon)
        return -(y * np.log(p) + (1 - y) * np.log(1 - p))

    return loss


def _without_maximum(z: np.ndarray, y: np.ndarray) -> Any:
    return z - z * y + np.log1p(np.exp(-z))


def _softplus_of_logit(z: np.ndarray, y: np.ndarray) -> Any:
    return np.log1p(np.exp(z)) - z * y


def _softmax_loss(epsilon: float) -> Predict:
    def predict(observation: Observation) -> Any:
        scores, labels = softmax_inputs(observation)
        shares = own_scores(softmax(scores), labels)
        if observation.shape() == scores.shape:
            raise DifferentFormula  # a gradient
        return reduce_values(observation, -np.log(shares + epsilon))

    return predict


def _distribution_loss(epsilon: float) -> Predict:
    """Of labels that are distributions, in the shape of the scores."""

    def predict(observation: Observation) -> Any:
        scores, labels = sigmoid_inputs(observation)
        axis = observation.all_inputs.get("axis", -1)
        if not scores.ndim or not isinstance(axis, int):
            raise DifferentFormula
        scores, labels = np.moveaxis(scores, axis, -1), np.moveaxis(labels, axis, -1)
        shares = softmax(scores, axis=-1)
        shifted = scores - scores.max(axis=-1, keepdims=True)
        logs = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
        right = -np.where(labels == 0, 0, labels * logs).sum(axis=-1)
        if not equal_values(right, unreduced(observation), observation.tolerance):
            raise DifferentFormula
        return reduce_values(observation, -(labels * np.log(shares + epsilon)).sum(axis=-1))

    return predict


_OVERFLOW = message(
    "The formula is right on paper, but exp overflows for large logits, or a probability becomes "
    "exactly 0 or 1 and its logarithm is infinite. Rewrite it so that no exponent is above 0."
)


def _epsilon(epsilon: float) -> str:
    return message(
        "A small number, {epsilon}, is added inside the logarithm: that changes every loss a "
        "little and cuts large ones off. A formula that cannot meet log(0) needs none.",
        epsilon=f"{epsilon:g}",
    )


def _clipped(epsilon: float) -> str:
    return message(
        "Probabilities are clipped to lie between {epsilon} and 1 - {epsilon}: larger losses are "
        "cut off, and tiny ones are lost. A formula in the logits needs no clipping.",
        epsilon=f"{epsilon:g}",
    )


HYPOTHESES = (
    predicting("overflow", _OVERFLOW, _sigmoid_loss(_by_probability(0.0)), FORMULA),
    predicting("overflow", _OVERFLOW, _sigmoid_loss(_without_maximum), FORMULA),
    predicting("overflow", _OVERFLOW, _sigmoid_loss(_softplus_of_logit), FORMULA),
    *(
        predicting("epsilon", _epsilon(epsilon), predict, FORMULA)
        for epsilon in EPSILONS
        for predict in (
            _sigmoid_loss(_by_probability(epsilon)),
            _softmax_loss(epsilon),
            _distribution_loss(epsilon),
        )
    ),
    *(
        predicting(
            "clipped_probability",
            _clipped(epsilon),
            _sigmoid_loss(_by_clipped_probability(epsilon)),
            FORMULA,
        )
        for epsilon in EPSILONS
    ),
)
