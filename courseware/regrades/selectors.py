"""Look-ups of regrades: what they found, as figures, a histogram, parts and a list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Max, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from courseware.items.models import Course, Item
from courseware.items.regrading import ROUNDING
from courseware.people.selectors import named
from courseware.regrades import histogram
from courseware.regrades.models import Regrade, RegradedWork

SHOWN = 100  # rows on a page
LISTED = 50  # regrades of a course
_BEFORE, _AFTER = F("before"), F("after")
_UNGRADED = Q(before__isnull=True)
GAINING = Q(after__gt=_BEFORE + ROUNDING) | (_UNGRADED & Q(after__gt=ROUNDING))
LOSING = Q(after__lt=_BEFORE - ROUNDING)
FAILED = ~Q(error="")

FILTERS: Mapping[str, tuple[Any, Q]] = {
    "": (_("All"), Q()),
    "gain": (_("Gain"), GAINING),
    "lose": (_("Lose"), LOSING),
    "same": (_("Unchanged"), ~GAINING & ~LOSING & ~FAILED),
    "failed": (_("Could not be graded"), FAILED),
    "override": (_("Overridden"), Q(by_hand=True) & (GAINING | LOSING)),
    "changed": (_("Changed since"), Q(state=RegradedWork.State.KEPT)),
}
"""By name, the rows of a list and words for them."""
_NOT_WRITTEN = Q(state=RegradedWork.State.FOUND)
_TO_WRITE = _NOT_WRITTEN & Q(changes=True, error="")


def filters_of(regrade: Regrade) -> Mapping[str, tuple[Any, Q]]:
    """`FILTERS`, and those that would have lost where only gains were applied."""
    if not regrade.is_partly_applied:
        return FILTERS
    return {
        **FILTERS,
        "lose": (_("Lose"), LOSING & ~_NOT_WRITTEN),
        "kept": (_("Kept"), LOSING & _TO_WRITE),
    }


def figures(regrade: Regrade) -> dict[str, int]:
    """How many works each filter has, and how many have something to write. One query.

    Of the latter, ``to_gain`` and ``to_lose`` are those whose points change.
    """
    named = {name or "all": condition for name, (_words, condition) in filters_of(regrade).items()}
    named |= {
        "to_write": _TO_WRITE,
        "to_gain": _TO_WRITE & GAINING,
        "to_lose": _TO_WRITE & LOSING,
        "written": Q(state=RegradedWork.State.WRITTEN),
        "restored": Q(state=RegradedWork.State.RESTORED),
    }
    counts = {name: Count("pk", filter=condition) for name, condition in named.items() if condition}
    found: dict[str, int] = regrade.works.aggregate(all=Count("pk"), **counts)
    found["to_change"] = found["to_gain"] + found["to_lose"]
    found["to_note"] = found["to_write"] - found["to_change"]
    return found


def rows(regrade: Regrade, name: str, part: str = "", search: str = "") -> QuerySet[RegradedWork]:
    """Those of a filter, of a part and of people with a name, those that change most first."""
    filters = filters_of(regrade)
    found = regrade.works.filter(filters.get(name, filters[""])[1]).select_related("user")
    if part:
        found = found.filter(pk__in=_with_part(regrade, part))
    for word in search.split():
        found = found.filter(named(word, "user__"))
    # Queries that list need none of the large columns.
    return found.defer("payload", "saved").order_by("user__last_name", "user__username", "pk")


def _with_part(regrade: Regrade, part: str) -> list[int]:
    """JSON in a list cannot be searched alike on all databases."""
    changing = _happening(regrade).filter(changes=True).values_list("pk", "parts")
    return [pk for pk, parts in changing if any(name == part for name, *_ in parts)]


def _happening(regrade: Regrade) -> QuerySet[RegradedWork]:
    """Its works, without those that were kept as they were."""
    works = regrade.works.all()
    return works.exclude(_NOT_WRITTEN) if regrade.is_partly_applied else works


@dataclass(frozen=True)
class PartSummary:
    """A question or case: how many works gain and lose there, and how much in all, in points."""

    part: str
    gaining: int
    losing: int
    points: float


@dataclass(frozen=True)
class Spread:
    """What changes in all works, or has changed: a histogram in points, and the parts."""

    bars: list[histogram.Bar]
    parts: list[PartSummary]


def spread(regrade: Regrade) -> Spread:
    """One query over the works that change."""
    points = float(regrade.item.points)
    gains: list[float] = []
    parts: dict[str, list[float]] = {}
    changing = _happening(regrade).filter(GAINING | LOSING | Q(changes=True), error="")
    for before, after, changes in changing.values_list("before", "after", "parts"):
        gains.append(points * ((after or 0.0) - (before or 0.0)))
        for part, part_before, part_after in changes:
            gain = points * ((part_after or 0.0) - (part_before or 0.0))
            parts.setdefault(part, []).append(gain)
    return Spread(histogram.bars(gains), _summaries(parts))


def _summaries(parts: Mapping[str, list[float]]) -> list[PartSummary]:
    return sorted(
        (
            PartSummary(
                part,
                sum(gain > ROUNDING for gain in gains),
                sum(gain < -ROUNDING for gain in gains),
                sum(gains),
            )
            for part, gains in parts.items()
        ),
        key=lambda each: -(each.gaining + each.losing),
    )


def last_change(item: Item) -> str:
    """Differs whenever a regrade of the item was applied or undone, for what is kept of its works.

    Points may add up to the same as before. One query.
    """
    times = Regrade.objects.filter(item=item).aggregate(Max("applied_at"), Max("undone_at"))
    return " ".join(f"{at:%Y%m%dT%H%M%S.%f}" for at in times.values() if at is not None)


def regrades_of(course: Course) -> QuerySet[Regrade]:
    """Newest first, with items and people."""
    found = Regrade.objects.filter(item__course=course)
    return found.select_related("item__course", "by", "applied_by")
