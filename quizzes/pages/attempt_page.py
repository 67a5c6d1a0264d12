"""The page of an open attempt, and the one that lists what is blank before it is submitted."""

from __future__ import annotations

from copy import copy
from dataclasses import replace
from functools import partial
from typing import Any

from courseware.database.row_errors import read_or_default
from courseware.people.clock import shown_time
from courseware.people.models import User
from quizzes import selectors, services
from quizzes.delivery.certainty import LEVELS
from quizzes.delivery.settings import Delivery
from quizzes.grading import scoring
from quizzes.models import Attempt, Response
from quizzes.pages.navigation import Navigation, navigate
from quizzes.pages.question_rows import (
    attempt_context,
    describe_points,
    state_of,
    uncounted_rows,
    with_sections,
    worth_of,
)
from quizzes.pages.unsaved import UnsavedForm, refill
from quizzes.pages.worth import points_factor, with_worth
from quizzes.questions.opaque_ids import OpaqueIds
from quizzes.selectors import AttemptQuestion


def open_attempt_context(
    attempt: Attempt, viewer: User, requested: int | None = None, unsaved: UnsavedForm | None = None
) -> dict[str, Any]:
    """The page of an open attempt, at question number ``requested``; it reveals no key.

    ``unsaved`` is what was typed and could not be saved.
    """
    rows = selectors.attempt_questions(attempt)
    clock, now = selectors.clock_of(attempt), shown_time()
    delivery = attempt.revision.delivery
    watching = attempt.user_id != viewer.pk
    is_answered = [row.response.answer is not None for row in rows]
    navigation = navigate(
        Delivery() if watching else delivery,
        is_answered,
        reached=attempt.reached,
        requested=requested,
    )
    shown = [row for row in rows if navigation.shows(row.number)]
    factor = points_factor(attempt)
    return {
        **attempt_context(attempt, viewer),
        "clock": clock,
        "now": now,
        "window": clock.window,
        "usual_due": attempt.item.due_at,
        "over": clock.is_over(now),
        "rows": with_sections(
            delivery,
            [open_row_or_blank(row, delivery, unsaved, factor=factor) for row in shown],
        ),
        **_progress(is_answered, navigation),
        "has_code": any(row.question.graded_by_worker for row in shown),
        "last": attempt.reached == len(rows),
        "not_saved": list(unsaved.errors.values()) if unsaved else [],
        "refused": uncounted_rows(attempt, rows),
    }


def _progress(is_answered: list[bool], navigation: Navigation) -> dict[str, Any]:
    """Which questions are answered, and how many of them are on other pages."""
    answered = dict(enumerate(is_answered, start=1))
    return {
        "navigation": navigation,
        "all_rows": [{"number": number, "answered": done} for number, done in answered.items()],
        "answered": sum(is_answered),
        "answered_elsewhere": sum(
            done for number, done in answered.items() if not navigation.shows(number)
        ),
    }


def finish_context(attempt: Attempt) -> dict[str, Any]:
    """The last page before submission: what is blank."""
    rows = selectors.attempt_questions(attempt)
    return {
        **attempt_context(attempt, attempt.user),
        "questions": len(rows),
        "late_cost": services.late_cost(attempt, rows),
        "blank": [row for row in rows if row.response.answer is None],
        "partly": [row for row in rows if row.response.answer is not None and row.unanswered],
    }


def open_row_or_blank(
    row: AttemptQuestion,
    delivery: Delivery,
    unsaved: UnsavedForm | None,
    *,
    factor: float | None,
    shown_as: str = "",
) -> dict[str, Any]:
    """Blank where what is stored cannot be read, so that it can be answered again.

    ``shown_as``: what the opaque ids are made from, where that is not the attempt.
    """
    open_row = partial(
        _open_row, delivery=delivery, unsaved=unsaved, factor=factor, shown_as=shown_as
    )
    found = read_or_default(partial(open_row, row), None, row=row.response, what="shown")
    if found is None:
        blank = copy(row.response)
        blank.answer, blank.tries = None, []
        found = open_row(replace(row, response=blank)) | {"unreadable": True}
    return found


def _open_row(
    row: AttemptQuestion,
    delivery: Delivery,
    unsaved: UnsavedForm | None,
    factor: float | None,
    shown_as: str,
) -> dict[str, Any]:
    response = row.response
    ids = OpaqueIds(shown_as or response.attempt_id, row.question)
    question, page = ids.template_context(response.answer)
    page = with_worth(page, factor)
    typed = unsaved.fields_for(row.question.id) if unsaved else None
    if typed is not None:
        page = refill(page, typed)
    return {
        "number": row.number,
        "anchor": f"question-{row.number}",
        "question": question,
        "points": describe_points(worth_of(row.question, factor)),
        "template": f"quizzes/types/{row.question.type}.html",
        "page": page,
        "error": unsaved.errors.get(row.question.id, "") if unsaved else "",
        "saved_at": response.saved_at,
        "answered": response.answer is not None,
        "basis": f"{row.question.id}:{response.version}::",
        "tries": tries_context(row, delivery),
        "certainty": _certainty_levels(response) if delivery.certainty else None,
    }


def tries_context(row: AttemptQuestion, delivery: Delivery) -> dict[str, Any] | None:
    """The tries at a question: what they earned and the feedback on them, but never the key."""
    if delivery.tries is None or not scoring.can_be_checked(row.question):
        return None
    answers = [tried["answer"] for tried in row.response.tries]
    status = scoring.tries_status(row.question, delivery.tries, answers)
    context: dict[str, Any] = {"status": status, "used": len(answers)}
    if answers:
        score = row.question.score(answers[-1])
        hidden = row.question.question_type.feedback_reveals_key and not score.right
        parts = () if hidden else score.parts
        feedback = [part.feedback for part in parts if part.chosen and part.feedback]
        context |= {
            "state": state_of(score.fraction, answers[-1]),
            "feedback": list(dict.fromkeys(feedback)),
            "stale": row.response.answer != answers[-1],
        }
    return context


def _certainty_levels(response: Response) -> list[dict[str, Any]]:
    return [
        {"level": level, "words": words, "chosen": level == response.certainty}
        for level, words in LEVELS.items()
    ]
