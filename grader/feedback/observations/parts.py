"""A case taken apart: array by array of a list, or term by term of a sum that rates weigh.

A mistake may be made for each array, where the call holds a list of them, or in one term only, as
in ``l1 * sum|w| + l2 * sum w²``. Each part is a case of its own with the reference's answer.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from typing import Any

import numpy as np

from grader.feedback.observations.equal_values import equal_values
from grader.feedback.observations.observation import NotApplicable, Observation

Predict = Callable[[Observation], Any]


def by_array(seen: Observation, predict: Predict) -> Any:
    """What ``predict`` gives when it is applied to each array of the first input.

    Raises: NotApplicable.
    """
    answers = [predict(part) for part in _known(_arrays(seen))]
    return answers if isinstance(seen.expected, list) else _added(answers)


def by_term(seen: Observation, predict: Predict, place: int) -> Any:
    """What comes out when the term of the ``place``-th rate alone is as ``predict`` says."""
    terms = _known(_terms(seen))
    if place >= len(terms):
        raise NotApplicable
    answers = [predict(one) if k == place else one.expected for k, one in enumerate(terms)]
    return _added(answers)


def _known(parts: tuple[Observation, ...]) -> tuple[Observation, ...]:
    if not parts:
        raise NotApplicable
    return parts


@lru_cache(maxsize=256)
def _arrays(seen: Observation) -> tuple[Observation, ...]:
    """One case for each array of a list; none where the answers do not make up the whole."""
    name, value = next(iter(seen.inputs.items()), ("", None))
    if not isinstance(value, list) or not value:
        return ()
    try:
        parts = [_with(seen, {**seen.inputs, name: one}) for one in value]
    except NotApplicable:
        return ()
    whole = isinstance(seen.expected, list) or _agree(seen, parts)
    return tuple(parts) if whole else ()


@lru_cache(maxsize=256)
def _terms(seen: Observation) -> tuple[Observation, ...]:
    """One case for each rate, the others 0; none where their answers do not add up to the whole."""
    rates = dict(seen.numbers())
    if len(rates) < 2:
        return ()
    zeros = dict.fromkeys(rates, 0.0)
    try:
        parts = [_with(seen, {**seen.inputs, **zeros, name: rate}) for name, rate in rates.items()]
    except NotApplicable:
        return ()
    return tuple(parts) if _agree(seen, parts) else ()


def _with(seen: Observation, inputs: dict[str, Any]) -> Observation:
    new = replace(seen, inputs=inputs)
    return replace(new, expected=new.again())


def _agree(seen: Observation, parts: list[Observation]) -> bool:
    return equal_values(_added([part.expected for part in parts]), seen.expected, seen.tolerance)


def _added(answers: list[Any]) -> Any:
    if isinstance(answers[0], list):
        return [sum(map(np.asarray, column)) for column in zip(*answers, strict=True)]
    return sum(map(np.asarray, answers))
