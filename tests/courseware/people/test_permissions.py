"""What each role may do: the rules that hold whatever the table says."""

from __future__ import annotations

import pytest

from courseware.people.models import Role
from courseware.people.permissions import (
    ROLE_PERMISSIONS,
    WHOLE_COURSE,
    Permission,
    roles_with,
)

CHANGING = frozenset(Permission) - {
    Permission.SEE_CONTENT,
    Permission.SEE_ANALYSIS,
    Permission.SEE_GRADES,
}


def test_every_role_has_a_line():
    assert set(ROLE_PERMISSIONS) == set(Role.values)


def test_students_may_nothing_and_instructors_everything():
    assert ROLE_PERMISSIONS[Role.STUDENT] == frozenset()
    assert ROLE_PERMISSIONS[Role.INSTRUCTOR] == frozenset(Permission)


def test_an_observer_changes_nothing_and_takes_nothing_away():
    assert not ROLE_PERMISSIONS[Role.OBSERVER] & CHANGING


@pytest.mark.parametrize("role", [Role.AUTHOR, Role.GRADER])
def test_authors_and_graders_see_nobodys_grades(role):
    assert Permission.SEE_GRADES not in ROLE_PERMISSIONS[role]
    assert Permission.EXPORT not in ROLE_PERMISSIONS[role]


@pytest.mark.parametrize(
    "permission",
    [
        Permission.CHANGE_GRADES,
        Permission.CHANGE_COURSE,
        Permission.MANAGE_PEOPLE,
        Permission.EXPORT,
    ],
)
def test_what_concerns_everybody_is_for_instructors_alone(permission):
    assert roles_with(permission) == [Role.INSTRUCTOR]


def test_all_staff_sees_content():
    assert set(roles_with(Permission.SEE_CONTENT)) == set(Role.values) - {Role.STUDENT}


def test_who_grants_or_answers_sees_the_grades_of_those_students():
    for permission in (Permission.GRANT, Permission.ANSWER):
        assert set(roles_with(permission)) <= set(roles_with(Permission.SEE_GRADES))


def test_sections_limit_everybody_but_students_and_instructors():
    assert {Role.STUDENT, Role.INSTRUCTOR} == WHOLE_COURSE
