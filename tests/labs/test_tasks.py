"""The Celery task keeps the name that messages in databases carry."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from courseware.celery import app
from courseware.outbox.models import Message
from labs.models import State, Submission
from labs.tasks import grade_submission


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
