"""Rates, thresholds and other single numbers: left out, swapped, doubled, squared."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from grader.feedback.hypotheses.base import INPUT, OPTION, Predict, WriteSentence, predicting
from grader.feedback.observations.equal_values import map_numbers
from grader.feedback.observations.observation import NotApplicable, Observation
from grader.messages import Message, message

RateKey = tuple[str, int | None]
"""A parameter's name and, where it takes a tuple of rates, the place in it."""
RateChange = Callable[[float], float]

_PLACES = (0, 1)
"""No lab's function has more than two rates."""


def rates_of(observation: Observation) -> Iterator[tuple[RateKey, float]]:
    """The single floats among the inputs, and those in tuples."""
    for name, value in observation.all_inputs.items():
        if isinstance(value, float):
            yield (name, None), value
        elif isinstance(value, tuple) and all(isinstance(part, float) for part in value):
            yield from (((name, place), part) for place, part in enumerate(value))


def with_rates(observation: Observation, changed: Mapping[RateKey, float]) -> Any:
    """The reference's answer with other rates.

    Raises: NotApplicable: the reference raises an exception.
    """
    inputs: dict[str, Any] = {}
    for (name, place), rate in changed.items():
        if place is None:
            inputs[name] = rate
            continue
        parts = list(inputs.get(name, observation.all_inputs[name]))
        parts[place] = rate
        inputs[name] = tuple(parts)
    return observation.recompute(inputs)


def _two_rates(observation: Observation) -> list[tuple[RateKey, float]]:
    rates = list(rates_of(observation))
    if len(rates) != 2:
        raise NotApplicable
    return rates


def _changed(place: int, change: RateChange) -> Predict:
    """The ``place``-th rate of the call, changed."""

    def predict(observation: Observation) -> Any:
        rates = dict(rates_of(observation))
        if place >= len(rates):
            raise NotApplicable
        key = list(rates)[place]
        return with_rates(observation, {key: change(rates[key])})

    return predict


def _swapped(observation: Observation) -> Any:
    (first, a), (second, b) = _two_rates(observation)
    if a == b:
        raise NotApplicable
    return with_rates(observation, {first: b, second: a})


def _other_rate(place: int) -> Predict:
    """The other rate in place of this one."""

    def predict(observation: Observation) -> Any:
        rates = _two_rates(observation)
        return with_rates(observation, {rates[place][0]: rates[1 - place][1]})

    return predict


def _both_in(place: int) -> Predict:
    """One term weighted by the sum of the rates, the other left out."""

    def predict(observation: Observation) -> Any:
        rates = _two_rates(observation)
        total = rates[0][1] + rates[1][1]
        return with_rates(observation, {rates[place][0]: total, rates[1 - place][0]: 0.0})

    return predict


def _both(change: RateChange) -> Predict:
    def predict(observation: Observation) -> Any:
        rates = _two_rates(observation)
        return with_rates(observation, {key: change(rate) for key, rate in rates})

    return predict


def _times(place: int) -> Predict:
    """The answer times a rate that it has nothing to do with, or contains already."""

    def predict(observation: Observation) -> Any:
        rates = list(rates_of(observation))
        if place >= len(rates):
            raise NotApplicable
        return map_numbers(observation.expected, lambda value: value * rates[place][1])

    return predict


def _rooted_beside(observation: Observation) -> Any:
    """rate * sqrt(x) instead of rate * x."""
    rates = [rate for _, rate in rates_of(observation) if rate]
    if len(rates) != 1:
        raise NotApplicable
    return map_numbers(observation.expected, lambda value: rates[0] * np.sqrt(value / rates[0]))


def _name(failing: Sequence[Observation], place: int) -> str:
    """``l1``, or ``betas[0]`` for a rate in a tuple."""
    name, inner = list(dict(rates_of(failing[0])))[place]
    return name if inner is None else f"{name}[{inner}]"


def _sentence(write: Callable[[str], Message], place: int) -> WriteSentence:
    """``write`` with the name of the ``place``-th rate."""
    return lambda failing: write(_name(failing, place))


def _sentence_of_both(write: Callable[[str, str], Message], place: int) -> WriteSentence:
    """``write`` with the names of the ``place``-th rate and of the other."""
    return lambda failing: write(_name(failing, place), _name(failing, 1 - place))


_CHANGES: dict[str, tuple[RateChange, Callable[[str], Message]]] = {
    "rate_left_out": (
        lambda rate: 0.0,
        lambda name: message(
            "These are the answers for {rate} = 0: its term is missing.", rate=name
        ),
    ),
    "rate_is_one": (
        lambda rate: 1.0,
        lambda name: message(
            "These are the answers for {rate} = 1: {rate} is not used.", rate=name
        ),
    ),
    "rate_doubled": (
        lambda rate: 2 * rate,
        lambda name: message("These are the answers for 2·{rate} instead of {rate}.", rate=name),
    ),
    "rate_halved": (
        lambda rate: rate / 2,
        lambda name: message("These are the answers for half of {rate}: a ½ too many.", rate=name),
    ),
    "rate_squared": (
        lambda rate: rate * rate,
        lambda name: message("These are the answers for the square of {rate}.", rate=name),
    ),
    "rate_rooted": (
        lambda rate: abs(rate) ** 0.5,
        lambda name: message("These are the answers for the square root of {rate}.", rate=name),
    ),
    "rate_doubled_and_rooted": (
        lambda rate: (2 * abs(rate)) ** 0.5,
        lambda name: message(
            "These are the answers for the square root of 2·{rate} instead of {rate}.", rate=name
        ),
    ),
    "rate_square_halved": (
        lambda rate: rate * rate / 2,
        lambda name: message("These are the answers for half of the square of {rate}.", rate=name),
    ),
    "rate_squared_and_doubled": (
        lambda rate: 2 * rate * rate,
        lambda name: message("These are the answers for twice the square of {rate}.", rate=name),
    ),
    "rate_negated": (
        lambda rate: -rate,
        lambda name: message("These are the answers for -{rate} instead of {rate}.", rate=name),
    ),
    "rate_inverted": (
        lambda rate: 1 / rate if rate else rate,
        lambda name: message("These are the answers for 1 / {rate}.", rate=name),
    ),
}


def _times_sentence(name: str) -> Message:
    return message(
        "Every value is the expected one times {rate}, which is multiplied in once too often.",
        rate=name,
    )


def _other_sentence(name: str, other: str) -> Message:
    return message("These are the answers with {other} instead of {rate}.", rate=name, other=other)


def _added_sentence(name: str, other: str) -> Message:
    return message(
        "These are the answers for {rate} + {other} instead of {rate}, and 0 for {other}.",
        rate=name,
        other=other,
    )


HYPOTHESES = (
    *(
        predicting("times_the_rate", _sentence(_times_sentence, place), _times(place), OPTION + 0.5)
        for place in _PLACES
    ),
    predicting(
        "root_beside_the_rate",
        message("A square root is taken of what the rate is multiplied with."),
        _rooted_beside,
        INPUT,
    ),
    predicting(
        "rates_doubled",
        message("Both rates are doubled: a factor 2 too many, or a missing ½."),
        _both(lambda rate: 2 * rate),
        OPTION,
    ),
    predicting(
        "rates_halved",
        message("Both rates are halved: a ½ too many, or a missing factor 2."),
        _both(lambda rate: rate / 2),
        OPTION,
    ),
    *(
        predicting(
            "rate_of_the_other",
            _sentence_of_both(_other_sentence, place),
            _other_rate(place),
            OPTION,
        )
        for place in _PLACES
    ),
    *(
        predicting(
            "rates_added", _sentence_of_both(_added_sentence, place), _both_in(place), OPTION
        )
        for place in _PLACES
    ),
    *(
        predicting(name, _sentence(write, place), _changed(place, change), OPTION)
        for name, (change, write) in _CHANGES.items()
        for place in _PLACES
    ),
    predicting("rates_exchanged", message("The two rates are swapped."), _swapped, OPTION),
)
