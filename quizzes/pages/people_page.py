"""The staff's pages about people and attempts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from courseware.database.row_errors import read_or_default
from courseware.deadlines.selectors import extensions_at, visible_to
from courseware.items.models import Item
from courseware.people.policy import Access
from quizzes import selectors
from quizzes.delivery.clock import Clock
from quizzes.grading.replay import AnswerState, AttemptState, replay
from quizzes.models import Attempt, Event
from quizzes.pages.question_rows import answer_words
from quizzes.selectors import AttemptQuestion

MAX_ATTEMPTS = 500
WORDS = {
    "started": _("Started"),
    "saved": _("Saved"),
    "certainty": _("Confidence set"),
    "tried": _("Checked"),
    "moved": _("Next question"),
    "refused": _("Received too late, kept"),
    "set-aside": _("Older than the saved answer, kept"),
    "allowed": _("Extension granted or withdrawn"),
    "finished": _("Submitted"),
    "judged-again": _("Lateness computed again"),
    "graded": _("Graded"),
    "regraded": _("Regraded"),
}


def people_context(item: Item, access: Access, now: datetime) -> dict[str, Any]:
    """Attempts with their ends, and what was granted, of the people whom one may see."""
    query = selectors.with_clock(access.within(item.attempts.all()), "")
    attempts = query.select_related("user", "revision", "item__course").order_by(
        "-started_at", "-pk"
    )
    return {
        "item": item,
        "rows": _rows(list(attempts[:MAX_ATTEMPTS]), now),
        "most": MAX_ATTEMPTS,
        "granted": visible_to(access, extensions_at(item)),
        "limit": selectors.current_revision(item).delivery.time_limit,
    }


def _rows(attempts: list[Attempt], now: datetime) -> list[dict[str, Any]]:
    """Attempts with their clocks; one whose clock cannot be computed is listed without it."""
    clocks: Sequence[Clock | None] | None = read_or_default(
        lambda: selectors.annotated_clocks(attempts), None, row=attempts, what="timed"
    )
    if clocks is None:  # one by one, so that only the unreadable ones have none
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


def record_context(attempt: Attempt) -> dict[str, Any]:
    """The events of an attempt in words, and where their replay differs from what is stored."""
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
    has_answer = event.name in ("saved", "tried", "refused", "set-aside")
    return {
        "at": event.at,
        "after": (event.at - attempt.started_at).total_seconds(),
        "what": WORDS.get(event.name, event.name),
        "number": row.number if row else None,
        **(answer_words(row.question, event.data) if row and has_answer else {}),
        "blank": bool(row and has_answer and event.data is None),
        "by": event.by
        or (gettext("time limit") if event.name == "finished" else gettext("the site")),
    }


def differences(attempt: Attempt, rows: list[AttemptQuestion], events: list[Event]) -> list[str]:
    """A sentence for each difference between the record and what is stored."""
    try:
        replayed = replay(events)
    except ValueError as error:
        return [gettext("The event log cannot be replayed: %(error)s.") % {"error": error}]
    stored = stored_state(attempt, rows)
    found = [
        gettext(
            "Question %(number)d: the event log leads to a different state than the stored one."
        )
        % {"number": row.number}
        for row in rows
        if replayed.answers.get(row.question.id) != stored.answers[row.question.id]
    ]
    replayed.answers, stored.answers = {}, {}
    if replayed == stored:
        return found
    return [*found, gettext("The attempt itself differs from its event log.")]


def stored_state(attempt: Attempt, rows: list[AttemptQuestion]) -> AttemptState:
    """What the database holds, as a replay would give it."""
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
                [tried["answer"] for tried in row.response.tries],
                row.response.fraction,
                row.response.result,
            )
            for row in rows
        },
    )
