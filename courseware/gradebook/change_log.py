"""Changes that people made to single scores, for the log of the whole course."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from courseware.gradebook.models import ChangeKind, ScoreChange
from courseware.people.policy import Access
from courseware.people.selectors import named


def single_changes(access: Access, search: str = "") -> QuerySet[ScoreChange]:
    """Those of students whom the person may see, newest first, found by name, item or reason.

    Changes of many scores at once are batches, and are left out.
    """
    changes = ScoreChange.objects.filter(
        score__item__course=access.course, batch=None, score__user__in=access.students()
    ).exclude(kind=ChangeKind.GRADED)
    for word in search.split():
        changes = changes.filter(
            named(word, "score__user__")
            | named(word, "by__")
            | Q(score__item__title__icontains=word)
            | Q(reason__icontains=word)
        )
    return changes.select_related("score__item", "score__user", "by")
