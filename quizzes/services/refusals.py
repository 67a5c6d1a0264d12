"""Why something cannot be done, as sentences for the person."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone


class AttemptRefused(Exception):
    """Something cannot be done now; carries a sentence for the person. Nothing was changed."""

    status = 409


class ResponseRefused(AttemptRefused):
    """A response that is no answer to its question."""

    status = 422


class LateResponseRefused(AttemptRefused):
    """An answer that came after the end; its text was kept with the attempt."""


def format_time(at: datetime) -> str:
    return f"{timezone.localtime(at):%H:%M on %a %-d %b %Y}"
