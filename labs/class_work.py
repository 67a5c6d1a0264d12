"""What a whole class has done in labs, for the staff's pages; each in one query."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Count, Max, QuerySet

from courseware.items.class_hooks import Stuck
from courseware.items.models import Item
from courseware.people.models import User
from labs.analysis.progress import STUCK_AFTER
from labs.models import Purpose, Submission


def begun(items: Sequence[Item], students: QuerySet[User]) -> dict[int, int]:
    """By item id, how many students have run anything."""
    rows = Submission.objects.filter(item__in=items, user__in=students).order_by()
    return dict(rows.values_list("item_id").annotate(Count("user_id", distinct=True)))


def begun_by(items: Sequence[Item], students: QuerySet[User]) -> dict[int, int]:
    """By user id, on how many of the labs the student has run anything."""
    rows = Submission.objects.filter(item__in=items, user__in=students).order_by()
    return dict(rows.values_list("user_id").annotate(Count("item_id", distinct=True)))


def stuck(items: Sequence[Item], students: QuerySet[User]) -> list[Stuck]:
    """Who has submitted a lab at least so often without passing all cases once."""
    rows = (
        Submission.objects.filter(item__in=items, user__in=students, purpose=Purpose.GRADED)
        .order_by()
        .values_list("user_id", "item_id")
        .annotate(tries=Count("correctness"), best=Max("correctness"))
        .filter(tries__gte=STUCK_AFTER, best__lt=1)
    )
    return [Stuck(user, item, tries) for user, item, tries, _best in rows]
