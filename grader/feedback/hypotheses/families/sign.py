"""A minus too many, one too few, or a size instead of a signed number."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from grader.feedback.hypotheses.base import INPUT, Hypothesis, Predict, predicting
from grader.feedback.observations.equal_values import map_numbers
from grader.feedback.observations.observation import NotApplicable, Observation
from grader.feedback.observations.reductions import Change
from grader.messages import message


def _output(change: Change) -> Predict:
    def predict(observation: Observation) -> Any:
        return map_numbers(observation.expected, change)

    return predict


def _input(change: Change) -> Predict:
    def predict(observation: Observation) -> Any:
        name, value = observation.first_array()
        if value.dtype.kind == "u":
            raise NotApplicable
        return observation.recompute({name: change(value)})

    return predict


def _scaled(name: str, says: str, change: Change) -> Hypothesis:
    """The answers for a changed size of the input, where no size near it gives them as well.

    A function with steps, such as the slope of a hinge, has the same answers for many sizes.
    """
    exact = predicting(name, says, _input(change), INPUT)
    near = predicting(name, says, _input(lambda value: change(0.95 * value)), INPUT)

    def fits(observation: Observation) -> bool:
        if not exact.fits(observation):
            return False
        if near.fits(observation):
            raise NotApplicable
        return True

    return replace(exact, fits=fits)


def _of_sum(observation: Observation) -> Any:
    """The reference on one entry, the sum of all."""
    name, value = next(iter(observation.inputs.items()))
    if observation.shape() or not isinstance(value, (list, np.ndarray)):
        raise NotApplicable
    parts = value if isinstance(value, list) else [value]
    total = sum(float(np.sum(part.astype(float))) for part in parts)
    return observation.recompute({name: np.array([total])})


HYPOTHESES = (
    predicting("sign", message("Every value has the wrong sign."), _output(np.negative)),
    predicting(
        "sign_lost",
        message("Every value has the right size, but those that should be negative are positive."),
        _output(np.abs),
    ),
    predicting(
        "input_negated",
        message("These are the answers for minus the input."),
        _input(np.negative),
        INPUT,
    ),
    predicting(
        "input_size_only",
        message("These are the answers for the input's absolute values: its sign is lost."),
        _input(np.abs),
        INPUT,
    ),
    predicting(
        "negative_left_out",
        message("Only entries above 0 count: these are the answers when negative ones are 0."),
        _input(lambda value: np.maximum(value, 0)),
        INPUT,
    ),
    predicting(
        "positive_left_out",
        message("Only entries below 0 count: these are the answers when positive ones are 0."),
        _input(lambda value: np.minimum(value, 0)),
        INPUT,
    ),
    _scaled(
        "input_doubled",
        message("These are the answers for twice the input."),
        lambda value: 2 * value.astype(float),
    ),
    _scaled(
        "input_halved",
        message("These are the answers for half the input."),
        lambda value: value.astype(float) / 2,
    ),
    _scaled(
        "input_squared",
        message("These are the answers for the square of the input."),
        lambda value: np.square(value.astype(float)),
    ),
    predicting(
        "input_added_up_first",
        message(
            "The entries are added up first and the formula is applied to their sum. Apply it to "
            "each entry, then add up."
        ),
        _of_sum,
        INPUT,
    ),
)
