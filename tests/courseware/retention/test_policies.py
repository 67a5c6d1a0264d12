"""A policy finds the rows that were past their life."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from courseware.notices.models import Notice
from courseware.retention.policies import POLICIES, register
from tests.factories import make_notice


def test_the_life_is_a_setting(settings: Any, ben: Any, course: Any):
    now = timezone.now()
    old = make_notice(ben, course, created_at=now - timedelta(days=3))
    make_notice(ben, course, created_at=now - timedelta(days=1))

    def created(before: datetime) -> Any:
        return Notice.objects.filter(created_at__lt=before)

    register("a test's", "notices", created)
    policy = POLICIES.pop("a test's")
    settings.KEEP_DAYS = {"notices": 2}
    assert list(policy.rows(now)) == [old]
    settings.KEEP_DAYS = {"notices": 4}
    assert list(policy.rows(now)) == []
