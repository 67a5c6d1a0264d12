"""A regrade's walk through the attempts of a quiz, in the order of handing in.

What an attempt would have is worked out outside of any transaction; then some attempts at a time
are written, with how far the walk has come, in transactions that are short however large the class
is. So a killed worker's regrade goes on where it was, and of two workers one goes on and the other
stops. An attempt that cannot be graded again is noted with the reason and stops nobody.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from datetime import datetime

from django.db import connection, transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from courseware.database.batches import short_transaction
from courseware.database.transactions import is_unavailable
from courseware.gradebook.models import Score
from courseware.items.models import Item
from courseware.people.models import User
from quizzes.models import Attempt, Regrade, RegradedAttempt, Response
from quizzes.services.finishing import tell_gradebook
from quizzes.services.journal import note_all
from quizzes.services.regrade_plan import Keys, Planned

log = logging.getLogger(__name__)
AT_ONCE = 25  # attempts that are read together
Cursor = tuple[datetime | None, int]
# `bulk_update` builds a CASE of all rows, which takes as long as the rest of the write together.
_SET_SHARE = "UPDATE quizzes_response SET variant_id = %s, fraction = %s WHERE id = %s"


class Walk:
    """A regrade under way in this process."""

    def __init__(self, regrade: Regrade) -> None:
        self.regrade, self.keys = regrade, Keys(regrade.revision)
        self.cursor: Cursor = (regrade.cursor_at, regrade.cursor_id)
        self.wrote = self.finished = False

    def step(self) -> bool:
        """The next attempts; says whether there may be more for this process."""
        attempts = list(after(self.regrade.item, self.cursor)[:AT_ONCE])
        if not attempts:
            self.finished = True
            return False
        found = with_responses(self.regrade.item, attempts)
        waiting = iter([(attempt, self._planned(attempt, *rest)) for attempt, *rest in found])
        written = 0
        while written < len(attempts):
            count = self._write(waiting)
            if count == 0:
                return False
            written += count
        return True

    def _planned(
        self, attempt: Attempt, responses: Sequence[Response], by_hand: bool
    ) -> Planned | str:
        """What is to be written, or why it cannot be worked out."""
        try:
            return self.keys.plan(attempt, responses, by_hand)
        except Exception as error:
            return self._failure(attempt, error)

    def _failure(self, attempt: Attempt, error: Exception) -> str:
        if is_unavailable(error):
            raise error
        log.exception("Attempt %s cannot be graded again.", attempt.pk)
        return in_words(error)

    def _write(self, waiting: Iterator[tuple[Attempt, Planned | str]]) -> int:
        """Writes some attempts, and how far the walk has come; says how many.

        0 when another worker has gone on with the walk, or a newer regrade has ended it.
        """
        done: list[Attempt] = []
        rows: list[RegradedAttempt] = []
        with short_transaction() as turn:
            if not self._holds():
                return 0
            for attempt, plan in waiting:
                rows += self._written(attempt, plan)
                done.append(attempt)
                if turn.is_over:
                    break
            RegradedAttempt.objects.bulk_create(rows)
            self._advance(done[-1], len(done))
        self.cursor, self.wrote = place_of(done[-1]), True
        return len(done)

    def _holds(self) -> bool:
        """Whether the walk still stands where this process saw it; holds it there."""
        at, last = self.cursor
        held = Regrade.objects.select_for_update(no_key=True).filter(
            pk=self.regrade.pk, state=Regrade.State.RUNNING, cursor_at=at, cursor_id=last
        )
        return bool(held.values_list("pk"))

    def _advance(self, attempt: Attempt, count: int) -> None:
        at, last = place_of(attempt)
        Regrade.objects.filter(pk=self.regrade.pk).update(
            cursor_at=at, cursor_id=last, seen=F("seen") + count
        )

    def _written(self, attempt: Attempt, plan: Planned | str) -> Iterator[RegradedAttempt]:
        """A row for the attempt if it changes or cannot be graded."""
        before = attempt.earned
        if isinstance(plan, Planned) and plan.changes and not self.regrade.dry_run:
            try:
                with transaction.atomic():
                    plan, before = self._apply(plan)
            except Exception as error:
                plan = self._failure(attempt, error)
        if isinstance(plan, str):
            yield RegradedAttempt(regrade=self.regrade, attempt=attempt, trouble=plan)
        elif plan.changes:
            yield self._row(plan, before)

    def _row(self, plan: Planned, before: float | None) -> RegradedAttempt:
        return RegradedAttempt(
            regrade=self.regrade,
            attempt=plan.attempt,
            before=before or 0.0,
            after=plan.earned,
            by_hand=plan.by_hand,
            moved=[
                {"question": each.question, "before": each.before, "after": each.after}
                for each in plan.moved
            ],
        )

    def _apply(self, plan: Planned) -> tuple[Planned, float | None]:
        """What was planned, or is planned again if somebody has graded the attempt meanwhile; and
        the points of before."""
        attempt = plan.attempt
        held = Attempt.objects.select_for_update(no_key=True).filter(pk=attempt.pk)
        before = held.values_list("earned", flat=True).get()
        if _stored(attempt) != _state(plan.responses):
            plan = self.keys.plan(attempt, responses_of([attempt])[attempt.pk], plan.by_hand)
        if plan.changes:
            _rewrite(plan, self.keys, self.regrade.by)
            tell_gradebook(attempt, reason="Graded again: ")
        return plan, before


def _rewrite(plan: Planned, keys: Keys, by: User | None) -> None:
    """Sets each answer to the mended question, so that the review shows the key that counted."""
    attempt, entries, changed = plan.attempt, [], []
    for response, outcome in zip(plan.responses, plan.outcomes, strict=True):
        variant = keys.variant_for(response)
        if outcome.kept or variant is None:
            continue
        if outcome.moves or variant.content != response.variant.content:
            changed.append((variant.pk, outcome.fraction, response.pk))
            data = {"fraction": outcome.fraction, "variant": variant.pk}
            data |= {"before": outcome.before, "after": outcome.after}
            entries.append(("regraded", response.question, data))
    with connection.cursor() as cursor:
        cursor.executemany(_SET_SHARE, changed)
    attempt.earned, attempt.possible = plan.earned, plan.possible
    attempt.save(update_fields=["earned", "possible"])
    note_all(attempt, entries, at=timezone.now(), by=by)


# -- reading --------------------------------------------------------------------------------------
def handed_in(item: Item) -> QuerySet[Attempt]:
    return Attempt.objects.filter(item=item, submitted_at__isnull=False)


def after(item: Item, cursor: Cursor) -> QuerySet[Attempt]:
    """Attempts in the order of handing in: one that is handed in meanwhile comes at the end."""
    at, last = cursor
    rows = handed_in(item).select_related("user", "revision", "item__course")
    if at is not None:
        rows = rows.filter(Q(submitted_at__gt=at) | Q(submitted_at=at, pk__gt=last))
    return rows.order_by("submitted_at", "pk")


def place_of(attempt: Attempt) -> Cursor:
    return attempt.submitted_at, attempt.pk


def with_responses(
    item: Item, attempts: Sequence[Attempt]
) -> Iterator[tuple[Attempt, list[Response], bool]]:
    """Each with its responses and whether a score was set by hand."""
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
    return [(each.pk, each.variant_id, each.fraction, each.result) for each in responses]


def _stored(attempt: Attempt) -> list[tuple[object, ...]]:
    """As `_state`, of what the database holds now."""
    rows = attempt.responses.order_by("position")
    return list(rows.values_list("pk", "variant_id", "fraction", "result"))


def in_words(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:500]
