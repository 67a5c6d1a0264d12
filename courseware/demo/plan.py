"""Who does what and when in a demo class. Pure: the same seed and day give the same class."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import datetime, timedelta

FIRST_DUE = timedelta(days=-20)
BETWEEN_CHAPTERS = timedelta(days=7)
OPEN_FOR = timedelta(days=9)
CLOSES_AFTER = timedelta(days=10)
MOST_TRIES = 4


@dataclass(frozen=True)
class Dates:
    """When the items of a chapter open, are due and close."""

    opens_at: datetime
    due_at: datetime
    closes_at: datetime | None


@dataclass(frozen=True)
class Student:
    """How a student works: all in [0, 1], but for the chapters after which they stopped."""

    ability: float
    diligence: float
    haste: float
    chapters: int | None = None


def dates_of(chapter: int, now: datetime) -> Dates:
    """A chapter a week; three are due before ``now``, and the first has closed as well."""
    due = now.replace(hour=18, minute=0, second=0, microsecond=0)
    due += FIRST_DUE + chapter * BETWEEN_CHAPTERS
    return Dates(due - OPEN_FOR, due, due + CLOSES_AFTER if chapter == 0 else None)


def students(count: int, seed: int) -> list[Student]:
    """Most work well; of each ten one falls behind after two chapters, and one never begins."""
    made = []
    for number in range(count):
        rng = random.Random(f"{seed}/student/{number}")
        stops = {3: 2, 8: 0}.get(number % 10)
        made.append(
            Student(
                ability=0.35 + 0.6 * rng.betavariate(3, 2),
                diligence=0.6 + 0.4 * rng.random(),
                haste=rng.random(),
                chapters=stops,
            )
        )
    return made


def tries_of(
    student: Student, chapter: int, dates: Dates, now: datetime, seed: str
) -> tuple[tuple[datetime, ...], bool]:
    """The moments at which a student hands in an item, and whether the last was finished.

    None where they do not work on it. Most are on time, and none is in the future.
    """
    rng = random.Random(seed)
    share = student.diligence
    if dates.due_at > now:
        share *= max(0.0, (now - dates.opens_at) / OPEN_FOR) ** 2
    if rng.random() > share or (student.chapters is not None and chapter >= student.chapters):
        return (), True
    end = min(dates.due_at, now - timedelta(minutes=30))
    last = end - timedelta(hours=rng.expovariate(1 / (6 + 40 * student.haste)))
    if dates.due_at < now and rng.random() < 0.1:
        last = dates.due_at + timedelta(hours=rng.uniform(1, 40))
    last = min(max(last, dates.opens_at + timedelta(hours=2)), now - timedelta(minutes=30))
    count = 1
    while count < MOST_TRIES and rng.random() > student.ability:
        count += 1
    pauses = [timedelta(minutes=rng.uniform(20, 300)) for _ in range(count - 1)]
    room = last - dates.opens_at - timedelta(hours=1)
    scale = min(1.0, room / sum(pauses, timedelta(1e-9)))
    tries = [last]
    for pause in pauses:
        tries.insert(0, tries[0] - pause * scale)
    finished = dates.due_at < now or rng.random() < 0.75
    return tuple(tries), finished
