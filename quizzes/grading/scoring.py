"""What one question of an attempt earns: its answer, its tries, its certainty. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from quizzes.contract.question_type import GradedBy
from quizzes.delivery.certainty import share
from quizzes.delivery.settings import Delivery
from quizzes.delivery.tries import Tries, TriesStatus
from quizzes.questions.question import Question


def can_be_checked(question: Question) -> bool:
    """Whether a try is scored at once; what a worker or a person grades is not."""
    return question.question_type.graded_by is GradedBy.RULE


def tries_status(question: Question, rule: Tries, checked: Sequence[Any]) -> TriesStatus:
    """Where the checked answers have led."""
    return rule.status([question.score(answer).fraction for answer in checked])


def earned_fraction(
    question: Question,
    delivery: Delivery,
    answer: Any,
    *,
    checked: Sequence[Any] = (),
    certainty: int | None = None,
    result: Any = None,
) -> float | None:
    """The share of the question's points; ``None`` while it waits to be graded.

    An answer that was changed after the last try and not checked is one more try.
    """
    score = question.final_score(answer, result)
    if score.pending:
        return None
    if delivery.tries is not None and can_be_checked(question):
        is_new = answer is not None and (not checked or answer != checked[-1])
        tries = [*checked, answer] if is_new else checked
        return tries_status(question, delivery.tries, tries).fraction
    if delivery.certainty and answer is not None:
        return share(score.fraction, certainty)
    return score.fraction
