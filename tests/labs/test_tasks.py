"""The Celery task keeps the name that messages in databases carry."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from courseware.celery import app
from courseware.outbox.models import Message
from labs.models import PublicRun, State, Submission
from labs.tasks import delete_public_runs, grade_submission, run_public
from labs.trials import services as trials


def test_the_task_has_the_name_of_earlier_releases() -> None:
    assert grade_submission.name == "labs.grade_submission"
    assert grade_submission.name in app.tasks


def test_a_task_is_acknowledged_only_when_it_is_done() -> None:
    assert grade_submission.acks_late is True


def test_the_task_passes_the_id_to_the_service(submit: Callable[..., Any]) -> None:
    submission = submit()
    Submission.objects.update(state=State.DONE)

    grade_submission(submission.pk)  # which has its verdict, so that only its message is closed

    assert Message.objects.get().done_at is not None


def test_what_visitors_try_is_run_and_then_deleted_by_tasks(lab: Any) -> None:
    run = trials.start(item=lab, code="x = 1\n")
    PublicRun.objects.update(finished_at=run.created_at)
    run_public(run.pk)  # which was run, so that only its message is closed
    assert Message.objects.get().done_at is not None

    PublicRun.objects.update(created_at=run.created_at - 2 * trials.KEPT)
    assert delete_public_runs() == 1
    assert not PublicRun.objects.exists()
