"""Caches that work, lose data or cannot be reached."""

from __future__ import annotations

from typing import Any

import pytest

from courseware.doctor.checks.cache import caches_work
from courseware.doctor.findings import Level

BACKENDS = "django.core.cache.backends"


@pytest.mark.parametrize(
    ("backend", "place", "level"),
    [
        ("locmem.LocMemCache", "", Level.OK),
        ("dummy.DummyCache", "", Level.FAILED),
        ("redis.RedisCache", "unix:///nowhere/redis.sock", Level.FAILED),
    ],
)
def test_a_cache_is_tried(settings: Any, backend: str, place: str, level: Level):
    settings.CACHES = {"default": {"BACKEND": f"{BACKENDS}.{backend}", "LOCATION": place}}
    assert [finding.level for finding in caches_work()] == [level]
