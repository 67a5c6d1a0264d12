"""The page before an attempt: what the quiz is, when, how often, and earlier attempts."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from courseware.database.row_errors import read_or_default
from courseware.items.models import Item
from courseware.people.models import User
from quizzes import selectors
from quizzes.delivery.clock import Allowance
from quizzes.delivery.visibility import when_in_words
from quizzes.models import Attempt, QuizRevision

_WHAT_COUNTS = {
    "best": "the best one counts",
    "last": "the last one counts",
    "first": "the first one counts",
    "average": "their mean counts",
}


def front_context(item: Item, user: User, now: datetime) -> dict[str, Any]:
    """The front page of a quiz for one person."""
    revision = selectors.current_revision(item)
    attempts = selectors.attempts_of(item, user)
    allowance = selectors.allowance_of(item, user)
    running = attempts[0] if attempts and attempts[0].is_open else None
    window = selectors.window_for(item, user, allowance)
    closed = selectors.refusal_to_start(revision, attempts, allowance, window, now)
    decision, out = selectors.decision_and_release(attempts, now)
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
        "attempts_words": _describe_attempts(revision, allowance, len(attempts)),
        "key_when": when_in_words(revision.delivery.review.key),
        "minutes": limit and limit.total_seconds() / 60,
        "more_time": limit != revision.delivery.limit,
    }


def _ends_at(attempt: Attempt) -> datetime | None:
    return read_or_default(
        lambda: selectors.clock_of(attempt).ends_at, None, row=attempt, what="timed"
    )


def _describe_attempts(revision: QuizRevision, allowance: Allowance, begun: int) -> str:
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
