"""A regrade at work: it goes through the attempts of a quiz in the order of their submission.

The new points of an attempt are computed outside of any transaction. Then a few attempts at a time
are written, together with the cursor, in transactions that are short however large the class is.
So the regrade of a killed worker continues where it was, and of two workers one continues and the
other stops. An attempt that cannot be graded again is recorded with the reason, and the others go
on.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime

from django.db import connection, transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from courseware.database.batches import short_transaction
from courseware.database.transactions import is_unavailable
from courseware.gradebook.models import Score
from courseware.items.models import Item
from courseware.people.models import User
from quizzes.models import Attempt, Regrade, RegradedAttempt, Response
from quizzes.services.event_log import record_events
from quizzes.services.finishing import update_gradebook
from quizzes.services.regrade_plan import RegradePlan, RevisionKeys

log = logging.getLogger(__name__)
READ_TOGETHER = 25  # attempts; each brings its responses, some hundred rows in all
Cursor = tuple[datetime | None, int]
# `bulk_update` builds a CASE of all rows, which takes as long as the rest of the write together.
_SET_SHARE = "UPDATE quizzes_response SET variant_id = %s, fraction = %s WHERE id = %s"


class RegradeRun:
    """A regrade under way in this process."""

    def __init__(self, regrade: Regrade) -> None:
        self.regrade, self.keys = regrade, RevisionKeys(regrade.revision)
        self.cursor: Cursor = (regrade.cursor_at, regrade.cursor_id)
        self.wrote = self.finished = False

    def step(self) -> bool:
        """Regrades the next attempts; returns whether there may be more for this process."""
        attempts = list(attempts_after(self.regrade.item, self.cursor)[:READ_TOGETHER])
        if not attempts:
            self.finished = True
            return False
        pending = iter(
            [
                (attempt, self._plan(attempt, responses, by_hand))
                for attempt, responses, by_hand in with_responses(self.regrade.item, attempts)
            ]
        )
        written = 0
        while written < len(attempts):
            count = self._write(pending)
            if count == 0:
                return False
            written += count
        return True

    def _plan(
        self, attempt: Attempt, responses: Sequence[Response], by_hand: bool
    ) -> RegradePlan | str:
        """The new points, or the reason why they cannot be computed."""
        try:
            return self.keys.plan(attempt, responses, by_hand)
        except Exception as error:  # one attempt that is broken must not end the regrade
            return self._failure(attempt, error)

    def _failure(self, attempt: Attempt, error: Exception) -> str:
        if is_unavailable(error):
            raise error
        log.exception("Attempt %s cannot be graded again.", attempt.pk)
        return describe_error(error)

    def _write(self, pending: Iterator[tuple[Attempt, RegradePlan | str]]) -> int:
        """Writes some attempts and the cursor in one transaction; returns how many attempts.

        0 when another worker has moved the cursor, or a newer regrade has ended this one.
        """
        done: list[Attempt] = []
        rows: list[RegradedAttempt] = []
        kept: Counter[tuple[str, str]] = Counter()
        with short_transaction() as turn:
            if not self._lock_cursor():
                return 0
            for attempt, plan in pending:
                rows += self._rows(attempt, plan)
                kept.update(plan.kept if isinstance(plan, RegradePlan) else ())
                done.append(attempt)
                if turn.is_over:
                    break
            RegradedAttempt.objects.bulk_create(rows)
            self._move_cursor(done[-1], len(done), kept)
        self.cursor, self.wrote = cursor_of(done[-1]), True
        return len(done)

    def _lock_cursor(self) -> bool:
        """Whether the cursor is still where this process left it; locks it there."""
        at, last = self.cursor
        locked = Regrade.objects.select_for_update(no_key=True).filter(
            pk=self.regrade.pk, state=Regrade.State.RUNNING, cursor_at=at, cursor_id=last
        )
        return bool(locked.values_list("pk"))

    def _move_cursor(self, attempt: Attempt, count: int, kept: Counter[tuple[str, str]]) -> None:
        """With what was written; the row is locked."""
        at, last = cursor_of(attempt)
        row = Regrade.objects.filter(pk=self.regrade.pk)
        changes = {"cursor_at": at, "cursor_id": last, "processed": F("processed") + count}
        if kept:
            for question, reason, before in row.values_list("kept", flat=True).get():
                kept[question, reason] += before
            changes["kept"] = [[*key, number] for key, number in sorted(kept.items())]
        row.update(**changes)

    def _rows(self, attempt: Attempt, plan: RegradePlan | str) -> Iterator[RegradedAttempt]:
        """Writes the attempt; yields a row for it if it changes or cannot be graded."""
        before = attempt.earned
        if isinstance(plan, RegradePlan) and plan.changes and not self.regrade.dry_run:
            try:
                with transaction.atomic():
                    plan, before = self._apply(plan)
            except Exception as error:  # as in `_plan`
                plan = self._failure(attempt, error)
        if isinstance(plan, str):
            yield RegradedAttempt(regrade=self.regrade, attempt=attempt, error=plan)
        elif plan.changes:
            yield self._row(plan, before)

    def _row(self, plan: RegradePlan, before: float | None) -> RegradedAttempt:
        return RegradedAttempt(
            regrade=self.regrade,
            attempt=plan.attempt,
            before=before or 0.0,
            after=plan.earned,
            by_hand=plan.by_hand,
            changed_questions=[
                {"question": result.question, "before": result.before, "after": result.after}
                for result in plan.changed_results
            ],
        )

    def _apply(self, plan: RegradePlan) -> tuple[RegradePlan, float | None]:
        """Writes the plan, or a new one if somebody has graded the attempt meanwhile.

        Returns the plan that was written and the points before.
        """
        attempt = plan.attempt
        locked = Attempt.objects.select_for_update(no_key=True).filter(pk=attempt.pk)
        before = locked.values_list("earned", flat=True).get()
        if _stored_state(attempt) != _state(plan.responses):
            plan = self.keys.plan(attempt, responses_of([attempt])[attempt.pk], plan.by_hand)
        if plan.changes:
            _rewrite(plan, self.keys, self.regrade.by)
            update_gradebook(attempt, reason=_("Regrade:") + " ")
        return plan, before


def _rewrite(plan: RegradePlan, keys: RevisionKeys, by: User | None) -> None:
    """Gives each answer the corrected question, so that the review shows the key that counted."""
    attempt, entries, changed = plan.attempt, [], []
    for response, result in zip(plan.responses, plan.results, strict=True):
        variant = keys.variant_for(response)
        if result.unchanged_because or variant is None:
            continue
        if result.changes_points or variant.content != response.variant.content:
            changed.append((variant.pk, result.fraction, response.pk))
            data = {"fraction": result.fraction, "variant": variant.pk}
            data |= {"before": result.before, "after": result.after}
            entries.append(("regraded", response.question, data))
    with connection.cursor() as cursor:
        cursor.executemany(_SET_SHARE, changed)
    attempt.earned, attempt.possible = plan.earned, plan.possible
    attempt.save(update_fields=["earned", "possible"])
    record_events(attempt, entries, at=timezone.now(), by=by)


# -- reading --------------------------------------------------------------------------------------
def submitted_attempts(item: Item) -> QuerySet[Attempt]:
    return Attempt.objects.filter(item=item, submitted_at__isnull=False)


def attempts_after(item: Item, cursor: Cursor) -> QuerySet[Attempt]:
    """Attempts in the order of submission: one that is submitted meanwhile comes at the end."""
    at, last = cursor
    rows = submitted_attempts(item).select_related("user", "revision", "item__course")
    if at is not None:
        rows = rows.filter(Q(submitted_at__gt=at) | Q(submitted_at=at, pk__gt=last))
    return rows.order_by("submitted_at", "pk")


def cursor_of(attempt: Attempt) -> Cursor:
    return attempt.submitted_at, attempt.pk


def with_responses(
    item: Item, attempts: Sequence[Attempt]
) -> Iterator[tuple[Attempt, list[Response], bool]]:
    """Each attempt with its responses and whether its score was set by hand."""
    people = {attempt.user_id for attempt in attempts}
    scores = Score.objects.filter(item=item, user__in=people, override__isnull=False)
    by_hand = set(scores.values_list("user", flat=True))
    found = responses_of(attempts)
    for attempt in attempts:
        yield attempt, found.get(attempt.pk, []), attempt.user_id in by_hand


def responses_of(attempts: Sequence[Attempt]) -> dict[int, list[Response]]:
    found: dict[int, list[Response]] = {}
    for response in Response.objects.filter(attempt__in=attempts).order_by("position"):
        found.setdefault(response.attempt_id, []).append(response)
    return found


def _state(responses: Sequence[Response]) -> list[tuple[object, ...]]:
    return [(row.pk, row.variant_id, row.fraction, row.result) for row in responses]


def _stored_state(attempt: Attempt) -> list[tuple[object, ...]]:
    """As `_state`, of what the database holds now."""
    rows = attempt.responses.order_by("position")
    return list(rows.values_list("pk", "variant_id", "fraction", "result"))


def describe_error(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:500]
