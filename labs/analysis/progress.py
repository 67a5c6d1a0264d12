"""How long students took until all cases passed, and who has not come there. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

MAX_PAUSE = timedelta(minutes=30)
"""A longer gap between two runs was a break, and is not counted."""
STUCK_AFTER = 5  # failing submissions, none of which passes


@dataclass(frozen=True)
class Handed:
    """One graded submission of a person, and whether all cases passed."""

    pk: int
    user: int
    at: datetime
    passed: bool


@dataclass(frozen=True)
class Progress:
    """Of one person: submissions until the first that passed, and the minutes of work before it.

    Both are ``None`` for who has not passed; ``submissions`` are all of them.
    """

    user: int
    submissions: int
    last: int
    tries: int | None = None
    minutes: float | None = None

    @property
    def is_stuck(self) -> bool:
        return self.tries is None and self.submissions >= STUCK_AFTER


def progress_of(handed: Iterable[Handed], runs: Mapping[int, Sequence[datetime]]) -> list[Progress]:
    """Of everybody who has handed in something.

    Args:
        handed: submissions, the earliest first.
        runs: by person, when they ran anything, visible cases included, the earliest first.
    """
    by_user: dict[int, list[Handed]] = {}
    for each in handed:
        by_user.setdefault(each.user, []).append(each)
    return [_progress(user, mine, runs.get(user, ())) for user, mine in by_user.items()]


def _progress(user: int, mine: Sequence[Handed], runs: Sequence[datetime]) -> Progress:
    first = next((place for place, each in enumerate(mine) if each.passed), None)
    if first is None:
        return Progress(user, len(mine), mine[-1].pk)
    until = mine[first].at
    moments = sorted({at for at in runs if at <= until} | {each.at for each in mine[: first + 1]})
    return Progress(user, len(mine), mine[-1].pk, first + 1, worked(moments))


def worked(moments: Sequence[datetime]) -> float:
    """Minutes between the first and the last moment, breaks left out."""
    gaps = (after - before for before, after in pairwise(moments))
    spent = sum((gap for gap in gaps if gap <= MAX_PAUSE), timedelta())
    return spent / timedelta(minutes=1)
