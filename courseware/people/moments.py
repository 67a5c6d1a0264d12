"""Which times people may type."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

FIRST_YEAR, LAST_YEAR = 1900, 9000


def is_plausible(moment: datetime) -> bool:
    """Far from the ends of the calendar, where another time zone has no such moment."""
    return FIRST_YEAR <= moment.year <= LAST_YEAR


def check_moment(moment: datetime) -> None:
    """A validator of form fields. Raises: ValidationError."""
    if not is_plausible(moment):
        raise ValidationError(
            _("Enter a year from %(first)d to %(last)d.") % {"first": FIRST_YEAR, "last": LAST_YEAR}
        )
