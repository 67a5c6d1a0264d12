"""Courses and their items, as one person sees them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema

from courseware.api.authentication import READ
from courseware.api.courses import Slug, course_of
from courseware.api.problems import PROBLEMS
from courseware.courses.rows import ItemRow
from courseware.courses.selectors import item_rows
from courseware.items.models import Course
from courseware.items.selectors import item_or_404, items_of
from courseware.people.models import Enrollment

router = Router(tags=["courses"])


class CourseOut(Schema):
    """``role`` is what the person is in the course; empty for operators of the site."""

    slug: str
    title: str
    summary: str
    role: str
    url: str


class ItemOut(Schema):
    """A quiz or lab. Dates are those of the person, with extensions; ``score`` is a fraction.

    ``state`` is one of `new`, `started`, `waiting` and `done`; ``state_text`` says more.
    """

    kind: str
    slug: str
    title: str
    chapter: str | None
    points: float
    opens_at: datetime | None
    due_at: datetime | None
    closes_at: datetime | None
    is_open: bool
    state: str
    state_text: str
    score: float | None
    url: str


@router.get("", response={200: list[CourseOut], **PROBLEMS}, auth=READ, summary="My courses")
def list_courses(request: HttpRequest) -> Any:
    enrollments = Enrollment.objects.filter(user=request.user).select_related("course")
    return [
        _course(request, enrollment.course, enrollment.role)
        for enrollment in enrollments.order_by("course__title")
    ]


@router.get(
    "/{course}", response={200: CourseOut, **PROBLEMS}, auth=READ, summary="One of my courses"
)
def get_course(request: HttpRequest, course: Slug) -> Any:
    access = course_of(request, course)
    role = access.enrollment.role if access.enrollment else ""
    return _course(request, access.course, role)


@router.get(
    "/{course}/items",
    response={200: list[ItemOut], **PROBLEMS},
    auth=READ,
    summary="Quizzes and labs of a course",
)
def list_items(request: HttpRequest, course: Slug) -> Any:
    """In the order of the course, in a fixed number of queries."""
    access = course_of(request, course)
    return [item(request, row) for row in item_rows(list(items_of(access.course)), access.user)]


@router.get(
    "/{course}/items/{kind}/{slug}",
    response={200: ItemOut, **PROBLEMS},
    auth=READ,
    summary="A quiz or lab",
)
def get_item(request: HttpRequest, course: Slug, kind: Slug, slug: Slug) -> Any:
    access = course_of(request, course)
    found = item_or_404(access.course, kind, slug)
    return item(request, item_rows([found], access.user)[0])


def _course(request: HttpRequest, course: Course, role: str) -> dict[str, Any]:
    return {
        "slug": course.slug,
        "title": course.title,
        "summary": course.summary,
        "role": role,
        "url": request.build_absolute_uri(course.get_absolute_url()),
    }


def item(request: HttpRequest, row: ItemRow) -> dict[str, Any]:
    """See `ItemOut`."""
    shown, window = row.item, row.window
    return {
        "kind": shown.kind,
        "slug": shown.slug,
        "title": shown.title,
        "chapter": shown.chapter.slug if shown.chapter else None,
        "points": float(shown.points),
        "opens_at": window.opens_at,
        "due_at": window.due_at,
        "closes_at": window.closes_at,
        "is_open": window.is_open(timezone.now()),
        "state": row.state.name,
        "state_text": row.state.words,
        "score": row.fraction,
        "url": request.build_absolute_uri(shown.get_absolute_url()),
    }
