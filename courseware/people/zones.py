"""Time zones that a person can choose."""

from __future__ import annotations

import zoneinfo
from functools import cache

AREAS = (
    "Africa",
    "America",
    "Antarctica",
    "Asia",
    "Atlantic",
    "Australia",
    "Europe",
    "Indian",
    "Pacific",
)


@cache
def zone_names() -> tuple[str, ...]:
    """`Europe/Berlin` and the like, in alphabetical order, and UTC first."""
    named = (name for name in zoneinfo.available_timezones() if name.split("/")[0] in AREAS)
    return ("UTC", *sorted(name for name in named if "/" in name))


def zone_of(name: str) -> zoneinfo.ZoneInfo | None:
    """The zone of that name; ``None`` for no name and for one that this host does not know."""
    return zoneinfo.ZoneInfo(name) if name in zone_names() else None
