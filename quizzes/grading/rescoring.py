"""Grading again by a mended key: what each answer earned, and what it would earn. Pure.

An answer is graded again by the question of the same id, and by the variant of the same number, in
the newer revision. It keeps its points where it cannot: the question is gone, or the answer is none
to the question as it is now, or a worker or a person graded it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from quizzes.contract.answers import Unreadable
from quizzes.delivery.settings import Delivery
from quizzes.grading import scoring
from quizzes.questions.question import Question

SAME = 1e-9


@dataclass(frozen=True)
class Given:
    """What is stored of an answer that counts."""

    question: str
    answer: Any
    fraction: float | None
    points: float
    tried: Sequence[Any] = ()
    sure: int | None = None


@dataclass(frozen=True)
class Outcome:
    """Points before and after; ``kept`` says in words why the key does not touch the answer."""

    question: str
    before: float | None
    after: float | None
    fraction: float | None
    points: float
    kept: str = ""

    @property
    def gain(self) -> float:
        return (self.after or 0.0) - (self.before or 0.0)

    @property
    def moves(self) -> bool:
        return abs(self.gain) > SAME


def regraded(given: Given, question: Question | None, delivery: Delivery) -> Outcome:
    """``question`` is the mended one, its options in the order of the attempt."""
    before = None if given.fraction is None else given.fraction * given.points
    kept = _kept(given, question)
    if kept or question is None:
        return Outcome(given.question, before, before, given.fraction, given.points, kept)
    fraction = scoring.earned(question, delivery, given.answer, tried=given.tried, sure=given.sure)
    after = None if fraction is None else fraction * question.points
    return Outcome(given.question, before, after, fraction, question.points)


def _kept(given: Given, question: Question | None) -> str:
    if question is None:
        return "the question is no longer in the quiz"
    if not scoring.can_be_checked(question):
        return "a worker or a person grades it"
    for answer in (given.answer, *given.tried):
        if answer is not None and isinstance(question.parse_response(answer), Unreadable):
            return "the answer does not fit the question as it is now"
    return ""
