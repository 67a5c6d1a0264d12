"""Scores and totals: one's own, and for staff those of their students.

Annotations are evaluated here: ninja looks for those of an operation with pages elsewhere.
"""

from datetime import datetime
from typing import Annotated, Any

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from ninja import Field, Query, Router, Schema

from courseware.api.authentication import READ, TEACH
from courseware.api.courses import Slug, Username, course_of, require
from courseware.api.paging import paged
from courseware.api.problems import PROBLEMS, ApiError
from courseware.api.texts import STORABLE, zoned
from courseware.gradebook import services
from courseware.gradebook.models import Score
from courseware.gradebook.selectors import Cell, Row, grades_of
from courseware.gradebook.totals import Total
from courseware.items.selectors import item_or_404
from courseware.people.models import User
from courseware.people.permissions import Permission
from courseware.people.policy import Access

router = Router(tags=["grades"])


class GradeOut(Schema):
    """One item of one person. ``points`` is null where there is no score, or none that counts.

    ``states`` are those of the gradebook, such as `graded`, `late`, `excused` and `missing`.
    """

    kind: str
    slug: str
    title: str
    points: float | None
    out_of: float
    states: list[str]


class TotalOut(Schema):
    """By the rules of the course; ``percent`` is rounded as they say and may exceed 100."""

    earned: float
    out_of: float
    percent: float | None
    letter: str


class GradesOut(Schema):
    person: str
    total: TotalOut
    items: list[GradeOut]


class ScoreOut(Schema):
    """A stored score. ``fraction`` is what was graded, ``effective`` what counts."""

    id: int
    person: str
    kind: str
    slug: str
    fraction: float | None
    override: float | None
    override_reason: str
    excused: bool
    excuse_reason: str
    effective: float | None
    late_seconds: float
    updated_at: datetime


class ScoreIn(Schema):
    """Sets an override as a fraction or removes it with null, or excuses a person."""

    override: Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)] | None = None
    excused: bool = False
    reason: str = Field(min_length=1, max_length=300, pattern=STORABLE)


@router.get(
    "/{course}/grades", response={200: GradesOut, **PROBLEMS}, auth=READ, summary="My grades"
)
def my_grades(request: HttpRequest, course: Slug) -> Any:
    """Of scores that are not released there is the state alone."""
    access = course_of(request, course)
    return _grades(grades_of(access.user, access.course, for_student=True))


@router.get(
    "/{course}/grades/{username}",
    response={200: GradesOut, **PROBLEMS},
    auth=TEACH,
    summary="Grades of a student",
)
def get_grades(request: HttpRequest, course: Slug, username: Username) -> Any:
    access = require(request, course, Permission.SEE_GRADES)
    return _grades(grades_of(student_of(access, username), access.course))


@router.get(
    "/{course}/scores",
    response={200: list[ScoreOut], **PROBLEMS},
    auth=TEACH,
    summary="Scores of a course",
)
@paged(lambda request, rows: [_score(row) for row in rows])
def list_scores(
    request: HttpRequest,
    course: Slug,
    person: Annotated[str, Query(max_length=150, pattern=STORABLE)] = "",
    changed_after: datetime | None = None,
) -> Any:
    """Scores of all items, newest first; those of one person, or changed after a moment."""
    access = require(request, course, Permission.SEE_GRADES)
    found = Score.objects.filter(item__course=access.course, user__in=access.students())
    found = found.select_related("item", "user")
    if person:
        found = found.filter(user__username=person)
    return found if changed_after is None else found.filter(updated_at__gt=zoned(changed_after))


@router.put(
    "/{course}/scores/{kind}/{slug}/{username}",
    response={200: ScoreOut, **PROBLEMS},
    auth=TEACH,
    summary="Set a score by hand",
)
def set_score(
    request: HttpRequest, course: Slug, kind: Slug, slug: Slug, username: Username, body: ScoreIn
) -> Any:
    """Overrides a score, removes the override, or excuses the student from the item."""
    access = require(request, course, Permission.CHANGE_GRADES)
    item, student = item_or_404(access.course, kind, slug), student_of(access, username)
    about: dict[str, Any] = {
        "item": item,
        "user": student,
        "reason": body.reason,
        "by": access.user,
    }
    score = Score.objects.filter(item=item, user=student).first()
    if body.excused != bool(score and score.excused):
        score = services.excuse_score(excused=body.excused, **about)
    if body.override != (score.override if score else None):
        score = services.override_score(fraction=body.override, **about)
    if score is None:
        raise ApiError(
            409, _("There is nothing to change: neither an override nor an excuse is set.")
        )
    score.item, score.user = item, student
    return _score(score)


def student_of(access: Access, username: str) -> User:
    """A student whom the person may see. Raises: Http404."""
    student = access.students().filter(username=username).first()
    if student is None:
        raise Http404(_("There is no such student in this course or in your sections."))
    return student


def _grades(row: Row) -> dict[str, Any]:
    return {
        "person": row.user.username,
        "total": _total(row.total),
        "items": [_grade(cell) for cell in row.cells],
    }


def _total(total: Total) -> dict[str, Any]:
    return {name: getattr(total, name) for name in ("earned", "out_of", "percent", "letter")}


def _grade(cell: Cell) -> dict[str, Any]:
    return {
        "kind": cell.item.kind,
        "slug": cell.item.slug,
        "title": cell.item.title,
        "points": cell.points,
        "out_of": float(cell.item.points),
        "states": [state.value for state in cell.states],
    }


def _score(score: Score) -> dict[str, Any]:
    same = ("fraction", "override", "override_reason", "excused", "excuse_reason", "effective")
    return {
        **{name: getattr(score, name) for name in (*same, "updated_at")},
        "id": score.pk,
        "person": score.user.username,
        "kind": score.item.kind,
        "slug": score.item.slug,
        "late_seconds": score.late_by.total_seconds(),
    }
