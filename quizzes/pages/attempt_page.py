"""What the quiz templates need, worked out here so that templates only show."""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

from django.utils import timezone

from courseware.database.row_errors import read_or_default
from courseware.items.models import Course, Item
from courseware.people.models import User
from courseware.ui.formatting import points
from quizzes import selectors
from quizzes.contract.answers import Score
from quizzes.delivery.certainty import LEVELS
from quizzes.delivery.clock import Allowance
from quizzes.delivery.settings import Delivery
from quizzes.delivery.visibility import EVERYTHING, Visibility, when_in_words
from quizzes.grading import scoring
from quizzes.models import Attempt, QuizRevision, Response
from quizzes.pages.forms import Grading
from quizzes.pages.navigation import paging
from quizzes.pages.paragraph_links import places_of
from quizzes.pages.unsaved import UnsavedForm, refill
from quizzes.questions.opaque_ids import Names
from quizzes.questions.question import Question
from quizzes.selectors import AttemptQuestion


def front(item: Item, user: User, now: datetime) -> dict[str, Any]:
    """The page before an attempt: what it is, when, how often, and earlier attempts."""
    revision = selectors.current_revision(item)
    attempts = selectors.attempts_of(item, user)
    allowance = selectors.allowance_of(item, user)
    running = attempts[0] if attempts and attempts[0].is_open else None
    window = selectors.window_for(item, user, allowance)
    closed = selectors.refusal_to_start(revision, attempts, allowance, window, now)
    decision, out = selectors.decision_and_out(attempts, now)
    counting = decision.counting if decision and out and not revision.delivery.practice else ()
    limit = allowance.limit(revision.delivery.limit)
    return {
        "item": item,
        "revision": revision,
        "delivery": revision.delivery,
        "window": window,
        "usual_due": item.due_at,
        "attempts": attempts,
        "running": running,
        "ends_at": running and _ends_at(running) if limit else None,
        "counting": counting,
        "scores_out": out,
        "closed": closed,
        "questions": revision.question_count,
        "may_start": running is None and not closed,
        "attempts_words": _attempts_words(revision, allowance, len(attempts)),
        "key_when": when_in_words(revision.delivery.review.key),
        "minutes": limit and limit.total_seconds() / 60,
        "more_time": limit != revision.delivery.limit,
    }


_WHAT_COUNTS = {
    "best": "the best one counts",
    "last": "the last one counts",
    "first": "the first one counts",
    "average": "their mean counts",
}


def _ends_at(attempt: Attempt) -> datetime | None:
    return read_or_default(
        lambda: selectors.clock_of(attempt).ends_at, None, row=attempt, what="timed"
    )


def _attempts_words(revision: QuizRevision, allowance: Allowance, begun: int) -> str:
    allowed = selectors.attempts_allowed(revision, allowance)
    if allowed is None:
        return "For practice: as many attempts as you like, each with fresh numbers, no score."
    if allowed == 1:
        return "One attempt."
    left = f"; {max(allowed - begun, 0)} left" if begun else ""
    words = f"{allowed} attempts, {_WHAT_COUNTS[revision.delivery.grading]}{left}."
    if revision.delivery.build_on_last:
        words += " Each begins with the answers of the one before."
    return words


def answering(
    attempt: Attempt, viewer: User, asked: int | None = None, again: UnsavedForm | None = None
) -> dict[str, Any]:
    """The page of an open attempt, at question number ``asked``. Nothing in it tells a key.

    ``again``: with what was typed and could not be saved.
    """
    rows = selectors.attempt_questions(attempt)
    clock, now = selectors.clock_of(attempt), timezone.now()
    delivery = attempt.revision.delivery
    watching = attempt.user_id != viewer.pk
    done = [row.response.answer is not None for row in rows]
    page = paging(Delivery() if watching else delivery, done, reached=attempt.reached, asked=asked)
    shown = [row for row in rows if page.shows(row.number)]
    return {
        **_place(attempt, viewer),
        "clock": clock,
        "now": now,
        "window": clock.window,
        "usual_due": attempt.item.due_at,
        "over": clock.is_over(now),
        "rows": with_sections(
            delivery, [_open_row_or_blank(row, delivery, again) for row in shown]
        ),
        "all_rows": [
            {"number": row.number, "answered": had} for row, had in zip(rows, done, strict=True)
        ],
        "paging": page,
        "answered": sum(done),
        "answered_elsewhere": sum(
            row.response.answer is not None for row in rows if not page.shows(row.number)
        ),
        "has_code": any(row.question.graded_by_worker for row in shown),
        "last": attempt.reached == len(rows),
        "not_saved": list(again.errors.values()) if again else [],
        "refused": _refused_rows(attempt, rows),
    }


def finishing(attempt: Attempt) -> dict[str, Any]:
    """The last page before handing in: what is blank."""
    rows = selectors.attempt_questions(attempt)
    return {
        **_place(attempt, attempt.user),
        "questions": len(rows),
        "blank": [row for row in rows if row.response.answer is None],
        "partly": [row for row in rows if row.response.answer is not None and row.unanswered],
    }


def review(attempt: Attempt, viewer: User, again: UnsavedForm | None = None) -> dict[str, Any]:
    """The page of an attempt that was handed in: what of it may be seen now.

    ``again``: with what was typed after that.
    """
    rows = selectors.attempt_questions(attempt)
    watching = attempt.user_id != viewer.pk
    seen = EVERYTHING if watching else selectors.owner_visibility(attempt)
    places = _places(attempt.item.course, rows) if seen.explanation else {}
    pass_mark = attempt.revision.content["pass"]
    judged = seen.score and pass_mark is not None and not attempt.waiting
    settings = attempt.revision.delivery.review
    closed_rows = [
        read_or_default(
            partial(_closed_row, row, seen, places, attempt.revision.delivery),
            _unreadable_row(row),
            row=row.response,
            what="shown",
        )
        for row in rows
    ]
    return {
        **_place(attempt, viewer),
        "seen": seen,
        "not_saved": list(again.errors.values()) if again else [],
        "typed": _typed_rows(rows, again) if again else [],
        "shows_key": seen.key,
        "key_when": when_in_words(settings.key),
        "score_when": when_in_words(settings.score),
        "rows": with_sections(attempt.revision.delivery, closed_rows) if seen.question else [],
        "refused": _refused_rows(attempt, rows),
        "score": points(attempt.earned, attempt.possible),
        "passed": attempt.fraction >= pass_mark if judged else None,
        "pass_mark": pass_mark,
        "practice": attempt.revision.delivery.practice,
    }


def refused_grading(
    attempt: Attempt, viewer: User, question: str, grading: Grading
) -> dict[str, Any]:
    """The review once more, with a grading that was not taken in the question's form."""
    context = _place(attempt, viewer) if attempt.is_open else review(attempt, viewer)
    return context | {"grading": grading, "graded_question": question}


def with_sections(delivery: Delivery, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Marks the rows before which a section's heading stands."""
    before = None
    for row in rows:
        section = delivery.section_of(row["question"].id)
        row["section"] = section if section != before else None
        before = section
    return rows


def _place(attempt: Attempt, viewer: User) -> dict[str, Any]:
    return {
        "attempt": attempt,
        "item": attempt.item,
        "revision": attempt.revision,
        "watching": attempt.user_id != viewer.pk,
        "one_way": attempt.revision.delivery.one_way and attempt.user_id == viewer.pk,
    }


def _open_row_or_blank(
    row: AttemptQuestion, delivery: Delivery, again: UnsavedForm | None
) -> dict[str, Any]:
    """Blank where what is stored cannot be read, so that it can be answered again."""
    open_row = partial(_open_row, delivery=delivery, again=again)
    found = read_or_default(partial(open_row, row), None, row=row.response, what="shown")
    if found is None:
        blank = copy(row.response)
        blank.answer, blank.tries = None, []
        found = open_row(replace(row, response=blank)) | {"unreadable": True}
    return found


def _unreadable_row(row: AttemptQuestion) -> dict[str, Any]:
    return {
        "number": row.number,
        "question": row.question,
        "response": row.response,
        "template": "quizzes/unreadable_answer.html",
        "points": _points_words(row.question.points),
        "blank": True,
        "tries": 0,
    }


def _open_row(
    row: AttemptQuestion, delivery: Delivery, again: UnsavedForm | None
) -> dict[str, Any]:
    response = row.response
    question, page = Names(response.attempt_id, row.question).template_context(response.answer)
    typed = again and again.shown_in(row.question.id)
    if typed is not None:
        page = refill(page, typed)
    return {
        "number": row.number,
        "question": question,
        "points": _points_words(row.question.points),
        "template": f"quizzes/types/{row.question.type}.html",
        "page": page,
        "error": again.errors.get(row.question.id, "") if again else "",
        "saved_at": response.saved_at,
        "answered": response.answer is not None,
        "basis": f"{row.question.id}:{response.version}::",
        "tried": tried(row, delivery),
        "certainty": _levels(response) if delivery.certainty else None,
    }


def tried(row: AttemptQuestion, delivery: Delivery) -> dict[str, Any] | None:
    """Where the tries at a question stand; what the chosen parts say, and never the key."""
    if delivery.tries is None or not scoring.can_be_checked(row.question):
        return None
    answers = [each["answer"] for each in row.response.tries]
    status = scoring.tries_status(row.question, delivery.tries, answers)
    told: dict[str, Any] = {"status": status, "used": len(answers)}
    if answers:
        score = row.question.score(answers[-1])
        silent = row.question.question_type.feedback_reveals_key and not score.right
        parts = () if silent else score.parts
        said = [part.feedback for part in parts if part.chosen and part.feedback]
        told |= {
            "state": _state(score.fraction, answers[-1]),
            "feedback": list(dict.fromkeys(said)),
            "stale": row.response.answer != answers[-1],
        }
    return told


def _levels(response: Response) -> list[dict[str, Any]]:
    return [
        {"level": level, "words": words, "chosen": level == response.certainty}
        for level, words in LEVELS.items()
    ]


def _closed_row(
    row: AttemptQuestion, seen: Visibility, places: dict[str, dict[str, str]], delivery: Delivery
) -> dict[str, Any]:
    response = row.response
    score: Score = row.question.final_score(response.answer, response.result)
    worth = row.question.points
    earned = None if response.fraction is None else response.fraction * worth
    told = {
        "points": points(earned, worth),
        **_state(score_shown(response, score), response.answer),
    }
    return {
        "number": row.number,
        "question": row.question,
        "response": response,
        "template": f"quizzes/types/{row.question.type}.html",
        "page": row.question.template_context(response.answer, score if seen.key else None),
        "blank": response.answer is None,
        "by_hand": score.pending or bool(response.result and not row.question.graded_by_worker),
        **(told if seen.score else {"points": _points_words(worth)}),
        "places": [places[anchor] for anchor in row.question.anchors if anchor in places],
        "certainty": LEVELS.get(response.certainty) if delivery.certainty else None,
        "tries": len(response.tries),
    }


def score_shown(response: Response, score: Score) -> float | None:
    """Whether the answer is right: tries and certainty change what it earns, not that."""
    return None if response.fraction is None else score.fraction


def _state(fraction: float | None, answer: Any) -> dict[str, str]:
    if fraction is None:
        return {"state": "waiting", "state_words": "Being graded"}
    if fraction >= 1 - 1e-12:
        return {"state": "right", "state_words": "Right"}
    if answer is None:
        return {"state": "wrong", "state_words": "Left blank"}
    if fraction > 0:
        return {"state": "partly", "state_words": "Partly right"}
    return {"state": "wrong", "state_words": "Not right"}


def _points_words(count: float) -> str:
    return f"{count:g} {'point' if count == 1 else 'points'}"


def _typed_rows(rows: Iterable[AttemptQuestion], again: UnsavedForm) -> list[dict[str, Any]]:
    """Texts of a form that no field shows any more, by the number of their question."""
    return [
        {"number": row.number, "text": text}
        for row in rows
        if is_typed(row.question)
        for values in again.typed.get(row.question.id, {}).values()
        for text in values
        if text.strip()
    ]


def is_typed(question: Question) -> bool:
    """Whether an answer is a text of the person's own, which is shown as it is."""
    return question.question_type.answer_is_typed


def in_words(question: Question, answer: Any) -> dict[str, str]:
    """An answer to read: ``typed`` as it was typed, or ``text`` in the author's Markdown."""
    if isinstance(answer, str) and is_typed(question):
        return {"typed": answer}
    words = partial(question.describe_answer, answer)
    return {"text": read_or_default(words, "cannot be shown", row=question.id, what="shown")}


def _refused_rows(attempt: Attempt, rows: Iterable[AttemptQuestion]) -> list[dict[str, Any]]:
    """Answers that do not count, in words, so that the person has them."""
    kept = selectors.uncounted_answers(attempt)
    return [
        {
            "number": row.number,
            "at": kept[row.question.id].at,
            "late": kept[row.question.id].name == "refused",
            **in_words(row.question, kept[row.question.id].data),
        }
        for row in rows
        if row.question.id in kept
    ]


def _places(course: Course, rows: Iterable[AttemptQuestion]) -> dict[str, dict[str, str]]:
    return places_of(course, {anchor for row in rows for anchor in row.question.anchors})
