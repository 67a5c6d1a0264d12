"""Runs that count for nothing have a life; what was handed in for grading has none."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from courseware.retention.services import prune
from courseware.threads.models import Thread
from labs.models import CaseDraw, CaseRecord, ScratchRun, Submission

NOW = timezone.now()
YEARS_AGO = NOW - timedelta(days=1000)


@pytest.fixture
def make(make_submission: Callable[..., Any]) -> Callable[..., Any]:
    """A submission of long ago, with a stored case."""

    def make(**fields: Any) -> Any:
        submission = make_submission(**({"state": "done"} | fields))
        Submission.objects.filter(pk=submission.pk).update(created_at=YEARS_AGO)
        CaseRecord.objects.create(submission=submission, position=0, result={})
        return submission

    return make


def test_trials_go_with_their_cases_and_graded_work_stays(make: Callable[..., Any]):
    graded = [make(), make(state="failed"), make(score=80.0)]
    make(purpose="trial")
    make(purpose="trial", automatic=True)
    found = prune(now=NOW)
    assert (found["trial runs of labs"], found["automatic runs of labs"]) == (1, 1)
    assert set(Submission.objects.all()) == set(graded)
    assert CaseRecord.objects.count() == len(graded)


def test_what_waits_or_is_recent_stays(make: Callable[..., Any], make_submission: Any):
    make(purpose="trial", state="queued")
    make_submission(purpose="trial", state="done")
    assert prune(now=NOW)["trial runs of labs"] == 0


def test_runs_of_a_lab_that_the_person_has_asked_about_stay(
    make: Callable[..., Any], lab: Any, ben: Any
):
    run = make(purpose="trial")
    Thread.objects.create(item=lab, asker=ben, place=run.place, created_at=NOW, updated_at=NOW)
    assert prune(now=NOW)["trial runs of labs"] == 0


def test_scratch_cells_and_drawn_cases(lab: Any, ben: Any):
    revision = lab.lab_revisions.get()
    for seed in ("old", "new"):
        ScratchRun.objects.create(item=lab, revision=revision, user=ben, code="", lines=seed)
        CaseDraw.objects.create(revision=revision, seed=seed)
    ScratchRun.objects.filter(lines="old").update(created_at=YEARS_AGO)
    CaseDraw.objects.filter(seed="old").update(asked_at=YEARS_AGO)
    found = prune(now=NOW)
    assert (found["scratch cells"], found["drawn cases"]) == (1, 1)
    assert ScratchRun.objects.get().lines == CaseDraw.objects.get().seed == "new"
