"""Rates, thresholds and other single numbers: left out, exchanged, doubled, squared."""

from __future__ import annotations

from grader.feedback.hypotheses.kinds import OPTION, predicting
from grader.feedback.seen import Unfit


def _changed(place, change):
    """The ``place``-th single number of the call, changed."""

    def predict(seen):
        found = dict(_numbers(seen))
        if place >= len(found):
            raise Unfit
        name = list(found)[place]
        return _with(seen, {name: change(found[name])})

    return predict


def _exchanged(seen):
    found = list(_numbers(seen))
    if len(found) != 2 or found[0][1] == found[1][1]:
        raise Unfit
    (first, a), (second, b) = found
    return _with(seen, {first: b, second: a})


def _numbers(seen):
    """Single numbers, and those in tuples, by (name, place)."""
    for name, value in seen.inputs.items():
        if isinstance(value, float):
            yield (name, None), value
        elif isinstance(value, tuple) and all(isinstance(part, float) for part in value):
            yield from (((name, k), part) for k, part in enumerate(value))


def _with(seen, changed):
    inputs = {}
    for (name, place), number in changed.items():
        if place is None:
            inputs[name] = number
            continue
        parts = list(inputs.get(name, seen.inputs[name]))
        parts[place] = number
        inputs[name] = tuple(parts)
    return seen.again(**inputs)


def _name(place):
    def name(failing):
        label, inner = list(dict(_numbers(failing[0])))[place]
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
    "rate_negated": (lambda t: -t, "These are the answers for {0} with its sign exchanged."),
    "rate_inverted": (lambda t: 1 / t if t else t, "These are the answers for 1 / {0}."),
}


def _sentence(text, place):
    return lambda failing: text.format(_name(place)(failing))


HYPOTHESES = (
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
