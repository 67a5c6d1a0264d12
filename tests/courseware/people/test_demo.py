"""The demo accounts of a new site."""

from __future__ import annotations

import pytest

from courseware.people.demo import ensure_demo_people
from courseware.people.models import Enrollment, Role, User
from tests.factories import make_course

pytestmark = pytest.mark.django_db
LOGINS = {
    "student": {"login": "ben", "password": "first pass phrase"},
    "instructor": {"login": "ada", "password": "second pass phrase"},
}


def test_each_can_sign_in_and_has_a_role(course):
    ensure_demo_people(course=course, logins=LOGINS)
    roles = dict(Enrollment.objects.values_list("user__username", "role"))
    assert roles == {"ben": Role.STUDENT, "ada": Role.INSTRUCTOR}
    assert User.objects.get(username="ben").check_password("first pass phrase")
    assert User.objects.get(username="ada").display_name == "Ada Lindqvist"
    assert not User.objects.filter(is_superuser=True).exists()


def test_a_second_start_changes_nothing_and_hashes_nothing(course):
    ensure_demo_people(course=course, logins=LOGINS)
    before = list(User.objects.values_list("username", "password"))
    ensure_demo_people(course=course, logins=LOGINS)
    assert list(User.objects.values_list("username", "password")) == before
    assert Enrollment.objects.count() == 2


def test_a_new_password_replaces_the_old_one_and_a_new_course_is_joined(course):
    ensure_demo_people(course=course, logins=LOGINS)
    changed = LOGINS | {"student": {"login": "ben", "password": "third pass phrase"}}
    ensure_demo_people(course=make_course(), logins=changed)
    assert User.objects.get(username="ben").check_password("third pass phrase")
    assert Enrollment.objects.filter(user__username="ben").count() == 2


def test_a_role_that_was_changed_is_restored(course):
    ensure_demo_people(course=course, logins=LOGINS)
    Enrollment.objects.update(role=Role.STUDENT)
    ensure_demo_people(course=course, logins=LOGINS)
    assert Enrollment.objects.get(user__username="ada").role == Role.INSTRUCTOR
