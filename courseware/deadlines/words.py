"""What extensions give, in words that students and staff read alike."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from courseware.deadlines.grants import Grant
from courseware.deadlines.models import Extension
from courseware.ui.formatting import number

_DAY = timedelta(days=1)


def date_words(at: datetime) -> str:
    """`Fri 4 Dec 2026, 18:00 UTC`"""
    return date_format(localtime(at), pgettext("date format", "D j M Y, H:i T"))


def duration_words(duration: timedelta) -> str:
    """`3 days`, `1.5 hours` or `20 minutes`, whichever is the largest unit that it fills."""
    if duration >= _DAY:
        days = duration / _DAY
        return ngettext("%(n)s day", "%(n)s days", _plural(days)) % {"n": number(days, 2)}
    if duration >= timedelta(hours=1):
        hours = duration / timedelta(hours=1)
        return ngettext("%(n)s hour", "%(n)s hours", _plural(hours)) % {"n": number(hours, 2)}
    minutes = duration / timedelta(minutes=1)
    return ngettext("%(n)s minute", "%(n)s minutes", _plural(minutes)) % {"n": number(minutes, 1)}


def grant_words(grant: Grant) -> str:
    """`due Sat 5 Dec 2026, 18:00 UTC; 1.5 times the time limit`; empty when nothing is granted."""
    parts = []
    if grant.due_at is not None:
        parts.append(_("due %(date)s") % {"date": date_words(grant.due_at)})
    if grant.closes_at is not None:
        parts.append(_("closes %(date)s") % {"date": date_words(grant.closes_at)})
    if grant.shift:
        parts.append(_("dates %(time)s later") % {"time": duration_words(grant.shift)})
    if grant.time_factor != 1:
        factor = number(grant.time_factor, 2)
        parts.append(_("%(factor)s times the time limit") % {"factor": factor})
    if grant.extra:
        parts.append(_("%(time)s more") % {"time": duration_words(grant.extra)})
    if grant.attempts:
        text = ngettext("%(n)d more attempt", "%(n)d more attempts", grant.attempts)
        parts.append(text % {"n": grant.attempts})
    return "; ".join(parts)


def extension_words(extension: Extension) -> str:
    """`extension: dates 3 days later, because: Illness`"""
    granted = grant_words(extension.grant)
    if not extension.reason:
        return _("extension: %(granted)s") % {"granted": granted}
    values = {"granted": granted, "reason": extension.reason}
    return _("extension: %(granted)s, because: %(reason)s") % values


def _plural(number: float) -> int:
    """One is one; anything else, fractions too, takes the plural."""
    return 1 if number == 1 else 2
