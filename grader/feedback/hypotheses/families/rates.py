"""Rates, thresholds and other single numbers: left out, exchanged, doubled, squared."""

from __future__ import annotations

import numpy as np

from grader.feedback.hypotheses.base import INPUT, OPTION, predicting
from grader.feedback.observations.equal_values import map_numbers
from grader.feedback.observations.observation import NotApplicable


def _changed(place, change):
    """The ``place``-th single number of the call, changed."""

    def predict(seen):
        found = dict(numbers_of(seen))
        if place >= len(found):
            raise NotApplicable
        name = list(found)[place]
        return with_numbers(seen, {name: change(found[name])})

    return predict


def _exchanged(seen):
    found = list(numbers_of(seen))
    if len(found) != 2 or found[0][1] == found[1][1]:
        raise NotApplicable
    (first, a), (second, b) = found
    return with_numbers(seen, {first: b, second: a})


def _other(place):
    """The other rate in the place of this one."""

    def predict(seen):
        found = list(numbers_of(seen))
        if len(found) != 2:
            raise NotApplicable
        return with_numbers(seen, {found[place][0]: found[1 - place][1]})

    return predict


def _both_in(place):
    """One term weighed by both rates, the other left out."""

    def predict(seen):
        found = list(numbers_of(seen))
        if len(found) != 2:
            raise NotApplicable
        (first, a), (second, b) = found
        return with_numbers(
            seen, {first: a + b, second: 0.0} if place == 0 else {first: 0.0, second: a + b}
        )

    return predict


def _both(change):
    def predict(seen):
        found = list(numbers_of(seen))
        if len(found) != 2:
            raise NotApplicable
        return with_numbers(seen, {name: change(rate) for name, rate in found})

    return predict


def _times(place):
    """The answer times a rate that it has nothing to do with, or has in it already."""

    def predict(seen):
        found = list(numbers_of(seen))
        if place >= len(found):
            raise NotApplicable
        return map_numbers(seen.expected, lambda value: value * found[place][1])

    return predict


def _rooted_beside(seen):
    """rate * sqrt(x) where rate * x is asked."""
    rates = [rate for _, rate in numbers_of(seen) if rate]
    if len(rates) != 1:
        raise NotApplicable
    return map_numbers(seen.expected, lambda value: rates[0] * np.sqrt(value / rates[0]))


def numbers_of(seen):
    """Single numbers, and those in tuples, by (name, place)."""
    for name, value in seen.full.items():
        if isinstance(value, float):
            yield (name, None), value
        elif isinstance(value, tuple) and all(isinstance(part, float) for part in value):
            yield from (((name, k), part) for k, part in enumerate(value))


def with_numbers(seen, changed):
    inputs = {}
    for (name, place), number in changed.items():
        if place is None:
            inputs[name] = number
            continue
        parts = list(inputs.get(name, seen.full[name]))
        parts[place] = number
        inputs[name] = tuple(parts)
    return seen.again(**inputs)


def _name(place):
    def name(failing):
        label, inner = list(dict(numbers_of(failing[0])))[place]
        return label if inner is None else f"{label}[{inner}]"

    return name


_CHANGES = {
    "rate_left_out": (lambda t: 0.0, "These are the answers for {0} = 0: its term is missing."),
    "rate_is_one": (lambda t: 1.0, "These are the answers for {0} = 1: {0} is not used."),
    "rate_doubled": (lambda t: 2 * t, "These are the answers for 2·{0} in place of {0}."),
    "rate_halved": (lambda t: t / 2, "These are the answers for half of {0}: a ½ too many."),
    "rate_squared": (lambda t: t * t, "These are the answers for the square of {0}."),
    "rate_rooted": (lambda t: abs(t) ** 0.5, "These are the answers for the root of {0}."),
    "rate_doubled_and_rooted": (
        lambda t: (2 * abs(t)) ** 0.5,
        "These are the answers for the root of 2·{0} in place of {0}.",
    ),
    "rate_square_halved": (
        lambda t: t * t / 2,
        "These are the answers for half of the square of {0}: {0} is compared unrooted.",
    ),
    "rate_squared_and_doubled": (
        lambda t: 2 * t * t,
        "These are the answers for twice the square of {0}.",
    ),
    "rate_negated": (lambda t: -t, "These are the answers for {0} with its sign exchanged."),
    "rate_inverted": (lambda t: 1 / t if t else t, "These are the answers for 1 / {0}."),
}


def _sentence(text, place):
    return lambda failing: text.format(_name(place)(failing))


def _instead(place, text="These are the answers with {1} in the place of {0}."):
    def says(failing):
        return text.format(*(_name(k)(failing) for k in (place, 1 - place)))

    return says


HYPOTHESES = (
    *(
        predicting(
            "times_the_rate",
            _sentence("Every value is ours times {0}, which is multiplied in once too often.", k),
            _times(k),
            OPTION + 0.5,
        )
        for k in (0, 1)
    ),
    predicting(
        "root_beside_the_rate",
        "What the rate is multiplied with is rooted: no root is asked.",
        _rooted_beside,
        INPUT,
    ),
    predicting(
        "rates_doubled",
        "Both rates are doubled: a factor 2 too many, or a ½ that is missing.",
        _both(lambda rate: 2 * rate),
        OPTION,
    ),
    predicting(
        "rates_halved",
        "Both rates are halved: a ½ too many, or a factor 2 that is missing.",
        _both(lambda rate: rate / 2),
        OPTION,
    ),
    *(predicting("rate_of_the_other", _instead(place), _other(place), OPTION) for place in (0, 1)),
    *(
        predicting(
            "rates_added",
            _instead(k, "These are the answers for {0} + {1} in place of {0}, and 0 for {1}."),
            _both_in(k),
            OPTION,
        )
        for k in (0, 1)
    ),
    *(
        predicting(name, _sentence(text, place), _changed(place, change), OPTION)
        for name, (change, text) in _CHANGES.items()
        for place in (0, 1)
    ),
    predicting(
        "rates_exchanged",
        "The two rates are exchanged: each stands in the place of the other.",
        _exchanged,
        OPTION,
    ),
)
