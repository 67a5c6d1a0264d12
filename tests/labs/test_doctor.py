"""The canary is real work: stored, queued, run in a sandbox, read back and deleted."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from courseware.doctor.findings import Level
from courseware.outbox.models import Message
from labs.doctor import canary_is_graded, held_speed_is_measured
from labs.models import PublicRun
from labs.trials import services
from tests.labs.writing import DOUBLE


@pytest.fixture
def work(transactional_db: None) -> Iterator[None]:
    """Does what a worker does with each message, in a thread, without Celery in between."""
    stop = threading.Event()

    def loop() -> None:
        while not stop.is_set():
            for run in PublicRun.objects.filter(finished_at=None):
                services.run(run_id=run.pk)
            time.sleep(0.05)
        connection.close()

    thread = threading.Thread(target=loop)
    thread.start()
    yield
    stop.set()
    thread.join()


def levels(seconds: float = 60) -> dict[str, Level]:
    return {finding.name: finding.level for finding in canary_is_graded(seconds)}


def test_right_and_wrong_programs_get_their_verdicts_and_leave_nothing(work: None, lab: Any):
    assert levels() == {"solution": Level.OK, "starter": Level.OK}
    assert not PublicRun.objects.exists()
    assert not Message.objects.exists()


def test_a_wrong_verdict_is_a_failure(work: None, make_lab: Callable[..., Any]):
    make_lab(files={"starter_py": DOUBLE})  # passes, where a starter must not
    assert levels()["starter"] is Level.FAILED


def test_without_worker_it_gives_up_and_leaves_nothing(lab: Any):
    assert levels(0.1) == {"solution": Level.FAILED, "starter": Level.FAILED}
    assert not PublicRun.objects.exists()
    assert not Message.objects.exists()


@pytest.mark.django_db
def test_without_lab_there_is_nothing_to_run():
    (finding,) = canary_is_graded(1)
    assert "manage.py load_course" in finding.sentence


@pytest.mark.django_db
def test_submissions_whose_speed_is_held_for_long_are_told(make_submission: Callable[..., Any]):
    (finding,) = held_speed_is_measured()
    assert finding.level is Level.OK
    make_submission(state="done", speed_held=True, graded_at=timezone.now())
    (finding,) = held_speed_is_measured()
    assert finding.level is Level.OK and "counts: 1, since" in finding.sentence
    long_ago = timezone.now() - timedelta(hours=1)
    make_submission(state="done", speed_held=True, graded_at=long_ago)
    (finding,) = held_speed_is_measured()
    assert finding.level is Level.WARNING and "counts: 2, since" in finding.sentence
