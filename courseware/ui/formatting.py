"""How numbers, ratios and dates are written on every page, in the active language."""

from __future__ import annotations

import math
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

from django.utils.formats import date_format, get_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy, pgettext

_DAY = timedelta(days=1)
_HOUR = timedelta(hours=1)
_MINUTE = timedelta(minutes=1)
_SECOND = timedelta(seconds=1)
_AHEAD = {
    _DAY: ngettext_lazy("in %(count)d day", "in %(count)d days", "count"),
    _HOUR: ngettext_lazy("in %(count)d hour", "in %(count)d hours", "count"),
    _MINUTE: ngettext_lazy("in %(count)d minute", "in %(count)d minutes", "count"),
}
_AGO = {
    _DAY: ngettext_lazy("%(count)d day ago", "%(count)d days ago", "count"),
    _HOUR: ngettext_lazy("%(count)d hour ago", "%(count)d hours ago", "count"),
    _MINUTE: ngettext_lazy("%(count)d minute ago", "%(count)d minutes ago", "count"),
}
_LATE = {
    _DAY: ngettext_lazy("late by %(count)d day", "late by %(count)d days", "count"),
    _HOUR: ngettext_lazy("late by %(count)d hour", "late by %(count)d hours", "count"),
    _MINUTE: ngettext_lazy("late by %(count)d minute", "late by %(count)d minutes", "count"),
}


def rounded(value: float, places: int) -> str:
    """The one rule of rounding on every page: a half goes up, away from zero, as people expect.

    What floats add in their last digits is left out first, so that 0.145 is a half at two places.
    """
    exact = Decimal(f"{value:.15g}") if math.isfinite(value) else Decimal(0)
    return f"{exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):f}"


def number(value: float, places: int = 1) -> str:
    """`7.5`, `8`, `0.3`: at most ``places`` decimals, without trailing zeros."""
    text = rounded(value, places)
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else _localized(text.replace("-", "−"))


def decimals(value: float, places: int) -> str:
    """`0.50` with two places: as many decimals as are asked for, also zeros."""
    return _localized(rounded(value, places).replace("-", "−"))


def significant(value: float, digits: int = 3) -> str:
    """`1.32`, `0.25`, `13.1`, `1200`: three significant digits, never an exponent."""
    if value == 0:
        return "0"
    places = digits - 1 - math.floor(math.log10(abs(value)))
    text = rounded(value, max(places, 0))
    if places > 0 and Decimal(text).adjusted() > digits - 1 - places:
        text = rounded(value, places - 1)  # 9.996 has become 10.0
    return _localized(text)


def ratio(value: float) -> str:
    """`1.32×`"""
    return f"{significant(value)}×"


def percent(fraction: float, places: int | None = None) -> str:
    """`87%` for 0.87; with ``places``, as many decimals as are asked for."""
    value = 100 * fraction
    return _("%(number)s%%") % {
        "number": number(value) if places is None else decimals(value, places)
    }


def points(score: float | None, out_of: float) -> str:
    """`7.5 of 10`, or `– of 10` before there is a score."""
    places = point_places(out_of)
    earned = "–" if score is None else number(score, places)
    return _("%(earned)s of %(possible)s") % {
        "earned": earned,
        "possible": number(out_of, places),
    }


def point_places(out_of: float) -> int:
    """How many decimals points have: one, or two of what is worth less than a point."""
    return 1 if out_of >= 1 or not out_of else 2


def plural_count(value: float) -> int:
    """A whole number with the plural form of ``value``; fractions take the form of several."""
    return int(value) if value == int(value) else 2


def day(moment: datetime, now: datetime | None = None) -> str:
    """`Fri 4 Dec, 18:00`, with the year when it is not this one."""
    if now is not None and moment.year != now.year:
        return date_format(moment, pgettext("date format", "D j M Y, H:i"))
    return date_format(moment, pgettext("date format", "D j M, H:i"))


def time_and_day(moment: datetime) -> str:
    """`18:00 on Fri 4 Dec 2026`, in the site's time zone."""
    return date_format(localtime(moment), pgettext("date format", "H:i \\o\\n D j M Y"))


def distance(moment: datetime, now: datetime) -> str:
    """`in 3 days`, `20 minutes ago`: two units are never needed."""
    gap = abs(moment - now)
    if gap < _MINUTE:
        return _("now")
    unit = _unit(gap)
    return (_AHEAD if moment > now else _AGO)[unit] % {"count": int(gap / unit)}


def lateness(late_by: timedelta) -> str:
    """`late by 2 hours`; nothing for work that was on time.

    Less than a second represents an unknown duration, which is not shown.
    """
    if not late_by:
        return ""
    if late_by < _SECOND:
        return _("late")
    if late_by < _MINUTE:
        return _("late by less than a minute")
    unit = _unit(late_by)
    return _LATE[unit] % {"count": late_by // unit}


def _unit(gap: timedelta) -> timedelta:
    return next(unit for unit in (_DAY, _HOUR, _MINUTE) if gap >= unit)


def _localized(text: str) -> str:
    return text.replace(".", get_format("DECIMAL_SEPARATOR"))
