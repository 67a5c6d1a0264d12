"""Changes of who is in a course: roles, sections, invitations. They add to the router of people.

Annotations are evaluated here: ninja looks for those of an operation with pages elsewhere.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any, Literal

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from ninja import Field, Schema, Status

from courseware.api.authentication import TEACH
from courseware.api.courses import Id, Slug, Username, require
from courseware.api.paging import paged
from courseware.api.problems import PROBLEMS, ApiError
from courseware.api.resources.people import PersonOut, person_rows, router
from courseware.api.texts import STORABLE
from courseware.items.models import Course
from courseware.people.models import Enrollment, Role, Section
from courseware.people.permissions import Permission
from courseware.roster import adding, services
from courseware.roster.forms import LONGEST_LOGIN, AddForm
from courseware.roster.invitations import withdraw
from courseware.roster.models import Invitation

SectionName = Annotated[str, Field(min_length=1, max_length=100, pattern=STORABLE)]
__all__ = ["router"]
RoleName = Literal["student", "observer", "author", "grader", "assistant", "instructor"]


class PartIn(Schema):
    """A role, and all sections by name; of staff they limit whom they see and grade."""

    role: RoleName = "student"
    sections: list[SectionName] = Field(default_factory=list, max_length=100)


class PersonIn(PartIn):
    """``login`` is a username of this site, or an email address."""

    login: str = Field(min_length=1, max_length=LONGEST_LOGIN, pattern=STORABLE)


class AddedOut(Schema):
    """``detail`` says whether the person was invited or taken back."""

    detail: str


class SectionOut(Schema):
    id: int
    name: str


class InvitationOut(Schema):
    """An invitation without an answer yet; ``failure`` says why its mail could not be sent."""

    id: int
    email: str
    username: str
    role: str
    sections: list[str]
    created_at: datetime
    expires_at: datetime
    sent_at: datetime | None
    failure: str


@router.get(
    "/{course}/sections",
    response={200: list[SectionOut], **PROBLEMS},
    auth=TEACH,
    summary="Sections of a course",
)
def list_sections(request: HttpRequest, course: Slug) -> Any:
    """Those that one is limited to, or all."""
    access = require(request, course, Permission.SEE_GRADES)
    found = access.course.sections.order_by("name", "pk")
    if access.section_ids is not None:
        found = found.filter(pk__in=access.section_ids)
    return list(found.values("id", "name"))


@router.post(
    "/{course}/people",
    response={201: AddedOut, **PROBLEMS},
    auth=TEACH,
    summary="Invite a person, or take one back",
)
def add_person(request: HttpRequest, course: Slug, body: PersonIn) -> Any:
    """The person is in the course when they accept; who was removed is in it again at once."""
    access = require(request, course, Permission.MANAGE_PEOPLE)
    sections = _sections(access.course, body.sections)
    form = AddForm({"login": body.login, "role": body.role}, course=access.course)
    if not form.is_valid():
        raise ApiError(409, " ".join(str(text) for texts in form.errors.values() for text in texts))
    try:
        sentence = adding.add_person(
            course=access.course,
            login=form.cleaned_data["login"],
            account=form.account,
            role=body.role,
            sections=sections,
            by=access.user,
        )
    except services.RosterRefused as refusal:
        raise ApiError(409, str(refusal)) from refusal
    return Status(201, {"detail": sentence})


@router.get(
    "/{course}/people/{username}",
    response={200: PersonOut, **PROBLEMS},
    auth=TEACH,
    summary="A person in a course",
)
def get_person(request: HttpRequest, course: Slug, username: Username) -> Any:
    """A student whom one may see, or anybody for those who manage people."""
    access = require(request, course, Permission.SEE_GRADES)
    found = _enrollment(access.course, username)
    if not access.may(Permission.MANAGE_PEOPLE):
        access.student_or_404(found.user_id)
    return person_rows([found])[0]


@router.put(
    "/{course}/people/{username}",
    response={200: PersonOut, **PROBLEMS},
    auth=TEACH,
    summary="Change a person's role and sections",
)
def change_person(request: HttpRequest, course: Slug, username: Username, body: PartIn) -> Any:
    """Both become what is sent. The last instructor of a course stays one."""
    access = require(request, course, Permission.MANAGE_PEOPLE)
    found = _enrollment(access.course, username)
    sections = _sections(access.course, body.sections)
    try:
        services.change_enrollment(
            enrollment=found, role=Role(body.role), sections=sections, by=access.user
        )
    except services.RosterRefused as refusal:
        raise ApiError(409, str(refusal)) from refusal
    return person_rows([_enrollment(access.course, username)])[0]


@router.delete(
    "/{course}/people/{username}",
    response={204: None, **PROBLEMS},
    auth=TEACH,
    summary="Remove a person from a course",
)
def remove_person(request: HttpRequest, course: Slug, username: Username) -> Any:
    """All work is kept. Inviting the person again takes them back with it."""
    access = require(request, course, Permission.MANAGE_PEOPLE)
    try:
        services.remove(enrollment=_enrollment(access.course, username), by=access.user)
    except services.RosterRefused as refusal:
        raise ApiError(409, str(refusal)) from refusal
    return Status(204, None)


def _invitations(request: HttpRequest, rows: list[Invitation]) -> list[dict[str, Any]]:
    same = ("email", "role", "created_at", "expires_at", "sent_at", "failure")
    return [
        {
            **{name: getattr(row, name) for name in same},
            "id": row.pk,
            "username": row.user.username if row.user else row.username,
            "sections": [section.name for section in row.sections.all()],
        }
        for row in rows
    ]


@router.get(
    "/{course}/invitations",
    response={200: list[InvitationOut], **PROBLEMS},
    auth=TEACH,
    summary="Invitations without an answer",
)
@paged(_invitations, newest_first=False)
def list_invitations(request: HttpRequest, course: Slug) -> Any:
    access = require(request, course, Permission.MANAGE_PEOPLE)
    found = Invitation.objects.filter(course=access.course).select_related("user")
    return found.prefetch_related("sections")


@router.delete(
    "/{course}/invitations/{pk}",
    response={204: None, **PROBLEMS},
    auth=TEACH,
    summary="Withdraw an invitation",
)
def withdraw_invitation(request: HttpRequest, course: Slug, pk: Id) -> Any:
    access = require(request, course, Permission.MANAGE_PEOPLE)
    if not withdraw(invitations=Invitation.objects.filter(course=access.course, pk=pk)):
        raise Http404(_("There is no such invitation. It may have been answered."))
    return Status(204, None)


def _enrollment(course: Course, username: str) -> Enrollment:
    found = Enrollment.objects.filter(course=course, user__username=username)
    enrollment = found.select_related("user", "course").prefetch_related("sections").first()
    if enrollment is None:
        raise Http404(_("There is no such person in this course."))
    return enrollment


def _sections(course: Course, names: Sequence[str]) -> list[Section]:
    """Raises: ApiError: one does not exist."""
    known = {section.name: section for section in course.sections.all()}
    if missing := sorted(set(names) - set(known)):
        text = _("This course has no section “%(name)s”.")
        raise ApiError(409, text % {"name": missing[0]})
    return [known[name] for name in dict.fromkeys(names)]
