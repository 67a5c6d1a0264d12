"""The person who asks, and the people of a course.

Annotations are evaluated here: ninja looks for those of an operation with pages elsewhere.
"""

from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router, Schema

from courseware.api.authentication import READ, TEACH
from courseware.api.courses import Slug, require
from courseware.api.paging import paged
from courseware.api.problems import PROBLEMS
from courseware.api.texts import STORABLE
from courseware.people.models import Enrollment, User
from courseware.people.permissions import Permission

own = Router(tags=["people"])
router = Router(tags=["people"])


class Me(Schema):
    """``language`` and ``time_zone`` are empty where those of the device are used."""

    username: str
    name: str
    language: str
    time_zone: str

    @staticmethod
    def resolve_name(user: User) -> str:
        return user.display_name


class PersonOut(Schema):
    """A person in a course. Students belong to ``sections``; of staff they limit whom they see."""

    id: int
    username: str
    name: str
    email: str
    role: str
    sections: list[str]
    enrolled_at: datetime


@own.get("/me", response={200: Me, **PROBLEMS}, auth=READ, summary="Who I am")
def me(request: HttpRequest) -> Any:
    return request.user


def person_rows(rows: list[Enrollment]) -> list[dict[str, Any]]:
    """See `PersonOut`."""
    return [
        {
            "id": row.pk,
            "username": row.user.username,
            "name": row.user.display_name,
            "email": row.user.email,
            "role": row.role,
            "sections": [section.name for section in row.sections.all()],
            "enrolled_at": row.enrolled_at,
        }
        for row in rows
    ]


@router.get(
    "/{course}/people",
    response={200: list[PersonOut], **PROBLEMS},
    auth=TEACH,
    summary="People in a course",
)
@paged(lambda request, rows: person_rows(rows), newest_first=False)
def list_people(
    request: HttpRequest,
    course: Slug,
    role: Annotated[str, Query(max_length=20, pattern=STORABLE)] = "",
    section: Annotated[str, Query(max_length=80, pattern=STORABLE)] = "",
) -> Any:
    """The students whom one may see, or everybody for those who manage people."""
    access = require(request, course, Permission.SEE_GRADES)
    found = Enrollment.objects.filter(course=access.course).select_related("user")
    if not access.may(Permission.MANAGE_PEOPLE):
        found = found.filter(user__in=access.students())
    if role:
        found = found.filter(role=role)
    if section:
        found = found.filter(sections__name=section)
    return found.prefetch_related("sections")
