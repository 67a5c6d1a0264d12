"""Outages in a record of signs of life. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

MIN_GAP = timedelta(minutes=3)  # between signs that should come every minute
SILENT = "silent"  # the cause where there was no sign at all


@dataclass(frozen=True)
class Outage:
    """From the last sign that was well to the first that was well again.

    ``causes`` are the checks that failed, or `SILENT`; an outage that has not ended lasts to the
    end of what was looked at.
    """

    start: datetime
    end: datetime
    causes: tuple[str, ...]

    @property
    def lasted(self) -> timedelta:
        return self.end - self.start


def outages(signs: Iterable[tuple[datetime, list[str]]], until: datetime) -> list[Outage]:
    """Of signs of life (when, what failed), oldest first; the newest outage comes first."""
    found: list[Outage] = []
    well: datetime | None = None  # the last sign that was
    last: datetime | None = None
    causes: set[str] = set()
    for at, failing in signs:
        well = well or at
        if last is not None and at - last >= MIN_GAP:
            causes.add(SILENT)
        causes.update(failing)
        if not failing:
            if causes:
                found.append(Outage(well, at, tuple(sorted(causes))))
            well, causes = at, set()
        last = at
    if last is not None and until - last >= MIN_GAP:
        causes.add(SILENT)
    if well is not None and causes:
        found.append(Outage(well, until, tuple(sorted(causes))))
    return [each for each in reversed(found) if each.lasted >= MIN_GAP]
