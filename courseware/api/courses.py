"""The course that an operation is about."""

from __future__ import annotations

from typing import Annotated, TypeVar

from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Path

from courseware.api.problems import ApiError
from courseware.people.permissions import Permission
from courseware.people.policy import Access, enter_course

Slug = Annotated[str, Path(pattern=r"^[-a-zA-Z0-9_]{1,80}$")]
"""A slug in the path of an operation."""
Id = Annotated[int, Path(ge=1, lt=2**63)]
"""The id of a row in the path of an operation."""
Row = TypeVar("Row", bound=Model)
Username = Annotated[str, Path(pattern=r"^[\w.@+-]{1,150}$")]
"""A user name in the path of an operation."""


def course_of(request: HttpRequest, slug: str) -> Access:
    """The person's access to the course; 404 for those who are not in it."""
    return enter_course(request, slug)


def require(request: HttpRequest, slug: str, permission: Permission) -> Access:
    """As `course_of`, and 403 without the permission."""
    access = enter_course(request, slug)
    if not access.may(permission):
        raise ApiError(403, _("Your role in this course does not permit this."))
    return access


def people_filter(access: Access, rows: QuerySet[Row], person: str) -> QuerySet[Row]:
    """Work in a list: one's own without a ``person``, that of one, or of all with `*`.

    Raises: ApiError: somebody else's, without the permission.
    """
    if not person:
        return rows.filter(user=access.user)
    if not access.may(Permission.SEE_GRADES):
        raise ApiError(403, _("Your role in this course does not permit this."))
    rows = rows.filter(user__in=access.students())
    return rows if person == "*" else rows.filter(user__username=person)
