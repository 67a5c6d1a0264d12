"""Announcements of a course.

Annotations are evaluated here: ninja looks for those of an operation with pages elsewhere.
"""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from ninja import Field, Router, Schema, Status

from courseware.announcements import services
from courseware.announcements.models import MAX_TEXT, Announcement
from courseware.announcements.selectors import announcements_for
from courseware.api.authentication import READ, TEACH
from courseware.api.courses import Id, Slug, course_of, require
from courseware.api.paging import paged
from courseware.api.problems import PROBLEMS
from courseware.people.permissions import Permission

router = Router(tags=["announcements"])


class AnnouncementOut(Schema):
    """``audience`` is empty where it is for everybody in the course."""

    id: int
    author: str
    text: str
    at: datetime
    audience: str


class AnnouncementIn(Schema):
    """For everybody in the course."""

    text: str = Field(min_length=1, max_length=MAX_TEXT, pattern=r"^[^\x00]*[^\x00\s][^\x00]*$")


@router.get(
    "/{course}/announcements",
    response={200: list[AnnouncementOut], **PROBLEMS},
    auth=READ,
    summary="Announcements of a course",
)
@paged(lambda request, rows: [_announcement(row) for row in rows])
def list_announcements(request: HttpRequest, course: Slug) -> Any:
    """Those for me, newest first; all of them for those who announce."""
    access = course_of(request, course)
    may_write = access.may(Permission.CHANGE_COURSE)
    found = announcements_for(access.course, access.user, may_write=may_write)
    return found.select_related("author")


@router.post(
    "/{course}/announcements",
    response={201: AnnouncementOut, **PROBLEMS},
    auth=TEACH,
    summary="Announce something",
)
def announce(request: HttpRequest, course: Slug, body: AnnouncementIn) -> Any:
    """Everybody in the course gets a notice."""
    access = require(request, course, Permission.CHANGE_COURSE)
    made = services.announce(course=access.course, author=access.user, text=body.text)
    return Status(201, _announcement(made))


@router.delete(
    "/{course}/announcements/{pk}",
    response={204: None, **PROBLEMS},
    auth=TEACH,
    summary="Delete an announcement",
)
def delete_announcement(request: HttpRequest, course: Slug, pk: Id) -> Any:
    """Its notices go with it."""
    access = require(request, course, Permission.CHANGE_COURSE)
    found = Announcement.objects.filter(course=access.course, pk=pk).first()
    if found is None:
        raise Http404(_("There is no such announcement. It may have been deleted."))
    services.take_back(announcement=found)
    return Status(204, None)


def _announcement(shown: Announcement) -> dict[str, Any]:
    return {
        "id": shown.pk,
        "author": shown.author.username if shown.author else "",
        "text": shown.text,
        "at": shown.at,
        "audience": shown.audience,
    }
