"""What a hypothesis is, and its two kinds: one predicts the answer, one only relates it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from grader.feedback.observations.observation import (
    NUMERIC_ERRORS,
    DifferentFormula,
    NotApplicable,
    Observation,
)
from grader.feedback.observations.parts import by_array, by_term
from grader.messages import message

OUTPUT, OPTION, INPUT, FORMULA, TERM, RELATION = 1, 2, 3, 4, 5, 6
"""Costs, by which the simplest of several hypotheses is chosen: a changed answer is simpler than a
changed option, that than changed inputs, that than a part of a known formula, that than a change in
one term alone; a relation, which leaves numbers free, comes last."""


class Predict(Protocol):
    """The answer that a mistake gives in a case."""

    def __call__(self, observation: Observation, /) -> Any:
        """The wrong answer. Raises: NotApplicable."""


class Fits(Protocol):
    """Whether a mistake gives, or may give, the submission's answer in a case."""

    def __call__(self, observation: Observation, /) -> bool:
        """Whether it fits. Raises: NotApplicable."""


class WriteSentence(Protocol):
    """The sentence for a student, where it names something of the cases that failed."""

    def __call__(self, failing: Sequence[Observation], /) -> str:
        """The sentence; it must not tell a value of an answer."""


class Family(Protocol):
    """A module in ``families/``."""

    HYPOTHESES: Sequence[Hypothesis]


@dataclass(frozen=True)
class Hypothesis:
    """A mistake that would explain the results of a submission.

    Attributes:
        name: identifies it in reports.
        says: the sentence for a student, or what writes it.
        fits: whether the mistake would give the submission's answer in a case.
        cost: see `OUTPUT`.
        predict: the answer that the mistake gives, where it gives exactly one.
    """

    name: str
    says: str | WriteSentence
    fits: Fits
    cost: float = OUTPUT
    predict: Predict | None = None

    def sentence(self, failing: Sequence[Observation]) -> str:
        """The sentence for a student; ``failing`` are the cases that it explains."""
        return self.says if isinstance(self.says, str) else self.says(failing)


def predicting(
    name: str, says: str | WriteSentence, predict: Predict, cost: float = OUTPUT
) -> Hypothesis:
    """A mistake that gives exactly ``predict(observation)``, or that for each array of a list."""

    def fits(observation: Observation) -> bool:
        return _any_fits(
            observation, (lambda: predict(observation), lambda: by_array(observation, predict))
        )

    return Hypothesis(name, says, fits, cost, predict)


def in_term(hypothesis: Hypothesis, place: int) -> Hypothesis | None:
    """The same mistake in the term of the ``place``-th rate alone, as in an elastic penalty.

    Returns: ``None`` for a hypothesis that predicts no answer.
    """
    predict = hypothesis.predict
    if predict is None:
        return None

    def term(observation: Observation) -> Any:
        return by_term(observation, predict, place)

    def term_by_array(observation: Observation) -> Any:
        return by_term(observation, lambda part: by_array(part, predict), place)

    def fits(observation: Observation) -> bool:
        attempts = (
            lambda: term(observation),
            lambda: by_array(observation, term),
            lambda: term_by_array(observation),
        )
        return _any_fits(observation, attempts)

    def says(failing: Sequence[Observation]) -> str:
        rate = [name for name, _ in failing[0].scalars()][place]
        cause = hypothesis.sentence(failing)
        return message("In the term with {rate} alone: {cause}", rate=rate, cause=cause)

    name, cost = f"{hypothesis.name}_in_a_term", TERM + hypothesis.cost / 10
    return Hypothesis(name, says, fits, cost, term)


def relating(
    name: str, says: str | WriteSentence, relates: Fits, cost: float = RELATION
) -> Hypothesis:
    """A mistake that leaves something open; every case that passed fits it."""

    def fits(observation: Observation) -> bool:
        return observation.passed or relates(observation)

    return Hypothesis(name, says, fits, cost)


def _any_fits(observation: Observation, attempts: Sequence[Callable[[], Any]]) -> bool:
    """Whether one of the attempts gives the submission's answer.

    Raises: NotApplicable: no attempt makes a statement about this case.
    """
    applies = False
    for attempt in attempts:
        try:
            answer = attempt()
        except DifferentFormula:
            applies = True
            continue
        except (NotApplicable, *NUMERIC_ERRORS):
            continue
        applies = True
        if observation.is_answered_by(answer):
            return True
    if not applies:
        raise NotApplicable
    return False
