"""The command says what it deletes, or would delete."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from courseware.outbox.models import Message


@pytest.mark.django_db
def test_first_look_then_delete(capsys: pytest.CaptureFixture[str]):
    Message.objects.create(task="old", done_at=timezone.now() - timedelta(days=100))
    call_command("prune", "--dry-run")
    assert "1 would be deleted: sent tasks (kept for 14 days)" in capsys.readouterr().out
    assert Message.objects.exists()
    call_command("prune")
    assert "1 deleted: sent tasks" in capsys.readouterr().out
    assert not Message.objects.exists()
