"""Where the next run of a person waits whose last one hit a limit."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from courseware.outbox.models import Lane, Message
from labs.models import ScratchRun, Submission
from labs.submissions.lanes import LIMITS, REMEMBERED, lane_for

NOW = timezone.now()
MINUTE = timedelta(minutes=1)


@pytest.fixture
def ended(submit: Callable[..., Any]) -> Callable[..., None]:
    """Stores that a run ended with this verdict, so long ago."""

    def end(verdict: str, ago: timedelta = MINUTE) -> None:
        fields = {"state": "done", "verdict": verdict, "graded_at": NOW - ago}
        Submission.objects.filter(pk=submit(code=f"# {verdict} {ago}").pk).update(**fields)

    return end


@pytest.mark.parametrize("verdict", LIMITS)
def test_the_next_run_waits_beside_other_lanes(ended: Any, submit: Any, ben: Any, verdict: str):
    ended(verdict)
    assert submit(purpose="trial").pk
    assert Message.objects.order_by("-pk").values_list("lane", flat=True)[0] == "limited"


def test_a_run_that_ends_otherwise_ends_it(ended: Any, ben: Any):
    ended("time_limit", 2 * MINUTE)
    ended("wrong_values", MINUTE)
    assert lane_for(ben, Lane("graded"), NOW) == "graded"


def test_it_is_forgotten_after_a_while_and_nobody_else_is_concerned(ended: Any, ben: Any, ada: Any):
    ended("memory_limit", REMEMBERED - MINUTE)
    assert lane_for(ben, Lane("graded"), NOW) == "limited"
    assert lane_for(ada, Lane("graded"), NOW) == "graded"
    assert lane_for(ben, Lane("graded"), NOW + 2 * MINUTE) == "graded"


def test_scratch_cells_count_like_runs(ended: Any, lab: Any, ben: Any):
    ended("passed", 2 * MINUTE)
    ScratchRun.objects.create(
        item=lab,
        revision=lab.lab_revisions.get(current=True),
        user=ben,
        finished_at=NOW - MINUTE,
        result={"verdict": "process_limit"},
    )
    assert lane_for(ben, Lane("visible"), NOW) == "limited"
