"""The record of the site's health, as rows."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from courseware.health.models import HealthMinute

pytestmark = pytest.mark.django_db
THEN = datetime(2026, 11, 30, 12, 5, tzinfo=UTC)


def test_a_moment_is_recorded_once():
    HealthMinute.objects.create(at=THEN)
    with pytest.raises(IntegrityError), transaction.atomic():
        HealthMinute.objects.create(at=THEN, failing=["broker"])
    assert HealthMinute.objects.get().failing == []


def test_the_record_is_read_in_the_order_of_time():
    for minutes in (2, 0, 1):
        HealthMinute.objects.create(at=THEN + timedelta(minutes=minutes))
    read = list(HealthMinute.objects.values_list("at", flat=True))
    assert read == sorted(read)


def test_a_row_says_what_failed():
    assert str(HealthMinute(at=THEN)) == "2026-11-30 12:05 ok"
    failing = HealthMinute(at=THEN, failing=["broker", "worker"])
    assert str(failing) == "2026-11-30 12:05 broker, worker"
