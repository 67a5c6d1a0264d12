"""How long runs are kept that count for nothing. What was handed in for grading stays."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from courseware.retention.policies import register
from courseware.threads.models import Thread
from labs.models import CaseDraw, Purpose, ScratchRun, State, Submission


def _runs(before: datetime) -> QuerySet[Any]:
    """Finished runs of the visible cases, but those of labs that the person has asked about."""
    finished = Submission.objects.filter(
        purpose=Purpose.TRIAL, state__in=[State.DONE, State.FAILED], created_at__lt=before
    )
    asked = Thread.objects.filter(item=OuterRef("item"), asker=OuterRef("user"))
    return finished.exclude(Exists(asked))


def _trials(before: datetime) -> QuerySet[Any]:
    return _runs(before).filter(automatic=False)


def _automatic_runs(before: datetime) -> QuerySet[Any]:
    return _runs(before).filter(automatic=True)


def _scratch_runs(before: datetime) -> QuerySet[Any]:
    return ScratchRun.objects.filter(created_at__lt=before)


def _draws(before: datetime) -> QuerySet[Any]:
    """Drawn cases; they are drawn again when a page asks for them."""
    return CaseDraw.objects.filter(asked_at__lt=before)


register("trial runs of labs", "trial_runs", _trials)
register("automatic runs of labs", "automatic_runs", _automatic_runs)
register("scratch cells", "scratch_runs", _scratch_runs)
register("drawn cases", "drawn_cases", _draws)
