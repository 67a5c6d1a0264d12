"""Why something cannot be done, as sentences for the person."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone


class Refused(Exception):
    """Something cannot be done now; carries a sentence for the person. Nothing was changed."""

    status = 409


class Unacceptable(Refused):
    """A response that is no answer to its question."""

    status = 422


class TooLate(Refused):
    """An answer that came after the end; its text was kept with the attempt."""


def clock_time(at: datetime) -> str:
    return f"{timezone.localtime(at):%H:%M on %a %-d %b %Y}"
