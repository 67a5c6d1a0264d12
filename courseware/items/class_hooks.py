"""What the staff's pages ask item kinds about a whole class. All of it is optional for a kind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from django.db.models import QuerySet

from courseware.items.models import Course, Item
from courseware.items.staff_pages import StaffPage
from courseware.people.models import User

People = Sequence[int] | QuerySet[User]
"""Ids, or a query of people."""


@dataclass(frozen=True)
class WaitingWork:
    """Work that waits for the staff: how much of one sort, since when, and where it is done."""

    title: str
    count: int
    url: str
    oldest: datetime | None = None


@dataclass(frozen=True)
class Stuck:
    """A student who has failed an item several times and never passed it."""

    user: int
    item: int
    tries: int


class ClassHooks(Protocol):
    """A part of `ItemKind`. ``students`` is a query of people; each method takes few queries,
    however many there are."""

    def waiting(self, course: Course, students: QuerySet[User]) -> list[WaitingWork]:
        """What waits to be graded or looked at by hand. Default: nothing."""
        return []

    def begun(self, items: Sequence[Item], students: QuerySet[User]) -> dict[int, int]:
        """By item id, how many of the students have begun it. Default: nobody."""
        return {}

    def begun_by(self, items: Sequence[Item], students: QuerySet[User]) -> dict[int, int]:
        """By user id, how many of these items the student has begun. Default: none."""
        return {}

    def stuck(self, items: Sequence[Item], students: QuerySet[User]) -> list[Stuck]:
        """Who has failed which of the items again and again. Default: nobody."""
        return []

    def analysis_url(self, item: Item) -> str:
        """The page with the statistics of an item; empty where there is none. Default: none."""
        return ""

    def staff_pages(self, item: Item) -> list[StaffPage]:
        """More pages of the kind about an item for the staff. No queries. Default: none."""
        return []
