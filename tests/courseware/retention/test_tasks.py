"""The scheduled job."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from courseware.outbox.models import Message
from courseware.retention.tasks import prune


@pytest.mark.django_db
def test_the_job_is_scheduled_and_prunes(settings: Any):
    assert "retention.prune" in {e["task"] for e in settings.CELERY_BEAT_SCHEDULE.values()}
    Message.objects.create(task="old", done_at=timezone.now() - timedelta(days=100))
    assert prune()["sent tasks"] == 1
    assert not Message.objects.exists()
