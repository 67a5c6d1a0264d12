"""The scheduled job that records the site's health."""

from __future__ import annotations

import pytest
from django.conf import settings

from courseware.health import tasks
from courseware.health.models import HealthMinute

pytestmark = pytest.mark.django_db


def test_it_records_what_fails_now():
    """Here no Redis runs and no worker; the database answers."""
    tasks.record()
    failing = HealthMinute.objects.get().failing
    assert {"broker", "worker"} <= set(failing)
    assert not {"database", "scheduled"} & set(failing)


def test_it_is_scheduled_and_lapses_before_the_next():
    rows = [row for row in settings.CELERY_BEAT_SCHEDULE.values() if row["task"] == "health.record"]
    assert len(rows) == 1
    assert tasks.record.expires < float(rows[0]["schedule"])
