"""What extensions give, alone and together. Pure; docs/decisions/extensions.md says why so."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from courseware.deadlines.window import Window, postponed

_NOTHING = timedelta()


@dataclass(frozen=True)
class Grant:
    """What one extension gives.

    Dates are at least ``due_at`` and ``closes_at``, and at least ``shift`` later than usual. A time
    limit becomes ``time_factor`` times itself plus ``extra``. ``attempts`` are added to those that
    a quiz allows.
    """

    due_at: datetime | None = None
    closes_at: datetime | None = None
    shift: timedelta = _NOTHING
    time_factor: float = 1.0
    extra: timedelta = _NOTHING
    attempts: int = 0

    def window(self, usual: Window) -> Window:
        """The dates under this grant alone."""
        shifted = replace(
            usual,
            due_at=usual.due_at and postponed(usual.due_at, self.shift),
            closes_at=usual.closes_at and postponed(usual.closes_at, self.shift),
        )
        return shifted.extended(self.due_at, self.closes_at)

    def limit(self, usual: timedelta | None) -> timedelta | None:
        """The time limit under this grant alone; ``None`` where there is none."""
        return None if usual is None else usual * self.time_factor + self.extra

    @property
    def moves_dates_only(self) -> bool:
        return (self.time_factor, self.extra, self.attempts) == (1.0, _NOTHING, 0)

    def as_data(self) -> dict[str, Any]:
        """As plain values, without what is not granted, for records."""
        values = {
            "due_at": self.due_at and self.due_at.isoformat(),
            "closes_at": self.closes_at and self.closes_at.isoformat(),
            "shift_minutes": self.shift.total_seconds() / 60,
            "time_factor": 0.0 if self.time_factor == 1 else self.time_factor,
            "extra_minutes": self.extra.total_seconds() / 60,
            "extra_attempts": self.attempts,
        }
        return {name: value for name, value in values.items() if value}

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> Grant:
        """The grant of such a record."""
        dates = {
            name: datetime.fromisoformat(data[name])
            for name in ("due_at", "closes_at")
            if data.get(name)
        }
        return cls(
            **dates,
            shift=timedelta(minutes=data.get("shift_minutes", 0)),
            time_factor=data.get("time_factor", 1.0),
            extra=timedelta(minutes=data.get("extra_minutes", 0)),
            attempts=data.get("extra_attempts", 0),
        )


NO_GRANT = Grant()


@dataclass(frozen=True)
class Allowance:
    """All grants of one person for one item: of each thing the best counts, nothing adds up."""

    grants: tuple[Grant, ...] = ()

    def window(self, usual: Window) -> Window:
        """The person's own dates."""
        windows = [grant.window(usual) for grant in self.grants]
        due = _latest(usual.due_at, [window.due_at for window in windows])
        closes = _latest(usual.closes_at, [window.closes_at for window in windows])
        return Window(usual.opens_at, due, closes).extended(None, due)

    def limit(self, usual: timedelta | None) -> timedelta | None:
        """The person's own time limit."""
        if usual is None:
            return None
        return max([usual, *(grant.limit(usual) or usual for grant in self.grants)])

    @property
    def attempts(self) -> int:
        """How many attempts more than usual."""
        return max((grant.attempts for grant in self.grants), default=0)


NOTHING_GRANTED = Allowance()


def _latest(usual: datetime | None, granted: list[datetime | None]) -> datetime | None:
    """No usual date means no limit, which no extension sets."""
    if usual is None:
        return None
    return max([usual, *(date for date in granted if date is not None)])
