"""The task that gives extensions."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from courseware.deadlines.models import Extension
from courseware.outages import services, tasks
from courseware.outages.models import OutageDecision
from courseware.outbox.models import Message
from tests.factories import make_item

pytestmark = pytest.mark.django_db


@pytest.fixture
def decision(course, ada, ben):
    now = timezone.now()
    make_item(course, due_at=now)
    times = {"start": now - timedelta(minutes=25), "end": now - timedelta(minutes=5)}
    return services.credit(course=course, by=ada, reason="Down.", **times)


def waiting() -> int:
    return Message.objects.filter(task=services.CREDIT, done_at=None).count()


def test_it_gives_the_extensions_and_ends_its_message(decision, ben):
    assert waiting() == 1
    tasks.credit(decision.pk)
    assert Extension.objects.get().user == ben
    assert waiting() == 0


def test_a_failure_keeps_the_message_for_later(decision, monkeypatch, caplog):
    def fail(**options):
        raise OSError("no disk")

    monkeypatch.setattr(tasks, "continue_credit", fail)
    tasks.credit(decision.pk)
    assert waiting() == 1 and not Extension.objects.exists()
    assert "is tried again later" in caplog.text
    decision.refresh_from_db()
    assert decision.state == OutageDecision.State.CREDITING


def test_a_decision_that_is_gone_ends_its_message(decision):
    pk = decision.pk
    decision.delete()
    tasks.credit(pk)
    assert waiting() == 0
