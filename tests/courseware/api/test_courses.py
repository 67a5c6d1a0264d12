"""The course of an operation: who may enter, who may do what, and what an address may hold."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.test import RequestFactory
from pydantic import TypeAdapter, ValidationError

from courseware.api.courses import Slug, Username, course_of, require
from courseware.api.problems import ApiError
from courseware.people.models import Role
from courseware.people.permissions import Permission
from tests.factories import make_staff, make_user

pytestmark = pytest.mark.django_db


def asked_by(person: Any, method: str = "get") -> Any:
    request = getattr(RequestFactory(), method)("/api/v1/courses/ml/")
    request.user = person
    return request


def test_a_member_enters_and_the_request_knows_the_course(course: Any, ben: Any) -> None:
    request = asked_by(ben)
    access = course_of(request, "ml")
    assert (access.course, access.enrollment.role, access.is_staff) == (course, "student", False)
    assert (request.course, request.access) == (course, access)


@pytest.mark.parametrize("slug", ["ml", "nothing", ""])
def test_nobody_learns_of_a_course_that_they_are_not_in(course: Any, cleo: Any, slug: str) -> None:
    with pytest.raises(Http404):
        course_of(asked_by(cleo), slug)
    with pytest.raises(Http404):
        require(asked_by(cleo), slug, Permission.SEE_GRADES)


@pytest.mark.parametrize(
    ("role", "permission", "may"),
    [
        (Role.INSTRUCTOR, Permission.MANAGE_PEOPLE, True),
        (Role.ASSISTANT, Permission.GRANT, True),
        (Role.ASSISTANT, Permission.CHANGE_GRADES, False),
        (Role.GRADER, Permission.SEE_GRADES, False),
        (Role.AUTHOR, Permission.SEE_GRADES, False),
        (Role.STUDENT, Permission.SEE_CONTENT, False),
    ],
)
def test_what_a_role_does_not_include_is_a_problem(
    course: Any, role: str, permission: Permission, may: bool
) -> None:
    request = asked_by(make_staff(course, role), "post")
    if may:
        assert require(request, "ml", permission).may(permission)
        return
    with pytest.raises(ApiError) as refused:
        require(request, "ml", permission)
    assert refused.value.status == 403
    assert str(refused.value) == "Your role in this course does not permit this."


def test_an_observer_reads_and_changes_nothing(course: Any) -> None:
    observer = make_staff(course, Role.OBSERVER)
    assert require(asked_by(observer), "ml", Permission.SEE_GRADES)
    with pytest.raises(PermissionDenied):
        require(asked_by(observer, "post"), "ml", Permission.SEE_GRADES)


def test_the_operator_enters_without_an_enrollment(course: Any) -> None:
    access = require(asked_by(make_user("root", is_superuser=True)), "ml", Permission.GRADE)
    assert access.enrollment is None


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        (Slug, ["ml", "ML_2-b", "a" * 80], ["", "a" * 81, "a b", "a/b", "é", "a\0", "ml\n"]),
        (Username, ["ben", "a.b@c+d-e_f", "é", "a" * 150], ["", "a" * 151, "a b", "a/b", "\0"]),
    ],
    ids=["slug", "username"],
)
def test_only_what_can_be_a_name_is_looked_up(kind: Any, good: list[str], bad: list[str]) -> None:
    adapter: TypeAdapter[str] = TypeAdapter(kind)
    assert [adapter.validate_python(text) for text in good] == good
    for text in bad:
        with pytest.raises(ValidationError):
            adapter.validate_python(text)
