"""Exponential backoff for work that is retried. Pure."""

from __future__ import annotations

from datetime import timedelta

_FIRST, _FACTOR, _LONGEST = timedelta(seconds=10), 4, timedelta(hours=1)


def wait_after(failures: int) -> timedelta:
    """No wait after the first failure, because its cause has usually passed.

    Then 10 s, 40 s, and so on up to an hour.
    """
    if failures < 2:
        return timedelta(0)
    # Larger powers are longer than any limit, and at last than any timedelta.
    return min(_FIRST * _FACTOR ** min(failures - 2, 10), _LONGEST)
