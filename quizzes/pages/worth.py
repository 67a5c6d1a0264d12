"""Points as pages show them: what they are worth in the gradebook (`quizzes.delivery.worth`)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from courseware.ui.formatting import percent, points
from quizzes.delivery import worth
from quizzes.models import Attempt
from quizzes.questions.question import Question


def points_factor(attempt: Attempt) -> float | None:
    """By what points of the quiz file are multiplied; ``None`` where nothing counts."""
    # Without the other settings: scores are listed of attempts whose quiz cannot be read, too.
    practice = attempt.revision.content.get("delivery", {}).get("practice", False)
    return worth.points_factor(attempt.item.points, attempt.possible, practice=practice)


def in_points(value: float, attempt: Attempt) -> float:
    """Points of the file as those that are shown; unchanged where nothing counts."""
    return value * (points_factor(attempt) or 1.0)


def shown_points(attempt: Attempt, fraction: float | None = None) -> str:
    """`7.5 of 10`: what an attempt, or a ``fraction``, earned; empty where nothing counts."""
    factor = points_factor(attempt)
    if factor is None:
        return ""
    earned = attempt.earned if fraction is None else fraction * attempt.possible
    return points(None if earned is None else earned * factor, float(attempt.item.points))


def shown_score(attempt: Attempt) -> str:
    """As `shown_points`, or as a percentage where nothing counts."""
    return shown_points(attempt) or ("–" if attempt.fraction is None else percent(attempt.fraction))


def criteria_as_shown(question: Question, factor: float | None) -> dict[str, float]:
    """The maximum points by criterion, as a form asks for them; empty without a rubric."""
    criteria = question.question_type.rubric(question.body)
    return {name: _short(most, factor) for name, most in criteria.items()}


def with_worth(page: Mapping[str, Any], factor: float | None) -> dict[str, Any]:
    """What a question's template shows, the points of its rubric as they are shown elsewhere."""
    if "rubric" not in page or factor in (None, 1.0):
        return dict(page)
    rubric = [
        {
            **criterion,
            "points": f"{_short(float(criterion['points']), factor):g}",
            "given": criterion["given"] and f"{_short(float(criterion['given']), factor):g}",
        }
        for criterion in page["rubric"]
    ]
    return {**page, "rubric": rubric}


def _short(value: float, factor: float | None) -> float:
    """With two decimals, as it is shown, but never nothing."""
    shown = value * (factor or 1.0)
    return round(shown, 2) or (shown and 0.01)
