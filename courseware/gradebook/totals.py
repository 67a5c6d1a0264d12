"""How scores add up. Pure, and the only place that adds: students and instructors see the same.

The total is the points earned over the points of all items that count; an item without a score
earns nothing. Beside it stands the share of what was graded so far, which says how well the
work done went.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Entry:
    """One item of one person: ``fraction`` in [0, 1] or ``None`` before there is a score."""

    out_of: float
    fraction: float | None

    @property
    def points(self) -> float | None:
        return None if self.fraction is None else self.fraction * self.out_of


@dataclass(frozen=True)
class Total:
    """``earned`` of ``out_of`` points; ``graded_out_of`` counts the items that have a score."""

    earned: float
    out_of: float
    graded_out_of: float

    @property
    def fraction(self) -> float | None:
        """Of everything in the course."""
        return self.earned / self.out_of if self.out_of else None

    @property
    def fraction_so_far(self) -> float | None:
        """Of what was graded."""
        return self.earned / self.graded_out_of if self.graded_out_of else None


def total(entries: Iterable[Entry]) -> Total:
    entries = list(entries)
    graded = [entry for entry in entries if entry.fraction is not None]
    return Total(
        earned=sum(entry.points or 0.0 for entry in graded),
        out_of=sum(entry.out_of for entry in entries),
        graded_out_of=sum(entry.out_of for entry in graded),
    )
