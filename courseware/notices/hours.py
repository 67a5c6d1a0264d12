"""When a person's morning is. Pure."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta, tzinfo

MORNING = time(7)
PATIENCE = timedelta(hours=3)
"""How long after it a message may still come; what is missed by then waits for the next morning."""


def morning_before(now: datetime, zone: tzinfo) -> datetime | None:
    """The 7 o'clock in the zone that was less than `PATIENCE` ago; ``None`` at other times."""
    local = now.astimezone(zone)
    morning = datetime.combine(local.date(), MORNING, zone).astimezone(UTC)
    return morning if timedelta() <= now - morning < PATIENCE else None
