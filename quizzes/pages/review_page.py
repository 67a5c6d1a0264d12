"""The page of a submitted attempt: what of it may be seen now."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

from django.utils.translation import gettext as _

from courseware.database.row_errors import read_or_default
from courseware.items.manual import RESULT
from courseware.manual_grading.shown import ShownGrade, shown_grade
from courseware.people.models import User
from courseware.ui.formatting import points
from quizzes import selectors
from quizzes.contract.answers import Score
from quizzes.delivery.certainty import LEVELS
from quizzes.delivery.settings import Delivery
from quizzes.delivery.visibility import EVERYTHING, Visibility, when_in_words
from quizzes.models import Attempt, Response
from quizzes.pages.paragraph_links import places_of
from quizzes.pages.question_rows import (
    attempt_context,
    describe_points,
    is_typed,
    state_of,
    uncounted_rows,
    with_sections,
    worth_of,
)
from quizzes.pages.unsaved import UnsavedForm
from quizzes.pages.worth import points_factor, shown_points, with_worth
from quizzes.places import reference_of
from quizzes.selectors import AttemptQuestion


def review_context(
    attempt: Attempt, viewer: User, unsaved: UnsavedForm | None = None
) -> dict[str, Any]:
    """The page of a submitted attempt.

    ``unsaved`` is what was typed after that.
    """
    rows = selectors.attempt_questions(attempt)
    watching = attempt.user_id != viewer.pk
    visible = EVERYTHING if watching else selectors.owner_visibility(attempt)
    places = places_of_rows(attempt, rows) if visible.explanation else {}
    pass_mark = attempt.revision.content["pass"]
    is_judged = visible.score and pass_mark is not None and not attempt.waiting
    settings = attempt.revision.delivery.review
    shown = answered_rows(attempt, rows, visible, places)
    held = _("when your instructor releases the scores") if attempt.item.scores_held else ""
    return {
        **attempt_context(attempt, viewer),
        "visible": visible,
        "not_saved": list(unsaved.errors.values()) if unsaved else [],
        "typed": typed_rows(rows, unsaved) if unsaved else [],
        "shows_key": visible.key,
        "key_when": held or when_in_words(settings.key),
        "score_when": held or when_in_words(settings.score),
        "rows": with_sections(attempt.revision.delivery, shown) if visible.question else [],
        "refused": uncounted_rows(attempt, rows),
        "score": shown_points(attempt),
        "passed": attempt.fraction >= pass_mark if is_judged else None,
        "pass_mark": pass_mark,
        "practice": attempt.revision.delivery.practice,
    }


def answered_rows(
    attempt: Attempt,
    rows: Iterable[AttemptQuestion],
    visible: Visibility,
    places: dict[str, dict[str, str]],
) -> list[dict[str, Any]]:
    """The questions with what was answered, as far as that may be seen."""
    factor = points_factor(attempt)
    return [
        read_or_default(
            partial(_answered_row, row, visible, places, attempt.revision.delivery, factor),
            _unreadable_row(row, factor),
            row=row.response,
            what="shown",
        )
        for row in rows
    ]


def _answered_row(
    row: AttemptQuestion,
    visible: Visibility,
    places: dict[str, dict[str, str]],
    delivery: Delivery,
    factor: float | None,
) -> dict[str, Any]:
    response = row.response
    score: Score = row.question.final_score(response.answer, response.result)
    possible = worth_of(row.question, factor)
    score_context = {
        "points": _earned_of(response, possible),
        **state_of(score_shown(response, score), response.answer, row.question),
    }
    return {
        "number": row.number,
        "anchor": f"question-{row.number}",
        "question": row.question,
        "response": response,
        "template": f"quizzes/types/{row.question.type}.html",
        "page": {
            **with_worth(
                row.question.template_context(response.answer, score if visible.key else None),
                factor,
            ),
            "manual": _manual_grade(response, possible, visible),
        },
        "blank": response.answer is None,
        "by_hand": score.pending or bool(response.result and not row.question.graded_by_worker),
        **(score_context if visible.score else {"points": describe_points(possible)}),
        "places": [places[anchor] for anchor in row.question.anchors if anchor in places],
        "certainty": LEVELS.get(response.certainty) if delivery.certainty else None,
        "tries": len(response.tries),
        "asks": reference_of(response.attempt_id, row.question.id),
    }


def _manual_grade(
    response: Response, possible: float | None, visible: Visibility
) -> ShownGrade | None:
    """What a person gave with a rubric. Its lines may tell the key."""
    stored = (response.result or {}).get(RESULT) if visible.key else None
    return shown_grade(stored, possible, score=visible.score) if stored else None


def _earned_of(response: Response, possible: float | None) -> str:
    """`1.5 of 2`; empty where nothing counts."""
    if possible is None:
        return ""
    return points(None if response.fraction is None else response.fraction * possible, possible)


def score_shown(response: Response, score: Score) -> float | None:
    """Whether the answer is right: tries and certainty change what it earns, not that."""
    return None if response.fraction is None else score.fraction


def _unreadable_row(row: AttemptQuestion, factor: float | None) -> dict[str, Any]:
    return {
        "number": row.number,
        "anchor": f"question-{row.number}",
        "question": row.question,
        "response": row.response,
        "template": "quizzes/unreadable_answer.html",
        "points": describe_points(worth_of(row.question, factor)),
        "blank": True,
        "tries": 0,
    }


def typed_rows(rows: Iterable[AttemptQuestion], unsaved: UnsavedForm) -> list[dict[str, Any]]:
    """Texts that were typed into a form whose fields are no longer shown, by question number."""
    return [
        {"number": row.number, "text": text}
        for row in rows
        if is_typed(row.question)
        for values in unsaved.typed.get(row.question.id, {}).values()
        for text in values
        if text.strip()
    ]


def places_of_rows(attempt: Attempt, rows: Iterable[AttemptQuestion]) -> dict[str, dict[str, str]]:
    """Links to the paragraphs that the questions test."""
    return places_of(
        attempt.item.course, {anchor for row in rows for anchor in row.question.anchors}
    )
