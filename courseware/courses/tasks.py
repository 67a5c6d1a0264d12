"""Copies a course in the background: its folder is read and checked, which can take a minute."""

from __future__ import annotations

import logging
from datetime import timedelta

from celery import shared_task

from courseware.courses.copying import Copy, copy_course
from courseware.items.models import Course
from courseware.outbox.models import Lane
from courseware.outbox.services import enqueue, extend_lease, mark_done, retry_on_failure
from courseware.people.models import Role, User
from courseware.roster.models import Change
from courseware.roster.services import enroll
from grader.files.faults import FaultyFiles

COPY = "courses.copy"
LEASE = timedelta(minutes=30)
log = logging.getLogger(__name__)


def copy_later(course: Course, wanted: Copy, *, by: User) -> None:
    """Enqueues the copy; the person who requests it becomes its instructor."""
    arguments = [course.pk, wanted.slug, wanted.title, wanted.days, wanted.staff, by.pk]
    enqueue(COPY, *arguments, lane=Lane.BACKGROUND, owner=by.pk)


@shared_task(name=COPY, acks_late=True)
def copy(course_id: int, slug: str, title: str, days: int, staff: bool, by: int) -> None:
    """A copy that a killed worker has begun is completed by the next."""
    arguments = (course_id, slug, title, days, staff, by)
    with retry_on_failure(COPY, *arguments):
        extend_lease(COPY, *arguments, lease=LEASE)
        course = Course.objects.filter(pk=course_id).first()
        user = User.objects.filter(pk=by).first()
        begun = Course.objects.filter(slug=slug).first()
        if course and user and (begun is None or not begun.enrollments.exists()):
            _copy(course, Copy(slug, title, days, staff), user)
        mark_done(COPY, *arguments)


def _copy(course: Course, wanted: Copy, user: User) -> None:
    try:
        made = copy_course(course, wanted, again=True)
    except FaultyFiles:
        log.exception("The course %s cannot be copied: its files have mistakes.", course.slug)
    else:
        enroll(course=made, user=user, role=Role.INSTRUCTOR, change=Change.ADDED, by=user)
