"""Enrolling people."""

from __future__ import annotations

import pytest

from courseware.people.models import Enrollment, Role
from courseware.people.services import enroll
from tests.factories import make_course, make_user

pytestmark = pytest.mark.django_db


def test_somebody_new_is_a_student(course):
    enrollment = enroll(user=make_user("ben"), course=course)
    assert (enrollment.role, enrollment.course) == (Role.STUDENT, course)


def test_enrolling_again_changes_no_role(course):
    ada = make_user("ada")
    first = enroll(user=ada, course=course, role=Role.INSTRUCTOR)
    assert enroll(user=ada, course=course) == first
    assert Enrollment.objects.get().role == Role.INSTRUCTOR


def test_a_person_may_be_in_several_courses(course):
    ben = make_user("ben")
    for place in (course, make_course()):
        enroll(user=ben, course=place)
    assert ben.enrollments.count() == 2
