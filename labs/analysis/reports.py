"""The figures of a lab: computed on request for a small class, by a worker for a large one.

A worker computes them once, the database stores them, and a fingerprint tells whether anything has
changed since.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Sum
from django.utils import timezone

from courseware.analysis.scope import Scope, scope_of_key
from courseware.database.transactions import in_transaction
from courseware.items.models import Item
from courseware.outbox.models import Lane
from courseware.outbox.services import enqueue, mark_done
from courseware.regrades.selectors import last_change
from labs.analysis.data import counted_submissions
from labs.analysis.facts import Facts, facts_of
from labs.models import ANALYZE, LabAnalysis

MAX_AT_ONCE = 1000  # submissions; of more a worker computes the figures


@dataclass(frozen=True)
class Report:
    """``facts`` is ``None`` when there is nothing yet."""

    facts: Facts | None
    is_current: bool = True
    made_at: datetime | None = None


def report(item: Item, scope: Scope) -> Report:
    """The figures, or the last ones that there are while a worker computes newer ones."""
    students = scope.students(item.course)
    if counted_submissions(item, students).count() <= MAX_AT_ONCE:
        return Report(facts_of(item, students))
    stored = LabAnalysis.objects.filter(item=item, scope=scope.key).first()
    if stored is not None and stored.fingerprint == _fingerprint(item, scope):
        return Report(stored.facts, made_at=stored.made_at)
    _request(item, scope)
    if stored is None:
        return Report(None, False)
    return Report(stored.facts, False, stored.made_at)


def analyze(*, item_id: int, scope_key: str) -> None:
    """Compute and store; the fingerprint is read first, so that no later change is missed."""
    item = Item.objects.select_related("course").filter(pk=item_id).first()
    if item is not None:
        scope = scope_of_key(scope_key)
        fingerprint = _fingerprint(item, scope)
        _store(item, scope, fingerprint, facts_of(item, scope.students(item.course)))
    mark_done(ANALYZE, item_id, scope_key)


@in_transaction
def _request(item: Item, scope: Scope) -> None:
    enqueue(ANALYZE, item.pk, scope.key, lane=Lane.BACKGROUND)


@in_transaction
def _store(item: Item, scope: Scope, fingerprint: str, facts: Facts) -> None:
    LabAnalysis.objects.update_or_create(
        item=item,
        scope=scope.key,
        defaults={"fingerprint": fingerprint, "facts": facts, "made_at": timezone.now()},
    )


def _fingerprint(item: Item, scope: Scope) -> str:
    """Differs when a submission was graded, or graded again, and when students have changed."""
    students = scope.students(item.course)
    facts = counted_submissions(item, students).aggregate(
        Count("pk"), Count("user", distinct=True), Max("graded_at"), Sum("score")
    )
    return f"{last_change(item)} {sorted(facts.items())}"[:300]
