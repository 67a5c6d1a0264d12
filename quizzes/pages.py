"""What the quiz templates need, worked out here so that templates only show."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone

from courseware.chapters.models import Chapter
from courseware.items.models import Course, Item
from courseware.items.selectors import window_of
from courseware.look.words import points
from courseware.people.models import User
from quizzes import selectors
from quizzes.answers import Score
from quizzes.models import Attempt
from quizzes.selectors import Answered


def front(item: Item, user: User, now: datetime) -> dict[str, Any]:
    """The page before an attempt: what it is, when, how often, and earlier attempts."""
    revision = selectors.current_revision(item)
    attempts = selectors.attempts_of(item, user)
    window = window_of(item, user)
    left = revision.attempts_allowed - len(attempts)
    running = attempts[0] if attempts and attempts[0].is_open else None
    return {
        "item": item,
        "revision": revision,
        "window": window,
        "attempts": attempts,
        "running": running,
        "counting": selectors.deciding(attempts),
        "left": left,
        "closed": window.refusal(now),
        "questions": len(revision.content["slots"]),
        "may_start": left > 0 and running is None and not window.refusal(now),
    }


def answering(attempt: Attempt, viewer: User) -> dict[str, Any]:
    """The page of an open attempt. Nothing in it tells a key."""
    rows = selectors.answered(attempt)
    window = window_of(attempt.item, attempt.user)
    return {
        **_place(attempt, viewer),
        "window": window,
        "over": window.refusal(timezone.now()),
        "rows": [_open_row(row) for row in rows],
        "answered": sum(row.response.answer is not None for row in rows),
        "refused": _refused_rows(attempt, rows),
    }


def finishing(attempt: Attempt) -> dict[str, Any]:
    """The last page before handing in: what is blank."""
    rows = selectors.answered(attempt)
    return {
        **_place(attempt, attempt.user),
        "questions": len(rows),
        "blank": [row for row in rows if row.response.answer is None],
        "partly": [row for row in rows if row.response.answer is not None and row.open_parts],
    }


def review(attempt: Attempt, viewer: User) -> dict[str, Any]:
    """The page of an attempt that was handed in; key and explanation when they may be seen."""
    rows = selectors.answered(attempt)
    shows_key = attempt.user_id != viewer.pk or selectors.key_is_shown(attempt)
    places = _places(attempt.item.course, rows) if shows_key else {}
    pass_mark = attempt.revision.content["pass"]
    return {
        **_place(attempt, viewer),
        "shows_key": shows_key,
        "rows": [_closed_row(row, shows_key, places) for row in rows],
        "refused": _refused_rows(attempt, rows),
        "score": points(attempt.earned, attempt.possible),
        "passed": None if pass_mark is None or attempt.waiting else attempt.fraction >= pass_mark,
        "pass_mark": pass_mark,
    }


def _place(attempt: Attempt, viewer: User) -> dict[str, Any]:
    return {
        "attempt": attempt,
        "item": attempt.item,
        "revision": attempt.revision,
        "watching": attempt.user_id != viewer.pk,
    }


def _open_row(row: Answered) -> dict[str, Any]:
    return {
        "number": row.number,
        "question": row.question,
        "points": _points_words(row.question.points),
        "template": f"quizzes/types/{row.question.type}.html",
        "page": row.question.page(row.response.answer),
        "saved_at": row.response.saved_at,
        "answered": row.response.answer is not None,
    }


def _closed_row(
    row: Answered, shows_key: bool, places: dict[str, dict[str, str]]
) -> dict[str, Any]:
    response = row.response
    score: Score = row.question.settled(response.answer, response.result)
    worth = row.question.points
    earned = None if response.fraction is None else response.fraction * worth
    return {
        "number": row.number,
        "question": row.question,
        "response": response,
        "points": points(earned, worth),
        "template": f"quizzes/types/{row.question.type}.html",
        "page": row.question.page(response.answer, score if shows_key else None),
        "blank": response.answer is None,
        "by_hand": score.pending or bool(response.result and not row.question.runs),
        **_state(response.fraction, response.answer),
        "places": [places[anchor] for anchor in row.question.anchors if anchor in places],
    }


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


def _refused_rows(attempt: Attempt, rows: Iterable[Answered]) -> list[dict[str, Any]]:
    """Answers that came too late, in words, so that the person has them."""
    late = selectors.refused_saves(attempt)
    return [
        {
            "number": row.number,
            "at": late[row.question.id].at,
            "text": row.question.in_words(late[row.question.id].data),
        }
        for row in rows
        if row.question.id in late
    ]


def _places(course: Course, rows: Iterable[Answered]) -> dict[str, dict[str, str]]:
    """Where the paragraphs stand that the questions test, by ``chapter#anchor``; one query."""
    wanted = {anchor for row in rows for anchor in row.question.anchors}
    if not wanted:
        return {}
    places = {}
    for chapter in Chapter.objects.filter(course=course, retired=False):
        url = reverse("chapter", args=[course.slug, chapter.slug])
        for heading in chapter.outline:
            anchor = f"{chapter.slug}#{heading['anchor']}"
            if anchor in wanted:
                places[anchor] = {"url": f"{url}#{heading['anchor']}", "title": heading["title"]}
    return places
