"""Attempts graded again by the key of a revision, for `courseware.regrades`."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet
from django.utils import timezone

from courseware.items.models import Item
from courseware.items.regrading import (
    ROUNDING,
    Cursor,
    GradedWork,
    Outcome,
    PartChange,
    Selection,
    WorkChanged,
)
from courseware.people.models import User
from quizzes import selectors
from quizzes.grading.rescoring import REASONS
from quizzes.models import Attempt, QuizRevision, Response
from quizzes.services.event_log import record_events
from quizzes.services.finishing import update_gradebook
from quizzes.services.regrade_plan import RegradePlan, RevisionKeys

READ_TOGETHER = 25  # attempts; each brings its responses, some hundred rows in all
# `bulk_update` builds a CASE of all rows, which takes as long as the rest of the write together.
_SET_SHARE = "UPDATE quizzes_response SET variant_id = %s, fraction = %s WHERE id = %s"


class QuizRegrader:
    """See `courseware.items.regrading.Regrader`."""

    together = READ_TOGETHER
    lease = timedelta(seconds=90)

    def __init__(self, item: Item, selection: Selection) -> None:
        self.item, self.selection = item, selection
        revision = QuizRevision.objects.get(item=item, pk=selection.revision)
        self.keys = RevisionKeys(revision, selection.part)
        self._read: dict[int, tuple[Attempt, list[Response]]] = {}

    def count(self) -> int:
        return self._selected().count()

    def works_after(self, cursor: Cursor, limit: int) -> list[GradedWork]:
        at, last = cursor
        attempts = self._selected()
        if at is not None:
            attempts = attempts.filter(Q(submitted_at__gt=at) | Q(submitted_at=at, pk__gt=last))
        return self._works(list(attempts.order_by("submitted_at", "pk")[:limit]))

    def works(self, ids: Sequence[int]) -> list[GradedWork]:
        return self._works(list(self._submitted().filter(pk__in=ids)))

    def regrade(self, work: GradedWork) -> Outcome:
        attempt, responses = self._read[work.id]
        plan = self.keys.plan(attempt, responses, by_hand=False)
        return Outcome(
            before=_share(attempt.earned, attempt.possible),
            after=_share(plan.earned, plan.possible),
            parts=_changes(plan),
            payload=self._payload(plan) if plan.changes else None,
            kept=tuple((question, str(REASONS[reason])) for question, reason in plan.kept),
        )

    def write(self, work: int, payload: Any, *, by: int | None, reason: str) -> dict[str, float]:
        attempt, responses = _locked(work)
        if _digest(responses) != payload["seen"]:
            raise WorkChanged
        saved = {"earned": attempt.earned, "possible": attempt.possible}
        _set_shares([(row["to"], row["after"], row["response"]) for row in payload["rows"]])
        attempt.earned, attempt.possible = payload["earned"], payload["possible"]
        _record(attempt, payload["rows"], ("to", "before", "after"), by, reason)
        return saved

    def restore(self, work: int, payload: Any, saved: Any, *, by: int | None, reason: str) -> None:
        attempt, responses = _locked(work)
        stored = {each.pk: (each.variant_id, each.fraction) for each in responses}
        rows = [
            row
            for row in payload["rows"]
            if stored.get(row["response"]) == (row["to"], row["after"])
        ]
        if len(rows) < len(payload["rows"]):
            raise WorkChanged
        _set_shares([(row["from"], row["before"], row["response"]) for row in rows])
        # What was graded by hand since, in other answers, goes on to count.
        since = 0.0 if attempt.earned is None else attempt.earned - payload["earned"]
        attempt.earned = saved["earned"] if abs(since) <= ROUNDING else saved["earned"] + since
        attempt.possible = saved["possible"]
        _record(attempt, rows, ("from", "after", "before"), by, reason)

    def _payload(self, plan: RegradePlan) -> dict[str, Any]:
        """The answers that get the corrected question, so that the review shows what counted."""
        rows = []
        for response, result in zip(plan.responses, plan.results, strict=True):
            variant = self.keys.variant_for(response)
            if result.unchanged_because or variant is None:
                continue
            if result.changes_points or variant.content != response.variant.content:
                rows.append(
                    {
                        "response": response.pk,
                        "question": response.question,
                        "from": response.variant_id,
                        "to": variant.pk,
                        "before": response.fraction,
                        "after": result.fraction,
                        "points": [result.before, result.after],
                    }
                )
        seen = _digest(plan.responses)
        return {"seen": seen, "rows": rows, "earned": plan.earned, "possible": plan.possible}

    def _works(self, attempts: Sequence[Attempt]) -> list[GradedWork]:
        found: dict[int, list[Response]] = {}
        for response in Response.objects.filter(attempt__in=attempts).order_by("position"):
            found.setdefault(response.attempt_id, []).append(response)
        self._read = {each.pk: (each, found.get(each.pk, [])) for each in attempts}
        counting = self._counting({each.user_id for each in attempts})
        return [
            GradedWork(
                id=each.pk,
                user=each.user_id,
                cursor=(each.submitted_at, each.pk),
                title=f"{each.number}",
                counts=(each.user_id, each.number) in counting,
            )
            for each in attempts
        ]

    def _counting(self, people: set[int]) -> set[tuple[int, int]]:
        """Person and number of the attempts that make the scores of people."""
        mine: dict[int, list[Attempt]] = {}
        attempts = Attempt.objects.filter(item=self.item, user__in=people)
        for attempt in attempts.select_related("revision").order_by("-number"):
            attempt.item = self.item
            mine.setdefault(attempt.user_id, []).append(attempt)
        return {
            (user, number)
            for user, theirs in mine.items()
            if (decision := selectors.decision_on(theirs)) is not None
            for number in decision.counting
        }

    def _submitted(self) -> QuerySet[Attempt]:
        submitted = Attempt.objects.filter(item=self.item, submitted_at__isnull=False)
        return submitted.select_related("user", "revision", "item__course")

    def _selected(self) -> QuerySet[Attempt]:
        attempts, selection = self._submitted(), self.selection
        if selection.users is not None:
            attempts = attempts.filter(user__in=selection.users)
        return attempts if selection.work is None else attempts.filter(pk=selection.work)


def _changes(plan: RegradePlan) -> tuple[PartChange, ...]:
    possible, old = plan.possible, plan.attempt.possible
    return tuple(
        PartChange(result.question, _share(result.before, old), _share(result.after, possible))
        for result in plan.changed_results
    )


def _share(points: float | None, possible: float) -> float | None:
    return None if points is None or not possible else points / possible


def _locked(pk: int) -> tuple[Attempt, list[Response]]:
    attempts = Attempt.objects.select_for_update(of=("self",), no_key=True)
    attempt = attempts.select_related("user", "revision", "item__course").get(pk=pk)
    return attempt, list(attempt.responses.order_by("position"))


def _digest(responses: Sequence[Response]) -> str:
    """Of what decides the points of an attempt."""
    rows = [[row.pk, row.variant_id, row.fraction, row.result] for row in responses]
    return hashlib.sha256(json.dumps(rows, sort_keys=True).encode()).hexdigest()


def _set_shares(rows: Sequence[tuple[int, float | None, int]]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(_SET_SHARE, rows)


def _record(
    attempt: Attempt,
    rows: Sequence[Mapping[str, Any]],
    keys: tuple[str, str, str],
    by: int | None,
    reason: str,
) -> None:
    """Stores the attempt's points, what happened to its answers, and the score that counts.

    ``keys`` name the variant, the share before and the share after in each row.
    """
    attempt.save(update_fields=["earned", "possible"])
    variant, _before, after = keys
    entries = []
    for row in rows:
        points = row["points"] if after == "after" else row["points"][::-1]
        data = {"fraction": row[after], "variant": row[variant]}
        data |= {"before": points[0], "after": points[1]}
        entries.append(("regraded", row["question"], data))
    person = User.objects.filter(pk=by).first() if by else None
    record_events(attempt, entries, at=timezone.now(), by=person)
    update_gradebook(attempt, reason=reason, by=person)
