"""How totals and differences are written."""

from __future__ import annotations

from django import template

from courseware.gradebook.rules import Rules
from courseware.ui import formatting

register = template.Library()


@register.filter
def percent_points(percent: float | None, rules: Rules) -> str:
    """``{{ total.percent|percent_points:total.rules }}``: with the decimals of the rules."""
    if percent is None:
        return "–"
    return formatting.percent(percent / 100, rules.places)


@register.filter
def signed_points(gain: float | None, out_of: float) -> str:
    """A difference of fractions in points: `+1.5`."""
    return "–" if gain is None else _signed(gain * float(out_of), 2)


@register.filter
def signed_percent(gain: float | None) -> str:
    """A difference in per cent: `−2.5`."""
    return "–" if gain is None else _signed(gain, 2)


def _signed(value: float, places: int) -> str:
    shown = formatting.number(value, places)
    return f"+{shown}" if value > 0 and shown != "0" else shown
