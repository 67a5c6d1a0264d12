"""What a whole class has done in quizzes, for the staff's pages; each in a query or two."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Count, Min, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from courseware.items.class_hooks import WaitingWork
from courseware.items.models import Course, Item
from courseware.people.models import User
from quizzes.models import Attempt


def waiting(course: Course, students: QuerySet[User]) -> list[WaitingWork]:
    """Submitted attempts with answers that somebody has to grade, by quiz.

    Two queries: without statistics, PostgreSQL may look for an attempt of each student at each
    item that it joins.
    """
    titles = dict(course.items.filter(kind="quiz").values_list("pk", "title"))
    rows = (
        Attempt.objects.filter(
            item__in=list(titles), submitted_at__isnull=False, waiting__gt=0, user__in=students
        )
        .order_by()
        .values_list("item")
        .annotate(Count("pk"), Min("submitted_at"))
    )
    return [
        WaitingWork(
            _("Attempts to grade: %(quiz)s") % {"quiz": titles[item]},
            count,
            reverse("grading", args=[course.slug]),
            oldest,
        )
        for item, count, oldest in rows
    ]


def begun(items: Sequence[Item], students: QuerySet[User]) -> dict[int, int]:
    """By item id, how many students have an attempt."""
    rows = Attempt.objects.filter(item__in=items, user__in=students).order_by()
    return dict(rows.values_list("item_id").annotate(Count("user_id", distinct=True)))


def begun_by(items: Sequence[Item], students: QuerySet[User]) -> dict[int, int]:
    """By user id, of how many of the quizzes the student has an attempt."""
    rows = Attempt.objects.filter(item__in=items, user__in=students).order_by()
    return dict(rows.values_list("user_id").annotate(Count("item_id", distinct=True)))
