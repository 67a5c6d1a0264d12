"""The view that a person has chosen, as their browser's data keeps it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory

from courseware.people.models import Role
from courseware.student_view.chosen import (
    KEY,
    NOBODY,
    blank_student,
    choose,
    leave,
    view_of,
)
from tests.factories import make_staff, make_student

pytestmark = pytest.mark.django_db
THEN = datetime(2027, 2, 28, 18, tzinfo=UTC)


@pytest.fixture
def request_of():
    def request_of(user, session=None):
        request = RequestFactory().get("/")
        request.session = {} if session is None else session
        request.user = user
        return request

    return request_of


def test_what_was_chosen_holds_until_it_is_left(course, ada, ben, request_of):
    request = request_of(ada)
    assert view_of(request) is None
    choose(request, course, ben.pk, THEN)
    view = view_of(request)
    assert (view.course, view.student, view.at) == (course, ben, THEN)
    assert not view.is_blank and view.enrollment is None
    assert leave(request) == "ml"
    assert view_of(request) is None and leave(request) == ""


def test_the_new_student_is_enrolled_and_not_stored(course, ada, request_of):
    request = request_of(ada)
    choose(request, course, NOBODY, None)
    view = view_of(request)
    assert view.is_blank and view.at is None
    assert (view.enrollment.role, view.enrollment.course) == (Role.STUDENT, course)
    assert view.enrollment.pk is None
    assert blank_student().pk == NOBODY


def test_a_view_ends_with_the_role_that_allowed_it(course, ada, ben, request_of):
    kim = make_staff(course, Role.ASSISTANT, "kim")
    request = request_of(kim)
    choose(request, course, ben.pk, None)
    assert view_of(request).student == ben
    part = kim.enrollments.get()
    part.sections.add(course.sections.create(name="Monday"))
    assert view_of(request) is None
    part.sections.clear()
    part.role = Role.GRADER
    part.save()
    assert view_of(request) is None
    choose(request, course, NOBODY, None)
    assert view_of(request).is_blank
    part.delete()
    assert view_of(request) is None


def test_a_student_who_has_left_is_not_seen(course, ada, request_of):
    dora = make_student(course, "dora")
    request = request_of(ada)
    choose(request, course, dora.pk, None)
    dora.enrollments.get().delete()
    assert view_of(request) is None


def test_students_and_visitors_have_no_view_whatever_is_stored(course, ben, cleo, request_of):
    stored = {KEY: {"course": "ml", "student": ben.pk, "at": ""}}
    for person in (ben, cleo, AnonymousUser()):
        assert view_of(request_of(person, stored)) is None


@pytest.mark.parametrize(
    "stored", [None, "x", [], {}, {"course": "gone"}, {"course": "ml", "student": 10**9}]
)
def test_what_an_earlier_release_stored_is_no_hindrance(course, ada, request_of, stored):
    assert view_of(request_of(ada, {KEY: stored})) is None


def test_the_person_behind_the_view_decides_and_not_the_student(course, ada, ben, request_of):
    request = request_of(ben)
    choose(request, course, ben.pk, None)
    assert view_of(request) is None
    request.real_user = ada
    assert view_of(request).student == ben
