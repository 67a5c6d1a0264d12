"""The caches of Django's settings."""

from __future__ import annotations

import secrets
from collections.abc import Iterator

from django.core.cache import caches

from courseware.doctor.findings import Finding, check, failed, ok

PROBE = "courseware-doctor"


@check("cache")
def caches_work() -> Iterator[Finding]:
    for name in caches.settings:
        cache, value = caches[name], secrets.token_hex(8)
        try:
            cache.set(PROBE, value, 10)
            found = cache.get(PROBE)
            cache.delete(PROBE)
        except Exception as error:  # each backend has errors of its own
            yield failed(name, f"The cache does not respond ({error}). Check CACHES.")
            continue
        if found == value:
            yield ok(name, "The cache stores and returns values.")
        else:
            yield failed(name, "The cache loses what is stored. Check CACHES.")
