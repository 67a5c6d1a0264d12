"""The right number under another function: squared, its root, its inverse, one minus it."""

from __future__ import annotations

from typing import Any

import numpy as np

from grader.feedback.hypotheses.base import INPUT, Predict, predicting
from grader.feedback.observations.equal_values import flatten
from grader.feedback.observations.observation import NotApplicable, Observation, one_array
from grader.feedback.observations.reductions import Change, change_each_loss
from grader.messages import message


def _with(change: Change) -> Predict:
    def predict(observation: Observation) -> Any:
        answer = change_each_loss(observation, change)
        numbers = flatten(answer)
        if numbers is None or not np.isfinite(numbers[1]).any():
            raise NotApplicable  # NaN for NaN shows nothing
        return answer

    return predict


def _value_of_gradient(observation: Observation) -> Any:
    if not observation.function.endswith("_grad"):
        raise NotApplicable
    return observation.recompute(function=observation.function.removesuffix("_grad"))


def _gradient(observation: Observation) -> Any:
    return observation.recompute(function=f"{observation.function}_grad")


def _multiplied(observation: Observation) -> Any:
    """The input times d where it should be divided by d."""
    _, value = observation.first_array()
    expected = one_array(observation.expected)
    if value.shape != expected.shape:
        raise NotApplicable
    value = value.astype(float)
    same = (value == expected) | (expected == 0)
    return np.where(same, expected, value * value / np.where(same, 1, expected))


HYPOTHESES = (
    predicting(
        "squared", message("Every value is the square of the expected one."), _with(np.square)
    ),
    predicting(
        "root", message("Every value is the square root of the expected one."), _with(np.sqrt)
    ),
    predicting("inverse", message("Every value is 1 over the expected one."), _with(np.reciprocal)),
    predicting(
        "one_minus",
        message("Every value is 1 minus the expected one."),
        _with(lambda value: 1 - value),
    ),
    predicting(
        "exponential",
        message("Every value is exp of the expected one: a logarithm is missing."),
        _with(np.exp),
    ),
    predicting(
        "probability",
        message(
            "Every value is exp of minus the expected one: a probability instead of minus its "
            "logarithm."
        ),
        _with(lambda value: np.exp(-value)),
    ),
    predicting(
        "one_minus_probability",
        message(
            "Every value is 1 minus exp of minus the expected one: 1 minus a probability instead "
            "of minus its logarithm."
        ),
        _with(lambda value: 1 - np.exp(-value)),
    ),
    predicting(
        "multiplied_for_divided",
        message("Every entry is multiplied by what it should be divided by."),
        _multiplied,
        INPUT,
    ),
    predicting(
        "indicator",
        message(
            "Every value is 1 where the expected one is not 0: it says where there is something, "
            "not what."
        ),
        _with(lambda value: (value != 0).astype(float)),
        INPUT,
    ),
    predicting(
        "logarithm", message("Every value is the logarithm of the expected one."), _with(np.log)
    ),
    predicting(
        "value_for_gradient",
        message("This is the value itself instead of its gradient."),
        _value_of_gradient,
    ),
    predicting(
        "gradient_for_value",
        message("This is the gradient instead of the value itself."),
        _gradient,
    ),
)
