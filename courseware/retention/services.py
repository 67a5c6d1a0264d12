"""Deletes what has had its life, a few rows at a time."""

from __future__ import annotations

import time
from datetime import datetime
from importlib import import_module

from django.utils import timezone
from django.utils.module_loading import autodiscover_modules

from courseware.deletion.cascade import ROWS_PER_TRANSACTION, delete_in_batches
from courseware.retention.policies import POLICIES, Policy


def policies() -> list[Policy]:
    """Of all apps, in alphabetical order of their names."""
    import_module("courseware.retention.site_tables")
    autodiscover_modules("retention")
    return [POLICIES[name] for name in sorted(POLICIES)]


def count_expired(now: datetime | None = None) -> dict[str, int]:
    """By the name of each policy, how many rows `prune` would delete."""
    now = now or timezone.now()
    return {policy.name: policy.rows(now).count() for policy in policies()}


def prune(*, seconds: float | None = None, now: datetime | None = None) -> dict[str, int]:
    """Deletes expired rows with what depends on them; returns how many by policy.

    After so many seconds nothing more is begun, but each policy gets one batch.
    """
    now = now or timezone.now()
    until = time.monotonic() + seconds if seconds is not None else None
    return {policy.name: _prune(policy, now, until) for policy in policies()}


def _prune(policy: Policy, now: datetime, until: float | None) -> int:
    rows, deleted = policy.rows(now), 0
    while ids := list(rows.values_list("pk", flat=True)[:ROWS_PER_TRANSACTION]):
        delete_in_batches(rows.model, ids)
        deleted += len(ids)
        if until is not None and time.monotonic() > until:
            break
    return deleted
