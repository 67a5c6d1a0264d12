from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from courseware.health.log import KEPT, record_minute, scheduler_age
from courseware.health.models import HealthMinute
from courseware.health.tasks import record

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 12, 4, 12, 0, tzinfo=UTC)


def test_a_minute_is_kept_with_what_failed_and_old_ones_go():
    record_minute([], NOW - KEPT - timedelta(seconds=1))
    minute = record_minute(["scheduled", "worker"], NOW)
    assert minute.failing == ["worker"]  # the scheduler writes this itself
    assert HealthMinute.objects.get() == minute


def test_the_same_minute_twice_is_one():
    assert record_minute([], NOW) == record_minute(["broker"], NOW)


def test_the_schedulers_age_is_that_of_its_last_sign():
    for minutes in (9, 4):
        record_minute([], NOW - timedelta(minutes=minutes))
    assert scheduler_age(NOW) == timedelta(minutes=4)


def test_without_a_sign_it_counts_from_the_last_migration():
    age = scheduler_age(timezone.now())
    assert age is not None and age < timedelta(hours=12)


def test_the_job_records_what_fails():
    record()  # no queue in this test
    assert "broker" in HealthMinute.objects.get().failing
