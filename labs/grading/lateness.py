"""How late submissions are, after dates, extensions or late policies have changed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from itertools import groupby

from courseware.database.transactions import in_transaction
from courseware.deadlines.selectors import windows_of_all
from courseware.gradebook.policy import ON_TIME, judged_again
from courseware.items.models import Course, Item
from courseware.items.progress import of_people
from labs.grading.services import record_decision
from labs.models import Purpose, Submission


def judge_again(items: Sequence[Item], users: Sequence[int] | None) -> None:
    """Of the people (ids), or of all, at the labs; scores follow, one person after the other."""
    late = Submission.objects.filter(item__in=items, late_as_received__gt=ON_TIME)
    if users is not None:
        late = late.filter(user__in=users)
    late = late.select_related("item__course", "user").defer("code", "report")
    submissions = list(late.order_by("user", "item", "pk"))
    people = {submission.user_id for submission in submissions}
    windows = windows_of_all(items, people) if people else {}
    for place, theirs in groupby(submissions, lambda each: (each.item_id, each.user_id)):
        _judge(list(theirs), windows[place].due_at)


@in_transaction
def _judge(submissions: Sequence[Submission], due_at: datetime | None) -> None:
    for submission in submissions:
        late_by = judged_again(submission.late_as_received, submission.created_at, due_at)
        if late_by != submission.late_by:
            submission.late_by = late_by
            submission.save(update_fields=["late_by"])
    record_decision(submissions[0])


def late_work(
    course: Course, people: Collection[int]
) -> list[tuple[int, int, datetime, timedelta]]:
    """What the people (ids) handed in late at the course's labs."""
    late = Submission.objects.filter(
        item__course=course, purpose=Purpose.GRADED, late_by__gt=ON_TIME
    )
    rows = of_people(late, people).order_by("pk")
    return list(rows.values_list("user_id", "item_id", "created_at", "late_by"))
