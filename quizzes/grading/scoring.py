"""What one question of an attempt earns: its answer, its tries, its certainty. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from quizzes.contract.question_type import GradedBy
from quizzes.delivery import certainty
from quizzes.delivery.settings import Delivery
from quizzes.delivery.tries import Standing, Tries
from quizzes.questions.question import Question


def can_be_checked(question: Question) -> bool:
    """Whether a try is scored at once; what a worker or a person grades is not."""
    return question.question_type.graded_by is GradedBy.RULE


def standing(question: Question, rule: Tries, tried: Sequence[Any]) -> Standing:
    """Where the checked answers have led."""
    return rule.standing([question.score(answer).fraction for answer in tried])


def earned(
    question: Question,
    delivery: Delivery,
    answer: Any,
    *,
    tried: Sequence[Any] = (),
    sure: int | None = None,
    result: Any = None,
) -> float | None:
    """The share of the question's points; ``None`` while it waits to be graded.

    An answer that was changed after the last try and not checked is one more try.
    """
    score = question.final_score(answer, result)
    if score.pending:
        return None
    if delivery.tries is not None and can_be_checked(question):
        changed = answer is not None and (not tried or answer != tried[-1])
        return standing(question, delivery.tries, [*tried, *([answer] if changed else [])]).fraction
    if delivery.certainty and answer is not None:
        return certainty.share(score.fraction, sure)
    return score.fraction
