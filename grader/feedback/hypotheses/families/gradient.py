"""The gradient of something else."""

from __future__ import annotations

from typing import Any

import numpy as np

from grader.feedback.hypotheses.base import INPUT, Hypothesis, Predict, predicting
from grader.feedback.observations.equal_values import map_numbers
from grader.feedback.observations.observation import NotApplicable, Observation
from grader.feedback.observations.reductions import Change
from grader.messages import message

STEP = 1e-6
"""Of the central differences: their errors, h² and rounding over h, stay below 1e-9 near 1."""
_MOST_ENTRIES = 64
"""Each entry takes two calls of the reference."""


def _by_second_input(observation: Observation) -> np.ndarray:
    """Central differences of the reference's value by its second array."""
    arrays = list(observation.arrays())
    if not observation.function.endswith("_grad") or len(arrays) < 2:
        raise NotApplicable
    name, point = arrays[1]
    if point.dtype != np.float64 or point.size > _MOST_ENTRIES:
        raise NotApplicable
    value = observation.function.removesuffix("_grad")
    slopes = np.empty(point.shape)
    for place in np.ndindex(point.shape):
        ends = []
        for side in (1, -1):
            moved = point.copy()
            moved[place] += side * STEP
            ends.append(np.sum(observation.recompute({name: moved}, function=value)))
        slopes[place] = (ends[0] - ends[1]) / (2 * STEP)
    return slopes


def _is_by_second_input(observation: Observation) -> bool:
    predicted = _by_second_input(observation)
    got = observation.got
    if not isinstance(got, np.ndarray) or got.shape != predicted.shape:
        return False
    return np.allclose(got, predicted, rtol=1e-4, atol=1e-6)


def _times(factor: Change) -> Predict:
    """The gradient times something of the first input, entry by entry."""

    def predict(observation: Observation) -> Any:
        _, value = observation.first_array()
        if not observation.function.endswith("_grad"):
            raise NotApplicable
        if observation.shape() != value.shape:
            raise NotApplicable
        return map_numbers(observation.expected, lambda grad: grad * factor(value.astype(float)))

    return predict


def _sigmoid_slope(z: np.ndarray) -> Any:
    s = 1 / (1 + np.exp(-z))
    return s * (1 - s)


def _times_of_softmax(factor: Change) -> Predict:
    """The gradient times something of the row's softmax."""

    def predict(observation: Observation) -> Any:
        _, value = observation.first_array()
        if not observation.function.endswith("_grad") or value.ndim != 2:
            raise NotApplicable
        if getattr(observation.expected, "shape", None) != value.shape:
            raise NotApplicable  # several gradients, or one by something of another shape
        powers = np.exp(value.astype(float) - value.max(axis=1, keepdims=True))
        return observation.expected * factor(powers / powers.sum(axis=1, keepdims=True))

    return predict


HYPOTHESES = (
    Hypothesis(
        "gradient_of_another_input",
        message("This is the gradient with respect to another input than the first."),
        _is_by_second_input,
        INPUT,
    ),
    predicting(
        "slope_too_many",
        message(
            "Every value is s(1 - s) times the expected one: the sigmoid's slope is multiplied in "
            "once too often."
        ),
        _times(_sigmoid_slope),
        INPUT,
    ),
    predicting(
        "gradient_by_probability",
        message(
            "This is the gradient with respect to the probability, the expected one divided by "
            "s(1 - s), instead of the one with respect to the logit."
        ),
        _times(lambda z: 1 / _sigmoid_slope(z)),
        INPUT,
    ),
    predicting(
        "softmax_too_many",
        message(
            "Every value is the expected one times the softmax, which is multiplied in once too "
            "often."
        ),
        _times_of_softmax(lambda p: p),
        INPUT,
    ),
    predicting(
        "softmax_slope_too_many",
        message(
            "Every value is p(1 - p) times the expected one: the softmax's slope is multiplied in "
            "once too often."
        ),
        _times_of_softmax(lambda p: p * (1 - p)),
        INPUT,
    ),
    predicting(
        "input_too_many",
        message(
            "Every value is the expected one times the input itself: a factor that the chain rule "
            "does not have."
        ),
        _times(lambda z: z),
        INPUT,
    ),
)
