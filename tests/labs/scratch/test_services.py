"""Scratch cells: stored and run in the sandbox, limited as trial runs are, and never graded."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone

from courseware.outbox.models import Message
from labs.models import RUN_SCRATCH, ScratchRun, Submission
from labs.scratch import services
from labs.submissions.refusals import NotOpen, SubmissionRefused, TooManySubmissions
from tests.labs.writing import DOUBLE


@pytest.fixture
def start(lab: Any, ben: Any) -> Callable[..., Any]:
    def start(lines: str = "double(np.ones(2))", **given: Any) -> Any:
        return services.start(**{"item": lab, "user": ben, "code": DOUBLE, "lines": lines, **given})

    return start


def test_a_cell_is_run_once_and_shows_what_came_of_it(start: Callable[..., Any]) -> None:
    run = start()
    assert Message.objects.get(task=RUN_SCRATCH).args == [run.pk]

    services.run(run_id=run.pk)

    run.refresh_from_db()
    assert (run.result["value"], run.failed) == ("array([2., 2.])", False)
    assert run.result["facts"] == "shape (2,), dtype float64"
    assert Message.objects.get(task=RUN_SCRATCH).done_at is not None
    assert not Submission.objects.exists()
    finished = run.finished_at
    services.run(run_id=run.pk)
    run.refresh_from_db()
    assert run.finished_at == finished


def test_a_cell_that_the_host_cannot_run_is_told_so(
    start: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    run = start()
    monkeypatch.setattr("grader.sandbox.host._obstacle", lambda: "no sandbox here")

    services.run(run_id=run.pk)

    run.refresh_from_db()
    assert (run.failed, run.finished_at is not None, run.result) == (True, True, {})


@pytest.mark.parametrize("lines", [" \n", "x" * 8001, "'\x00'"], ids=["none", "long", "NUL"])
def test_lines_that_cannot_be_run_are_refused(start: Callable[..., Any], lines: str) -> None:
    with pytest.raises(SubmissionRefused):
        start(lines)
    assert not ScratchRun.objects.exists()


def test_one_cell_at_a_time_and_some_a_minute(start: Callable[..., Any], ben: Any) -> None:
    start()
    with pytest.raises(TooManySubmissions, match="not finished"):
        start()
    for _ in range(settings.RUNS_PER_MINUTE - 1):
        ScratchRun.objects.update(finished_at=timezone.now())
        start()
    ScratchRun.objects.update(finished_at=timezone.now())
    with pytest.raises(TooManySubmissions, match="limit of 10 runs"):
        start()


def test_old_cells_are_not_kept(start: Callable[..., Any]) -> None:
    old = start()
    past = timezone.now() - 2 * services.KEPT
    ScratchRun.objects.filter(pk=old.pk).update(created_at=past, finished_at=past)

    assert ScratchRun.objects.get() == start() or not ScratchRun.objects.filter(pk=old.pk).exists()


def test_a_lab_that_is_not_open_yet_runs_nothing(start: Callable[..., Any], lab: Any) -> None:
    lab.opens_at = timezone.now() + timedelta(days=1)
    with pytest.raises(NotOpen):
        start(item=lab)
