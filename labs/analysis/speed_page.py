"""What the page of a lab's speed shows: ratios, bands, and what other thresholds would change."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from grader.lab import Thresholds
from labs.analysis import speeds
from labs.analysis.facts import Facts
from labs.models import LabRevision

NAMES = ("full_at", "zero_at")
MOST = 1000.0  # times the reference


def speed_context(revision: LabRevision, facts: Facts, asked: Mapping[str, str]) -> dict[str, Any]:
    """``asked`` holds the thresholds that were typed, if any."""
    people = [[(each[0], each[1], each[2]) for each in measured] for measured in facts["speeds"]]
    ratios = speeds.fastest(people)
    current = _current(revision)
    context: dict[str, Any] = {
        "people": len(people),
        "current": current,
        "quartiles": speeds.quartiles(ratios),
        "faster": sum(ratio < 1 for ratio in ratios),
        "points": revision.weights.get("performance", 0),
        "typed": {name: asked.get(name, "") for name in NAMES},
        "asked": any(asked.get(name) for name in NAMES),
        "error": "",
    }
    if current is None:
        return context
    context["drawing"] = speeds.drawing(ratios, current)
    context["typed"] = {name: asked.get(name) or f"{getattr(current, name):g}" for name in NAMES}
    if context["asked"]:
        other, context["error"] = typed(context["typed"])
        if other is not None:
            context["other"] = other
            context["other_drawing"] = speeds.drawing(ratios, other)
            context["change"] = speeds.what_if(people, current, other)
            context["snippet"] = _snippet(other)
    return context


def typed(values: Mapping[str, str]) -> tuple[Thresholds | None, str]:
    """The thresholds, or what is wrong with them."""
    numbers = []
    for name in NAMES:
        try:
            numbers.append(float(values[name].replace(",", ".")))
        except ValueError:
            numbers.append(math.nan)
    full, zero = numbers
    if not speeds.is_usable(full, zero) or zero > MOST:
        return None, _(
            "Enter two multiples of the reference’s time: full points up to the first, no "
            "points from the second on. The second must be larger than the first and at most "
            "1000."
        )
    return Thresholds(full, zero), ""


def _current(revision: LabRevision) -> Thresholds | None:
    try:
        found = Thresholds(*(float(revision.thresholds[name]) for name in NAMES))
    except (KeyError, TypeError, ValueError):
        return None
    return found if speeds.is_usable(found.full_at, found.zero_at) else None


def _snippet(other: Thresholds) -> str:
    """For ``lab.yaml``."""
    return f"performance:\n  full_at: {other.full_at:g}\n  zero_at: {other.zero_at:g}\n"
