"""What the outbox listens to as soon as the site has started."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from celery import signals
from django.apps import apps

from courseware import celery
from courseware.outbox import publisher
from courseware.outbox.models import Message

pytestmark = pytest.mark.django_db


def test_the_start_of_a_task_is_recorded_once_however_often_the_app_is_made_ready(monkeypatch):
    # A worker closes old connections at a start; the test's own must stay open.
    monkeypatch.setattr(celery, "close_old_connections", lambda: None)
    apps.get_app_config("outbox").ready()
    message = Message.objects.create(task="tests.nothing")
    responses = signals.task_prerun.send(
        sender=None, task=SimpleNamespace(request={"outbox": message.pk})
    )
    message.refresh_from_db()
    assert message.started_at is not None
    assert [function for function, _ in responses].count(publisher._record_start) == 1
