"""Scores of past answers by a corrected key: what each earned, and what it would earn. Pure.

An answer is graded again by the question of the same id, and by the variant of the same number, in
the newer revision. It keeps its points where that is impossible: the question is gone, the answer
does not fit the question as it is now, or a worker or a person graded it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from quizzes.contract.answers import InvalidResponse
from quizzes.delivery.settings import Delivery
from quizzes.grading import scoring
from quizzes.questions.question import Question

ROUNDING = 1e-9  # points; a smaller difference comes from adding up in another order


REASONS = {
    "gone": _("the question is no longer in the quiz"),
    "not by rule": _("it is graded by a worker or manually"),
    "does not fit": _("the answer does not fit the current question"),
}
"""Why an answer keeps its points, by what `RegradeResult.unchanged_because` says."""
NOT_SELECTED = "not selected"
"""As one of `REASONS`, which needs no telling."""


@dataclass(frozen=True)
class StoredAnswer:
    """What the database holds of an answer that counts; ``checked`` are its tries."""

    question: str
    answer: Any
    fraction: float | None
    points: float
    checked: Sequence[Any] = ()
    certainty: int | None = None


@dataclass(frozen=True)
class RegradeResult:
    """Points before and after; ``unchanged_because`` of `REASONS`, where the key does not apply."""

    question: str
    before: float | None
    after: float | None
    fraction: float | None
    points: float
    unchanged_because: str = ""

    @property
    def gain(self) -> float:
        return (self.after or 0.0) - (self.before or 0.0)

    @property
    def changes_points(self) -> bool:
        return abs(self.gain) > ROUNDING


def unselected(stored: StoredAnswer) -> RegradeResult:
    """Of a question that is not to be graded again."""
    before = None if stored.fraction is None else stored.fraction * stored.points
    return RegradeResult(
        stored.question, before, before, stored.fraction, stored.points, NOT_SELECTED
    )


def rescore(stored: StoredAnswer, question: Question | None, delivery: Delivery) -> RegradeResult:
    """``question`` is the corrected one, its options in the order of the attempt."""
    before = None if stored.fraction is None else stored.fraction * stored.points
    reason = _reason_to_keep(stored, question)
    if reason or question is None:
        return RegradeResult(
            stored.question, before, before, stored.fraction, stored.points, reason
        )
    fraction = scoring.earned_fraction(
        question, delivery, stored.answer, checked=stored.checked, certainty=stored.certainty
    )
    after = None if fraction is None else fraction * question.points
    return RegradeResult(stored.question, before, after, fraction, question.points)


def _reason_to_keep(stored: StoredAnswer, question: Question | None) -> str:
    if question is None:
        return "gone"
    if not scoring.can_be_checked(question):
        return "not by rule"
    for answer in (stored.answer, *stored.checked):
        if answer is not None and isinstance(question.parse_response(answer), InvalidResponse):
            return "does not fit"
    return ""
