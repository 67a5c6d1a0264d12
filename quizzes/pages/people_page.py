"""What the instructor's pages about people and attempts need."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any

from courseware.database.row_errors import read_or_default
from courseware.items.models import Item
from quizzes import selectors
from quizzes.grading.replay import AnswerState, AttemptState, replay
from quizzes.models import Accommodation, Attempt, Event
from quizzes.pages.question_rows import answer_words
from quizzes.selectors import AttemptQuestion

MAX_ATTEMPTS = 500
WORDS = {
    "started": "Started",
    "saved": "Saved",
    "certainty": "Said how sure",
    "tried": "Checked",
    "moved": "Went on",
    "refused": "Came too late, kept",
    "set-aside": "Older than what stood, kept",
    "allowed": "More time or attempts granted",
    "finished": "Handed in",
    "graded": "Graded",
    "regraded": "Graded again",
}


def people(item: Item, now: datetime) -> dict[str, Any]:
    """Attempts with their ends, and what was granted to whom."""
    query = selectors.with_clock(item.attempts.all(), "")
    attempts = query.select_related("user", "revision", "item__course").order_by(
        "-started_at", "-pk"
    )
    granted = Accommodation.objects.filter(course=item.course, item__in=[item]) | (
        Accommodation.objects.filter(course=item.course, item=None)
    )
    return {
        "item": item,
        "rows": _rows(list(attempts[:MAX_ATTEMPTS]), now),
        "most": MAX_ATTEMPTS,
        "granted": granted.select_related("user", "by").order_by("user__username", "pk"),
        "limit": selectors.current_revision(item).delivery.time_limit,
    }


def _rows(attempts: list[Attempt], now: datetime) -> list[dict[str, Any]]:
    """One whose clock cannot be told is listed without it."""
    clocks = read_or_default(
        lambda: selectors.annotated_clocks(attempts), None, row=attempts, what="timed"
    )
    if clocks is None:
        clocks = [
            read_or_default(
                partial(selectors.annotated_clock, attempt), None, row=attempt, what="timed"
            )
            for attempt in attempts
        ]
    return [
        {
            "attempt": attempt,
            "ends_at": clock and clock.ends_at,
            "over": clock and clock.is_over(now),
            "unreadable": clock is None,
        }
        for attempt, clock in zip(attempts, clocks, strict=True)
    ]


def record(attempt: Attempt) -> dict[str, Any]:
    """The events in words, and each difference between what they lead to and what is stored."""
    rows = selectors.attempt_questions(attempt)
    by_question = {row.question.id: row for row in rows}
    events = list(attempt.events.select_related("by").order_by("at", "id"))
    return {
        "attempt": attempt,
        "item": attempt.item,
        "events": [_event_row(event, attempt, by_question) for event in events],
        "differences": differences(attempt, rows, events),
    }


def _event_row(event: Event, attempt: Attempt, rows: dict[str, AttemptQuestion]) -> dict[str, Any]:
    row = rows.get(event.question)
    given = event.name in ("saved", "tried", "refused", "set-aside")
    return {
        "at": event.at,
        "after": (event.at - attempt.started_at).total_seconds(),
        "what": WORDS.get(event.name, event.name),
        "number": row.number if row else None,
        **(answer_words(row.question, event.data) if row and given else {}),
        "blank": bool(row and given and event.data is None),
        "by": event.by or ("the clock" if event.name == "finished" else "the site"),
    }


def differences(attempt: Attempt, rows: list[AttemptQuestion], events: list[Event]) -> list[str]:
    """Sentences; none means that the record is whole."""
    try:
        made = replay(events)
    except ValueError as error:
        return [f"The record cannot be replayed: {error}."]
    stored = stored_state(attempt, rows)
    found = [
        f"Question {row.number}: the record leads to another state than the one stored."
        for row in rows
        if made.answers.get(row.question.id) != stored.answers[row.question.id]
    ]
    made.answers, stored.answers = {}, {}
    return found if made == stored else [*found, "The attempt itself differs from its record."]


def stored_state(attempt: Attempt, rows: list[AttemptQuestion]) -> AttemptState:
    """What the database holds, in the form of a replay."""
    return AttemptState(
        seed=attempt.seed,
        started_at=attempt.started_at,
        submitted_at=attempt.submitted_at,
        late_by=attempt.late_by,
        reached=attempt.reached,
        answers={
            row.question.id: AnswerState(
                row.response.answer,
                row.response.saved_at,
                row.response.certainty,
                [each["answer"] for each in row.response.tries],
                row.response.fraction,
                row.response.result,
            )
            for row in rows
        },
    )
