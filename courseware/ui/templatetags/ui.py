"""What the components need besides `if`, `for` and `include`: words, meanings, drawings."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import template
from django.utils import timezone
from django.utils.html import format_html

from courseware.ui import formatting
from courseware.ui.grader_messages import sentence_of, text_of
from courseware.ui.highlighting import numbered
from courseware.ui.meanings import meaning_of, words_of
from courseware.ui.scaling_plot import plot as draw_plot
from courseware.ui.timing_strip import strip as draw_strip

register = template.Library()

register.filter("number", formatting.number)
register.filter("times", formatting.ratio)
register.filter("plural_count", formatting.plural_count)
register.filter("lateness", formatting.lateness)
register.filter("meaning", meaning_of)
register.filter("words", words_of)
register.filter("python_code", numbered)
register.filter("report_text", text_of)
register.filter("verdict_sentence", sentence_of)


@register.filter
def points(score: float | None, out_of: float) -> str:
    """``{{ score|points:10 }}``: `7.5 of 10`."""
    return formatting.points(score, out_of)


@register.filter
def percent(fraction: float | None) -> str:
    """``{{ 0.873|percent }}``: `87.3%`."""
    return "–" if fraction is None else formatting.percent(fraction)


@register.filter
def whole_percent(fraction: float | None) -> str:
    """``{{ 0.873|whole_percent }}``: `87%`, where tenths would pretend too much."""
    return "–" if fraction is None else formatting.percent(round(fraction, 2))


@register.filter
def hundredths(percentage: float | None) -> str:
    """``{{ 87.3|hundredths }}``: `87%`, of what is a percentage already."""
    return whole_percent(None if percentage is None else percentage / 100)


@register.filter
def decimals(value: float | None, places: int) -> str:
    """``{{ 0.5|decimals:2 }}``: `0.50`; a dash for nothing."""
    return "–" if value is None else formatting.decimals(value, places)


@register.filter
def of_points(fraction: float | None, out_of: float) -> str:
    """``{{ score.effective|of_points:item.points }}``: `7.5 of 10` from a fraction."""
    return formatting.points(None if fraction is None else fraction * float(out_of), float(out_of))


@register.filter
def is_past(at: datetime | None) -> bool:
    """``{% if window.closes_at|is_past %}``"""
    return at is not None and at <= timezone.now()


@register.simple_tag
def moment(at: datetime | None, relative: bool = False) -> str:
    """``{% moment at %}``: a date with its weekday, put into the reader's zone by the browser."""
    if at is None:
        return ""
    now, local = timezone.localtime(), timezone.localtime(at)
    time = format_html(
        '<time datetime="{}" data-local>{}<span class="time-zone"> {}</span></time>',
        local.isoformat(timespec="seconds"),
        formatting.day(local, now),
        local.tzname(),
    )
    if not relative:
        return time
    return format_html(
        '{} <span class="distance">({})</span>', time, formatting.distance(local, now)
    )


@register.inclusion_tag("ui/components/timing_strip.html")
def timing_strip(
    performance: Any, out_of: float = 10, thresholds: Sequence[tuple[float, float]] = ()
) -> dict[str, Any]:
    """The strip for a report's ``performance``: ratio, low, high, score (0 to 1)."""
    if not performance:
        return {"performance": None}
    return {
        "performance": performance,
        "points": formatting.points(performance["score"] * float(out_of), float(out_of)),
        "strip": draw_strip(
            performance["ratio"], performance["low"], performance["high"], thresholds
        ),
    }


@register.inclusion_tag("ui/components/scaling_plot.html")
def scaling_plot(scaling: Any) -> dict[str, Any]:
    """The plot of a report's ``scaling``: points, reference and submission, sentence."""
    if not scaling:
        return {"plot": None}
    slopes = {side: scaling[side]["exponent"] for side in ("reference", "submission")}
    return {"scaling": scaling, "plot": draw_plot(scaling["points"], slopes)}


@register.simple_tag
def attempted(done: int, total: int) -> list[bool]:
    """One mark a step for the progress ticks: true for those done."""
    return [step < done for step in range(total)]
