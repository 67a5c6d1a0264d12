"""How far people have come with an item, as item kinds answer it for many people together."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum
from typing import Any, TypeVar

from django.db.models import Model, QuerySet

Row = TypeVar("Row", bound=Model)
MOST_IDS = 500  # a longer list of ids costs the database more than reading everybody's rows


class Progress(StrEnum):
    """Of one person and item; people who have not started have none.

    What waits for somebody comes first: an essay that nobody has graded yet counts more than an
    attempt that is still open.
    """

    NEEDS_GRADING = "needs grading"
    """Handed in, and a person has to grade it."""
    FAILED = "failed"
    """The newest submission could not be graded."""
    WAITING = "waiting"
    """Handed in, and a worker has to grade it."""
    STARTED = "started"
    """Begun, and nothing was handed in."""
    HANDED_IN = "handed in"
    """Nothing waits: it is graded, or counts for nothing."""


ProgressMap = dict[tuple[int, int], Progress]
"""By id of the item and id of the person."""


def of_people(query: QuerySet[Row], people: Collection[int], field: str = "user") -> QuerySet[Any]:
    """The rows of the people, by id; of very many people it may give other people's rows too."""
    return query.filter(**{f"{field}__in": people}) if len(people) <= MOST_IDS else query
