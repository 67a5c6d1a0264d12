"""Dates of the past for what is recorded now."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from courseware.gradebook.models import Score, ScoreChange
from courseware.items.models import Item
from courseware.people.models import User


@contextmanager
def scores_recorded_at(item: Item, user: User, at: datetime) -> Iterator[None]:
    """What changes the person's score on the item meanwhile is recorded as of ``at``."""
    changes = ScoreChange.objects.filter(score__item=item, score__user=user)
    before = set(changes.values_list("pk", flat=True))
    yield
    if changes.exclude(pk__in=before).update(at=at):
        Score.objects.filter(item=item, user=user).update(updated_at=at)
