"""The sweep as Celery runs it."""

from __future__ import annotations

import pytest
from django.conf import settings

from courseware.celery import app
from courseware.outbox.models import Dispatcher, Message
from courseware.outbox.tasks import sweep

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_sweep_sends_what_waits_and_notes_that_it_ran(announce, broker):
    Message.objects.create(task="tests.nothing")
    assert sweep() == broker() == 1
    assert Dispatcher.objects.get().swept_at is not None


def test_the_schedule_names_the_task_and_gives_it_the_scheduler_s_queue():
    assert sweep.name == "outbox.sweep"
    assert sweep.name in {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    assert app.conf.task_routes[sweep.name] == {"queue": settings.SCHEDULED_QUEUE}


def test_a_sweep_that_nobody_took_in_time_is_dropped():
    assert sweep.expires == 30
