"""Who hands in what, when and how well. Pure: the same seed gives the same class."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

FORTNIGHT = timedelta(days=14)
CLOSES_AFTER = timedelta(days=7)
LATE = 0.06
SKIPPED = 0.01
STOPS = 0.02  # of the students, who leave in the middle of the course
UNFINISHED = 0.01


@dataclass(frozen=True)
class Dates:
    """When the items of a chapter open, are due and close."""

    opens_at: datetime
    due_at: datetime
    closes_at: datetime


@dataclass(frozen=True)
class Student:
    """``ability`` in [0, 1]; one who ``stops`` does nothing from that chapter on."""

    ability: float
    stops: int | None


@dataclass(frozen=True)
class Try:
    """``fraction`` is missing where the last try was begun and not handed in."""

    at: datetime
    fraction: float | None
    late_by: timedelta


def dates_of(chapter: int, chapters: int, now: datetime) -> Dates:
    """Two weeks each; the last chapter is due tomorrow, the others were."""
    due = now.replace(hour=18, minute=0, second=0, microsecond=0) + timedelta(days=1)
    due -= (chapters - 1 - chapter) * FORTNIGHT
    return Dates(due - FORTNIGHT, due, due + CLOSES_AFTER)


def students(count: int, chapters: int, seed: int) -> list[Student]:
    rng = random.Random(f"{seed}/students")
    return [
        Student(
            ability=0.25 + 0.75 * rng.betavariate(4, 2),
            stops=rng.randrange(1, chapters) if chapters > 1 and rng.random() < STOPS else None,
        )
        for _ in range(count)
    ]


def tries_of(
    student: Student, chapter: int, dates: Dates, now: datetime, most: int, rng: random.Random
) -> Sequence[Try]:
    """Oldest first, each a little better than the one before; none in the future."""
    if rng.random() < SKIPPED or (student.stops is not None and chapter >= student.stops):
        return ()
    late = dates.due_at < now and rng.random() < LATE
    end = dates.due_at if dates.due_at < now else now - timedelta(minutes=5)
    at = end - timedelta(hours=min(rng.expovariate(1 / 40), 300))
    if late:
        at = dates.due_at + timedelta(hours=min(rng.expovariate(1 / 12), 160))
    count = 1
    while count < most and rng.random() > 0.3 + 0.6 * student.ability:
        count += 1
    fraction = min(1.0, max(0.0, rng.gauss(student.ability, 0.18)))
    moments = [at - timedelta(minutes=25 * back) for back in reversed(range(count))]
    found = []
    for moment in moments:
        late_by = max(moment - dates.due_at, timedelta())
        found.append(Try(moment, _stepped(fraction), late_by))
        fraction += (1 - fraction) * rng.uniform(0, 0.6)
    if rng.random() < UNFINISHED and not late:
        found[-1] = Try(found[-1].at, None, timedelta())
    return found


def _stepped(fraction: float) -> float:
    """In twentieths, as points of cases and questions are."""
    return round(20 * fraction) / 20
