"""What waits for the staff: open questions, and whatever the kinds of items report."""

from __future__ import annotations

from functools import partial

from django.db.models import Count, Min, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from courseware.database.row_errors import read_or_default
from courseware.items.class_hooks import WaitingWork
from courseware.items.kinds import all_kinds
from courseware.items.models import Course
from courseware.people.models import User
from courseware.people.permissions import Permission
from courseware.people.policy import Access
from courseware.threads.models import Request, State, Thread


def waiting_work(access: Access) -> list[WaitingWork]:
    """What the person may do something about; what has waited longest comes first."""
    course, students = access.course, access.students()
    found = _questions(course, students) if access.may(Permission.ANSWER) else []
    if access.may(Permission.GRADE):
        for kind in all_kinds():
            found += read_or_default(
                partial(kind.waiting, course, students), [], row=course, what="listed"
            )
    known = [work for work in found if work.count]
    return sorted(known, key=lambda work: (work.oldest is None, work.oldest))


def _questions(course: Course, students: QuerySet[User]) -> list[WaitingWork]:
    open_threads = Thread.objects.filter(
        item__course=course, state=State.OPEN, asker__in=students
    ).exclude(request=Request.OPEN)
    asked = Thread.objects.filter(item__course=course, request=Request.OPEN, asker__in=students)
    questions = f"{reverse('threads', args=[course.slug])}?state={State.OPEN}"
    requests = reverse("grading", args=[course.slug])
    return [
        _counted(_("Questions to answer"), open_threads, questions),
        _counted(_("Regrade requests to decide"), asked, f"{requests}#requests"),
    ]


def _counted(title: str, threads: QuerySet[Thread], url: str) -> WaitingWork:
    found = threads.aggregate(count=Count("pk"), oldest=Min("updated_at"))
    return WaitingWork(title, found["count"], url, found["oldest"])
