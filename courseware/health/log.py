"""The record of the site's health: a row a minute, kept for some months."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import DatabaseError
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from courseware.health.models import HealthMinute

KEPT = timedelta(days=120)
NOT_OURS = ("scheduled",)
"""Checks that say nothing here: the scheduler writes this itself."""


def record_minute(failing: list[str], now: datetime | None = None) -> HealthMinute:
    """Stores a sign of life, and deletes what is too old to matter."""
    now = now or timezone.now()
    found = [name for name in failing if name not in NOT_OURS]
    minute, _ = HealthMinute.objects.get_or_create(at=now, defaults={"failing": found})
    HealthMinute.objects.filter(at__lt=now - KEPT).delete()
    return minute


def scheduler_age(now: datetime) -> timedelta | None:
    """How long ago the scheduler gave its last sign of life.

    Where it never has, since the database was last migrated, as happens before each start.
    ``None`` where the database cannot tell.
    """
    try:
        last = HealthMinute.objects.order_by("-at").values_list("at", flat=True).first()
        migrations = MigrationRecorder.Migration.objects.order_by("-applied")
        last = last or migrations.values_list("applied", flat=True).first()
    except DatabaseError:
        return None
    return now - last if last is not None else None
