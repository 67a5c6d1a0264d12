"""Items that visitors may try without an account, where `course.yaml` says so.

Nothing that a visitor does is part of the course: no attempt, no submission, no score. Operators
switch trials off with ``PUBLIC_TRIALS`` and limit them with the settings beside it.
"""

from __future__ import annotations

from django.conf import settings
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from courseware.items.models import Course, Item
from courseware.people.allowances import Allowance
from courseware.people.networks import network_of
from courseware.people.throttle import TooManyAttempts, count_request, wait_phrase

_HOUR = 3600.0


def public_courses() -> QuerySet[Course]:
    """The courses that visitors see: those that anybody may join."""
    return Course.objects.filter(open_enrollment=True).order_by("title")


def public_items(course: Course) -> QuerySet[Item]:
    """What visitors may try now, in the order of the course."""
    return _open_items().filter(course=course).select_related("course")


def public_item_or_404(course: str, kind: str, slug: str) -> Item:
    """An item that visitors may try, with its course."""
    items = _open_items().filter(course__open_enrollment=True).select_related("course")
    return get_object_or_404(items, course__slug=course, kind=kind, slug=slug)


def public_course_or_404(slug: str) -> Course:
    """A course that visitors see."""
    course = public_courses().filter(slug=slug).first()
    if course is None:
        raise Http404(_("There is no such course, or it is not open to everyone."))
    return course


def _open_items() -> QuerySet[Item]:
    if not settings.PUBLIC_TRIALS:
        return Item.objects.none()
    opened = Q(opens_at=None) | Q(opens_at__lte=timezone.now())
    return Item.objects.filter(opened, public_trial=True, retired=False)


def count_trial(request: HttpRequest, name: str, *, per_hour: int) -> None:
    """Counts a visitor's trial from one network. Raises `TooManyAttempts` over the limit.

    So many are taken at once; after them, one each time that another hour's share has passed.
    """
    wait = _HOUR / per_hour
    allowance = Allowance(name, burst=per_hour, first_wait=wait, max_wait=wait, decay=wait)
    count_request(request, allowance, network_of(request))


def limit_sentence(error: TooManyAttempts) -> str:
    """Why a trial is not taken now, and when the next one is."""
    return _(
        "There were too many tries from your address in the last hour. Wait %(time)s, then "
        "try again. With an account, there is no such limit."
    ) % {"time": wait_phrase(error.seconds)}
