"""What each role may do in a course. Pure data; `courseware.people.policy` applies it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from courseware.people.models import Role


class Permission(StrEnum):
    """One thing that a person may do in a course, beyond what every member may."""

    SEE_CONTENT = "see content"
    """Hidden cases, reference, solutions, seeds and answer keys; items that are not open yet."""
    SEE_ANALYSIS = "see analysis"
    """Statistics of items, in which nobody is named."""
    SEE_GRADES = "see grades"
    """The gradebook, and everybody's attempts and submissions."""
    EXPORT = "export"
    """Take grades and work away in files."""
    GRADE = "grade"
    """Grade by hand what is in the queue."""
    ANSWER = "answer"
    """Answer questions and regrade requests."""
    GRANT = "grant"
    """Extensions, accommodations and attempts for students."""
    CHANGE_GRADES = "change grades"
    """Overrides, excuses, regrades, the release of scores and the rules of the course."""
    CHANGE_COURSE = "change course"
    """Dates, points and settings of the course and its items; announcements."""
    MANAGE_PEOPLE = "manage people"
    """Roster, roles, sections and invitations."""


_P = Permission
ROLE_PERMISSIONS: Mapping[Any, frozenset[Permission]] = {
    Role.STUDENT: frozenset(),
    Role.OBSERVER: frozenset({_P.SEE_CONTENT, _P.SEE_ANALYSIS, _P.SEE_GRADES}),
    Role.AUTHOR: frozenset({_P.SEE_CONTENT, _P.SEE_ANALYSIS}),
    Role.GRADER: frozenset({_P.SEE_CONTENT, _P.GRADE}),
    Role.ASSISTANT: frozenset(
        {_P.SEE_CONTENT, _P.SEE_ANALYSIS, _P.SEE_GRADES, _P.GRADE, _P.ANSWER, _P.GRANT}
    ),
    Role.INSTRUCTOR: frozenset(Permission),
}
"""By `Role`, whose members mypy takes for tuples, as it knows no types of Django."""

WHOLE_COURSE = frozenset({Role.STUDENT, Role.INSTRUCTOR})
"""Roles that sections never limit."""


def roles_with(permission: Permission) -> list[str]:
    """The roles that have the permission."""
    return [role for role, granted in ROLE_PERMISSIONS.items() if permission in granted]
