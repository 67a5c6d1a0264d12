"""Extensions of students, read and granted by staff."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Field, Router, Schema

from courseware.api.authentication import TEACH
from courseware.api.courses import Slug, Username, require
from courseware.api.problems import PROBLEMS
from courseware.api.resources.grades import student_of
from courseware.api.texts import STORABLE, zoned
from courseware.deadlines.grants import Grant
from courseware.deadlines.models import Extension
from courseware.deadlines.services import grant_extension
from courseware.items.models import Item
from courseware.items.selectors import item_or_404
from courseware.people.permissions import Permission

router = Router(tags=["extensions"])
MOST_MINUTES = 60 * 24 * 366
Minutes = Annotated[float, Field(ge=0, le=MOST_MINUTES, allow_inf_nan=False)]


class ExtensionOut(Schema):
    """``kind`` and ``slug`` are empty where it holds for the whole course."""

    person: str
    kind: str
    slug: str
    due_at: datetime | None
    closes_at: datetime | None
    shift_minutes: float
    time_factor: float
    extra_minutes: float
    extra_attempts: int
    reason: str


class ExtensionIn(Schema):
    """What a student has more than the others. It replaces what they had at the same place.

    Without ``kind`` and ``slug`` it holds for the whole course; with nothing granted it is
    withdrawn. Dates need their time zone.
    """

    kind: str = Field("", max_length=30, pattern=STORABLE)
    slug: str = Field("", max_length=80, pattern=STORABLE)
    due_at: datetime | None = None
    closes_at: datetime | None = None
    shift_minutes: Minutes = 0
    time_factor: float = Field(1, ge=1, le=100, allow_inf_nan=False)
    extra_minutes: Minutes = 0
    extra_attempts: int = Field(0, ge=0, le=1000)
    reason: str = Field("", max_length=200, pattern=STORABLE)


@router.get(
    "/{course}/extensions/{username}",
    response={200: list[ExtensionOut], **PROBLEMS},
    auth=TEACH,
    summary="Extensions of a student",
)
def list_extensions(request: HttpRequest, course: Slug, username: Username) -> Any:
    access = require(request, course, Permission.SEE_GRADES)
    student = student_of(access, username)
    found = Extension.objects.filter(course=access.course, user=student)
    return [_extension(each) for each in found.select_related("item", "user").order_by("pk")]


@router.put(
    "/{course}/extensions/{username}",
    response={200: list[ExtensionOut], **PROBLEMS},
    auth=TEACH,
    summary="Grant an extension",
)
def put_extension(request: HttpRequest, course: Slug, username: Username, body: ExtensionIn) -> Any:
    """Grants, changes or withdraws; returns what the student has then."""
    access = require(request, course, Permission.GRANT)
    student = student_of(access, username)
    item: Item | None = None
    if body.kind or body.slug:
        item = item_or_404(access.course, body.kind, body.slug)
    grant_extension(
        course=access.course,
        item=item,
        user=student,
        grant=Grant(
            body.due_at and zoned(body.due_at),
            body.closes_at and zoned(body.closes_at),
            timedelta(minutes=body.shift_minutes),
            body.time_factor,
            timedelta(minutes=body.extra_minutes),
            body.extra_attempts,
        ),
        reason=body.reason,
        by=access.user,
    )
    found = Extension.objects.filter(course=access.course, user=student)
    return [_extension(each) for each in found.select_related("item", "user").order_by("pk")]


def _extension(found: Extension) -> dict[str, Any]:
    same = ("due_at", "closes_at", "shift_minutes", "time_factor", "extra_minutes")
    return {
        **{name: getattr(found, name) for name in (*same, "extra_attempts", "reason")},
        "person": found.user.username if found.user else "",
        "kind": found.item.kind if found.item else "",
        "slug": found.item.slug if found.item else "",
    }
