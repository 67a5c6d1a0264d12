"""Look-ups of threads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from courseware.database.row_errors import read_or_default
from courseware.items.kinds import kind_named
from courseware.items.models import Course, Item
from courseware.items.places import Place
from courseware.people.models import User
from courseware.people.permissions import Permission
from courseware.people.policy import Access
from courseware.threads.models import Request, RequestPeriod, State, Thread

SCORE = "score"
PER_PAGE = 50


@dataclass(frozen=True)
class ThreadRow:
    """A thread in a list; ``place`` is missing when what it was about is gone."""

    thread: Thread
    place: Place | None


def place_of(item: Item, reference: str, asker: User) -> Place | None:
    """The place, if it is there and the asker may see it."""
    if reference == SCORE:
        return Place(_("Score"), reverse("grades", args=[item.course.slug]))
    return kind_named(item.kind).place(item, reference, asker)


def threads_of(access: Access) -> QuerySet[Thread]:
    """One's own, and those that one may answer; newest first."""
    threads = Thread.objects.filter(item__course=access.course)
    own = threads.filter(asker=access.user)
    if access.may(Permission.ANSWER):
        own |= access.within(threads, "asker")
    return own.select_related("item__course", "asker")


def rows_of(threads: QuerySet[Thread], state: str) -> list[ThreadRow]:
    """One page of them, of one state or of all."""
    if state in State.values:
        threads = threads.filter(state=state)
    return [ThreadRow(thread, shown_place(thread)) for thread in threads[:PER_PAGE]]


def may_request(item: Item, now: datetime) -> bool:
    """Whether students may ask now to grade the item again."""
    period = RequestPeriod.objects.filter(item=item).first()
    return period is None or now <= period.until


def open_requests(course: Course, students: QuerySet[User]) -> QuerySet[Thread]:
    """Requests of these students that nobody has decided, oldest first."""
    found = Thread.objects.filter(item__course=course, request=Request.OPEN, asker__in=students)
    return found.select_related("item__course", "asker").order_by("updated_at")


def shown_place(thread: Thread) -> Place | None:
    return read_or_default(
        lambda: place_of(thread.item, thread.place, thread.asker), None, row=thread, what="shown"
    )


def thread_or_404(access: Access, pk: int) -> Thread:
    thread = threads_of(access).filter(pk=pk).first()
    if thread is None:
        raise Http404(_("There is no such question."))
    return thread
