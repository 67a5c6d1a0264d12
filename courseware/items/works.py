"""What item kinds tell of the work of people."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta


@dataclass(frozen=True)
class Work:
    """One attempt or submission, for the pages that list a person's work."""

    title: str
    url: str
    at: datetime
    state: str
    fraction: float | None
    counts: bool = False  # this one decides the score
    late_by: timedelta = timedelta()
    cost: str = ""  # what lateness costs, as a sentence
    facts: tuple[str, ...] = field(default=())


@dataclass(frozen=True)
class FlaggedWork:
    """A piece of work that an instructor should look at, and why."""

    title: str
    person: str
    url: str
    at: datetime
    reason: str
