"""A case taken apart: array by array of a list, or term by term of a sum that rates weight.

A mistake may be made for each array, where the call holds a list of them, or in one term only, as
in ``l1 * sum|w| + l2 * sum w²``. Each part is a case of its own with the reference's answer.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from typing import Any

import numpy as np

from grader.feedback.observations.equal_values import equal_values, flatten
from grader.feedback.observations.observation import NotApplicable, Observation

Predict = Callable[[Observation], Any]

_KEPT = 256
"""Observations whose parts are remembered: many hypotheses in a row are tried on each."""


def by_array(observation: Observation, predict: Predict) -> Any:
    """What ``predict`` gives when it is applied to each array of the first input.

    Raises: NotApplicable: the first input is no list, or the arrays' answers do not add up.
    """
    answers = [predict(part) for part in _any_of(_arrays(observation))]
    return answers if isinstance(observation.expected, list) else _sum(answers)


def by_term(observation: Observation, predict: Predict, place: int) -> Any:
    """The answer when only the term of the ``place``-th rate is as ``predict`` says.

    Raises: NotApplicable: there is no such rate, or the terms do not add up.
    """
    terms = _any_of(_terms(observation))
    if place >= len(terms):
        raise NotApplicable
    answers = [predict(term) if k == place else term.expected for k, term in enumerate(terms)]
    return _sum(answers)


def _any_of(parts: tuple[Observation, ...]) -> tuple[Observation, ...]:
    if not parts:
        raise NotApplicable
    return parts


@lru_cache(maxsize=_KEPT)
def _arrays(observation: Observation) -> tuple[Observation, ...]:
    """One case for each array of a list; none where the answers do not make up the whole."""
    name, value = next(iter(observation.inputs.items()), ("", None))
    if not isinstance(value, list) or not value:
        return ()
    try:
        parts = [_with(observation, {**observation.inputs, name: array}) for array in value]
    except NotApplicable:
        return ()
    whole = isinstance(observation.expected, list) or _add_up(observation, parts)
    return tuple(parts) if whole else ()


@lru_cache(maxsize=_KEPT)
def _terms(observation: Observation) -> tuple[Observation, ...]:
    """One case for each rate, the others 0; none where their answers do not add up to the whole."""
    rates = dict(observation.scalars())
    if len(rates) < 2:
        return ()
    zeros = dict.fromkeys(rates, 0.0)
    try:
        parts = [
            _with(observation, {**observation.inputs, **zeros, name: rate})
            for name, rate in rates.items()
        ]
    except NotApplicable:
        return ()
    return tuple(parts) if _add_up(observation, parts) else ()


def _with(observation: Observation, inputs: dict[str, Any]) -> Observation:
    changed = replace(observation, inputs=inputs)
    return replace(changed, expected=changed.recompute())


def _add_up(observation: Observation, parts: list[Observation]) -> bool:
    total = _sum([part.expected for part in parts])
    return equal_values(total, observation.expected, observation.tolerance)


def _sum(answers: list[Any]) -> Any:
    """Raises: NotApplicable: the answers are not of one kind and shape."""
    shapes = {None if (flat := flatten(answer)) is None else flat[0] for answer in answers}
    if None in shapes or len(shapes) != 1:
        raise NotApplicable
    if isinstance(answers[0], (list, tuple)):
        return [sum(map(np.asarray, column)) for column in zip(*answers, strict=True)]
    return sum(map(np.asarray, answers))
