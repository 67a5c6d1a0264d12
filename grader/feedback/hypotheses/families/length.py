"""A length where the answer is the input as one vector, shortened: another measure in its place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from grader.feedback.hypotheses.base import INPUT, OPTION, Predict, WriteSentence, predicting
from grader.feedback.hypotheses.families.rates import rates_of, with_rates
from grader.feedback.observations.equal_values import equal_values
from grader.feedback.observations.observation import (
    DifferentFormula,
    NotApplicable,
    Observation,
    one_array,
)
from grader.messages import Message, message
from grader.values.comparison import Tolerance

Norm = Callable[[np.ndarray], Any]


def _by_norm(norm: Norm, compared: bool = True) -> Predict:
    """The rate as if another measure than the input's length were taken.

    Unless it is ``compared`` too, what is dropped for its length stays so.
    """

    def predict(observation: Observation) -> Any:
        if observation.shape() and not compared and not np.any(observation.expected):
            return observation.expected
        rates = list(rates_of(observation))
        _, value = observation.first_array()
        if len(rates) != 1 or not np.any(value):
            raise NotApplicable
        if not _is_shortened(value, observation.expected, observation.tolerance):
            raise DifferentFormula
        (key, rate), sizes = rates[0], np.abs(value.astype(float))
        length = float(np.sqrt(np.sum(sizes**2)))
        return with_rates(observation, {key: rate * length / float(norm(sizes))})

    return predict


def _is_shortened(value: np.ndarray, expected: Any, tolerance: Tolerance) -> bool:
    """Whether the answer is the input as one vector, only shorter."""
    value, expected = value.astype(float), one_array(expected)
    if value.shape != expected.shape:
        return False
    factor = np.sum(value * expected) / np.sum(value * value) if value.any() else 0.0
    return equal_values(expected, factor * value, tolerance)


def _times_length(power: int) -> Predict:
    """The answer times a power of the input's length."""

    def predict(observation: Observation) -> Any:
        _, value = observation.first_array()
        if observation.shape() != value.shape or not value.size:
            raise NotApplicable
        length = float(np.sqrt(np.sum(value.astype(float) ** 2)))
        return one_array(observation.expected) * np.float64(length) ** power

    return predict


def _squared_sentence(failing: Sequence[Observation]) -> Message:
    rate = next(rates_of(failing[0]))[0][0]
    return message(
        "The length is taken without its square root: {rate} is compared with the sum of squares.",
        rate=rate,
    )


_NORMS: dict[str, tuple[Norm, str | WriteSentence]] = {
    "length_squared": (lambda sizes: np.sum(sizes**2), _squared_sentence),
    "length_of_sizes": (
        np.sum,
        message("The sum of the entries' sizes is used instead of the length."),
    ),
    "length_of_largest": (
        np.max,
        message("The size of the largest entry is used instead of the length."),
    ),
    "length_of_mean": (
        lambda sizes: np.sqrt(np.mean(sizes**2)),
        message("The length is the root of the sum of squares, not of their mean."),
    ),
}

HYPOTHESES = (
    *(
        predicting(name, says, _by_norm(norm, compared), OPTION)
        for name, (norm, says) in _NORMS.items()
        for compared in (True, False)
    ),
    predicting(
        "times_length",
        message(
            "Every value is the expected one times the length of the input: a division by it is "
            "missing."
        ),
        _times_length(1),
        INPUT,
    ),
    predicting(
        "divided_by_length",
        message(
            "Every value is the expected one divided by the length of the input: one division too "
            "many."
        ),
        _times_length(-1),
        INPUT,
    ),
)
