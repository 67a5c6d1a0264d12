"""One part of a known formula missing, with the wrong sign, doubled, halved, or to base two.

A formula is known by its inputs, scores and labels, and by its values: where its parts do not add
up to the reference's answer, nothing is said.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from grader.feedback.hypotheses.base import FORMULA, Predict, predicting
from grader.feedback.hypotheses.cross_entropy import (
    one_hot,
    own_scores,
    sigmoid,
    sigmoid_inputs,
    softmax,
    softmax_inputs,
    softplus,
)
from grader.feedback.observations.equal_values import equal_values
from grader.feedback.observations.observation import DifferentFormula, Observation
from grader.feedback.observations.reductions import reduce_values, unreduced
from grader.messages import Message, message

Parts = tuple[np.ndarray, ...]


@dataclass(frozen=True)
class _Formula:
    """``parts`` of an observation add up to the answer; ``names`` of those that can be wrong.

    A part without a name is covered by another formula; ``logarithms`` are the names of parts that
    may be to another base.
    """

    parts: Callable[[Observation], Parts]
    names: tuple[Message | None, ...]
    logarithms: frozenset[str] = frozenset()


def _log_sum_exp(observation: Observation) -> Parts:
    top, rest, own = _softmax_loss(observation)
    return top + rest, own


def _softmax_loss(observation: Observation) -> Parts:
    scores, labels = softmax_inputs(observation)
    top = scores.max(axis=1)
    rest = np.log(np.exp(scores - top[:, None]).sum(axis=1))
    return top, rest, -own_scores(scores, labels)


def _softmax_slope(observation: Observation) -> Parts:
    scores, labels = softmax_inputs(observation)
    return softmax(scores), -one_hot(scores, labels)


def _both_labels(observation: Observation) -> Parts:
    z, y = sigmoid_inputs(observation)
    return y * softplus(-z), (1 - y) * softplus(z)


def _sigmoid_loss(observation: Observation) -> Parts:
    z, y = sigmoid_inputs(observation)
    return np.maximum(z, 0), -z * y, np.log1p(np.exp(-np.abs(z)))


def _sigmoid_slope(observation: Observation) -> Parts:
    z, y = sigmoid_inputs(observation)
    return sigmoid(z), -y


_LOG_SUM = message("the logarithm of the sum of exponentials")
_LOGARITHM = message("the logarithm")

_FORMULAS = (
    _Formula(
        _log_sum_exp,
        (_LOG_SUM, message("the logit of the own class")),
        frozenset({_LOG_SUM}),
    ),
    _Formula(
        _softmax_loss,
        (message("the largest logit, which was taken out of the exponentials"), _LOG_SUM, None),
        frozenset({_LOG_SUM}),
    ),
    _Formula(_softmax_slope, (message("the softmax"), message("the 1 at the own class"))),
    _Formula(
        _both_labels,
        (message("the part for the label 1"), message("the part for the label 0")),
    ),
    _Formula(
        _sigmoid_loss,
        (
            message("what was taken out of the exponential, so that it cannot overflow"),
            message("the product of logit and label"),
            _LOGARITHM,
        ),
        frozenset({_LOGARITHM}),
    ),
    _Formula(_sigmoid_slope, (message("the sigmoid"), message("the label"))),
)


@dataclass(frozen=True)
class _Change:
    name: str
    factor: float
    sentence: Callable[[Message], Message]
    of_logarithms: bool = False


_CHANGES = (
    _Change(
        "missing",
        0.0,
        lambda part: message("One part is missing: {part}. The rest is right.", part=part),
    ),
    _Change(
        "sign",
        -1.0,
        lambda part: message("One part has the wrong sign, the rest is right: {part}.", part=part),
    ),
    _Change(
        "doubled",
        2.0,
        lambda part: message("One part counts twice, the rest is right: {part}.", part=part),
    ),
    _Change(
        "halved",
        0.5,
        lambda part: message("One part counts half, the rest is right: {part}.", part=part),
    ),
    _Change(
        "to_base_two",
        1 / math.log(2),
        lambda part: message("One part is to base 2, the rest is right: {part}.", part=part),
        of_logarithms=True,
    ),
    _Change(
        "to_base_ten",
        1 / math.log(10),
        lambda part: message("One part is to base 10, the rest is right: {part}.", part=part),
        of_logarithms=True,
    ),
)


@lru_cache(maxsize=256)
def _parts(observation: Observation, formula: _Formula) -> Parts:
    """The formula's parts; none where they do not add up to the reference's answer."""
    parts, tolerance = formula.parts(observation), observation.tolerance
    whole = sum(parts)
    if not equal_values(whole, unreduced(observation), tolerance):
        return ()
    answer = reduce_values(observation, whole)
    return parts if equal_values(answer, observation.expected, tolerance) else ()


def _changed(formula: _Formula, place: int, factor: float) -> Predict:
    def predict(observation: Observation) -> Any:
        parts = _parts(observation, formula)
        if not parts:
            raise DifferentFormula
        changed = (factor * part if k == place else part for k, part in enumerate(parts))
        return reduce_values(observation, sum(changed))

    return predict


HYPOTHESES = tuple(
    predicting(
        f"part_{change.name}",
        change.sentence(part),
        _changed(formula, place, change.factor),
        FORMULA,
    )
    for formula in _FORMULAS
    for place, part in enumerate(formula.names)
    for change in _CHANGES
    if part is not None and (part in formula.logarithms or not change.of_logarithms)
)
