"""The page of item analysis, rendered at once for a small class and by a worker for a large one.

Statistics of thousands of attempts take seconds, too long for a request. A worker computes them
once, the database stores the page, and a fingerprint tells whether anything has changed since.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Count, Max, Sum
from django.template.loader import render_to_string
from django.utils import timezone, translation

from courseware.analysis.scope import WHOLE_COURSE, Scope, scope_of_key
from courseware.database.transactions import in_transaction
from courseware.items.models import Item
from courseware.outbox.models import Lane
from courseware.outbox.services import enqueue, mark_done
from courseware.regrades.selectors import last_change
from quizzes import selectors
from quizzes.analysis.data import counted_attempts
from quizzes.analysis.page import analysis_context
from quizzes.models import AnalysisReport

ANALYZE = "quizzes.analyse"
MAX_AT_ONCE = 200  # attempts; of more a worker makes the page


@dataclass(frozen=True)
class ReportView:
    """What the page shows; ``html`` is empty when there is nothing yet."""

    html: str
    is_current: bool = True
    made_at: datetime | None = None


def report(item: Item, *, first_only: bool, scope: Scope = WHOLE_COURSE) -> ReportView:
    """The statistics, or the last ones that there are while a worker makes newer ones."""
    attempts = counted_attempts(item, first_only=first_only, scope=scope)
    if attempts.count() <= MAX_AT_ONCE:
        return ReportView(_render(item, first_only, scope))
    key = _key(scope)
    reports = AnalysisReport.objects.filter(item=item, first_only=first_only, scope=key)
    stored = reports.first()
    if stored is not None and stored.fingerprint == _fingerprint(item, first_only, scope):
        return ReportView(stored.html, made_at=stored.made_at)
    _request(item, first_only, key)
    return ReportView(stored.html if stored else "", False, stored.made_at if stored else None)


def analyze(*, item_id: int, first_only: bool, scope_key: str = "") -> None:
    """Render and store the page; the fingerprint is read first, so no later change is missed."""
    item = Item.objects.select_related("course").filter(pk=item_id).first()
    if item is not None:
        people, _mark, language = scope_key.partition("@")
        scope = scope_of_key(people)
        fingerprint = _fingerprint(item, first_only, scope)
        with translation.override(language or settings.LANGUAGE_CODE):
            html = _render(item, first_only, scope)
        _store(item, first_only, scope_key, fingerprint, html)
    mark_done(ANALYZE, item_id, first_only, *_arguments(scope_key))


@in_transaction
def _request(item: Item, first_only: bool, key: str) -> None:
    enqueue(ANALYZE, item.pk, first_only, *_arguments(key), lane=Lane.BACKGROUND)


def _key(scope: Scope) -> str:
    """Whose attempts a stored page is about, and its language if that is not the site's own."""
    language = translation.get_language()
    return scope.key if language == settings.LANGUAGE_CODE else f"{scope.key}@{language}"


def _arguments(scope_key: str) -> list[str]:
    """None for the whole course: messages of earlier releases have none either."""
    return [scope_key] if scope_key else []


@in_transaction
def _store(item: Item, first_only: bool, key: str, fingerprint: str, html: str) -> None:
    AnalysisReport.objects.update_or_create(
        item=item,
        first_only=first_only,
        scope=key,
        defaults={"fingerprint": fingerprint, "html": html, "made_at": timezone.now()},
    )


def _render(item: Item, first_only: bool, scope: Scope) -> str:
    context = analysis_context(item, first_only=first_only, scope=scope)
    return render_to_string("quizzes/analysis_body.html", context)


def _fingerprint(item: Item, first_only: bool, scope: Scope) -> str:
    """Differs when attempts were handed in, graded or regraded, and when the quiz is another."""
    facts = counted_attempts(item, first_only=first_only, scope=scope).aggregate(
        Count("pk"), Max("submitted_at"), Sum("earned"), Sum("waiting")
    )
    revision = selectors.current_revision(item).pk
    return f"{revision} {last_change(item)} {sorted(facts.items())}"[:300]
