"""The time by which pages decide what is open, due or released.

It is now, unless somebody looks at the course as it will be at another time
(`courseware.student_view`). Whatever is stored gets the real time.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

from django.utils import timezone

_shown: ContextVar[datetime | None] = ContextVar("shown time", default=None)


def shown_time() -> datetime:
    """The time for which a page is made."""
    return _shown.get() or timezone.now()


@contextmanager
def shown_at(moment: datetime | None) -> Iterator[None]:
    """Pages inside are made for this moment; for ``None``, for now."""
    token = _shown.set(moment)
    try:
        yield
    finally:
        _shown.reset(token)
