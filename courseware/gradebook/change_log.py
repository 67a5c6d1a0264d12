"""Changes that people made to single scores, for the log of the whole course."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from courseware.gradebook.models import SET_BY_HAND, ScoreChange
from courseware.items.models import Course
from courseware.people.models import User
from courseware.people.policy import Access
from courseware.people.selectors import named

MOST = 20_000  # of the newest in a course


def single_changes(access: Access, search: str = "") -> QuerySet[ScoreChange]:
    """Those of students whom the person may see, newest first, found by name, item or reason.

    Changes of many scores at once are batches, and are left out.
    """
    changes = set_by_hand(access.course, access.students())
    for word in search.split():
        changes = changes.filter(
            named(word, "score__user__")
            | named(word, "by__")
            | Q(score__item__title__icontains=word)
            | Q(reason__icontains=word)
        )
    return changes


def set_by_hand(course: Course, students: QuerySet[User]) -> QuerySet[ScoreChange]:
    """The changes with their people and items, newest first, after three queries.

    Items and students are looked up by themselves: joined with them, PostgreSQL may read all scores
    of all students to find a few changes.
    """
    items = list(course.items.values_list("pk", flat=True))
    people = set(students.values_list("pk", flat=True))
    newest = ScoreChange.objects.filter(SET_BY_HAND, score__item__in=items)
    about = newest.values_list("pk", "score__user_id")[:MOST]
    changes = ScoreChange.objects.filter(pk__in=[pk for pk, user in about if user in people])
    return changes.select_related("score__item", "score__user", "by")
