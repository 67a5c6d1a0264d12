"""The dates and the time limit of one person, for one attempt or for many."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db.models import QuerySet

from courseware.deadlines.grants import Allowance
from courseware.deadlines.selectors import (
    allowance_of,
    annotated_allowances,
    annotated_window,
    window_with,
    with_extensions,
)
from courseware.deadlines.window import Window
from quizzes.delivery.clock import Clock
from quizzes.delivery.clock import clock_of as clock_for
from quizzes.models import Attempt


def clock_of(attempt: Attempt) -> Clock:
    allowance = allowance_of(attempt.item, attempt.user)
    return _clock(attempt, allowance, window_with(attempt.item, allowance))


def with_clock(query: QuerySet[Any], attempt: str) -> QuerySet[Any]:
    """Adds what `annotated_clocks` needs, so that many attempts, or a save, cost one query.

    ``attempt`` is the lookup prefix of the attempt, such as ``attempt__``.
    """
    return with_extensions(query, attempt)


def annotated_clocks(rows: Iterable[Any]) -> list[Clock]:
    """The clocks of the rows of a query `with_clock`; a row is an attempt or has one.

    At most one query more, for those who have an extension.
    """
    rows = list(rows)
    attempts = [row if isinstance(row, Attempt) else row.attempt for row in rows]
    allowances = annotated_allowances(
        (row, attempt.item, attempt.user_id) for row, attempt in zip(rows, attempts, strict=True)
    )
    return [
        _clock(attempt, allowance, annotated_window(row, attempt.item, allowance))
        for row, attempt, allowance in zip(rows, attempts, allowances, strict=True)
    ]


def annotated_clock(row: Any) -> Clock:
    return annotated_clocks([row])[0]


def _clock(attempt: Attempt, allowance: Allowance, window: Window) -> Clock:
    delivery = attempt.revision.delivery
    return clock_for(
        attempt.started_at,
        window=window,
        limit=delivery.limit,
        grace=timedelta(seconds=delivery.grace),
        allowance=allowance,
    )
