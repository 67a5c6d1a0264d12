"""What a whole class has done in labs, for the staff's pages; each in one query."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Count, Max, Min, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from courseware.items.class_hooks import Stuck, WaitingWork
from courseware.items.models import Course, Item
from courseware.people.models import User
from labs.analysis.progress import STUCK_AFTER
from labs.models import Purpose, State, Submission


def waiting(course: Course, students: QuerySet[User]) -> list[WaitingWork]:
    """Submissions that the grader gave up, which have to be graded again."""
    failed = Submission.objects.filter(
        item__course=course, state=State.FAILED, user__in=students
    ).aggregate(count=Count("pk"), oldest=Min("created_at"))
    url = reverse("gradebook-review", args=[course.slug])
    title = _("Submissions that could not be graded")
    return [WaitingWork(title, failed["count"], url, failed["oldest"])]


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
