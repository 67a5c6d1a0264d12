"""Regrade requests at works that are graded manually: threads of students with the staff."""

from __future__ import annotations

from typing import Any

from courseware.database.transactions import in_transaction
from courseware.items.kinds import kind_named
from courseware.items.manual import ManualWork, ShownWork
from courseware.items.models import Item
from courseware.manual_grading.models import Mark, Rubric
from courseware.manual_grading.services import Given, save_mark
from courseware.people.models import User
from courseware.threads.models import Request, Thread
from courseware.threads.services import decide


def request_for(rubric: Rubric, work: ManualWork, shown: ShownWork) -> Thread | None:
    """What the student asks about the work, if it is to be graded again and not decided yet."""
    at_place = Thread.objects.filter(item=rubric.item, asker=work.student_id, place=shown.place)
    return at_place.filter(request=Request.OPEN).prefetch_related("messages").first()


def work_at(item: Item, place: str) -> tuple[Rubric, int] | None:
    """The rubric and the work at a place of an item, where it is graded manually."""
    found = kind_named(item.kind).manual_work_at(item, place)
    if found is None:
        return None
    part, work = found
    rubric = Rubric.objects.filter(item=item, part=part).select_related("item__course").first()
    return None if rubric is None else (rubric, work)


@in_transaction
def save_and_decide(
    *,
    rubric: Rubric,
    work: ManualWork,
    given: Given,
    by: User,
    seen: int,
    thread: Thread,
    accepted: bool,
    answer: str,
) -> Mark:
    """Saves the grade as the outcome of a request, which it accepts or declines."""
    decision: Any = Request.ACCEPTED if accepted else Request.DECLINED
    reason = str(decision.label)
    mark = save_mark(rubric=rubric, work=work, given=given, by=by, seen=seen, reason=reason)
    decide(thread=thread, by=by, accepted=accepted, text=answer)
    return mark
