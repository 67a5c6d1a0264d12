"""Texts and moments in requests."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Field

from courseware.api.problems import ApiError

STORABLE = r"^[^\x00]*$"
"""PostgreSQL stores no NUL."""

Reason = Annotated[str, Field(max_length=300, pattern=STORABLE)]
"""Why something was changed; may be empty."""


def zoned(moment: datetime) -> datetime:
    """A moment as sent. Raises: ApiError: it has no time zone, or is beyond all calendars."""
    if timezone.is_naive(moment):
        raise ApiError(409, _("Include the time zone in dates, as in 2026-12-04T18:00:00Z."))
    try:
        return moment.astimezone(UTC)
    except OverflowError as error:
        raise ApiError(409, _("This date cannot be stored.")) from error
