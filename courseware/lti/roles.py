"""What a person's roles at a platform are here. Pure.

Roles in the course decide. Those at the institution or in the platform's system do not: who
administers a platform may well be a student of a course.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from courseware.people.models import Role

_MEMBERSHIP = "http://purl.imsglobal.org/vocab/lis/v2/membership"
# In this order, as platforms send several: an assistant is also an instructor to Canvas. A mentor
# (a parent, say) has no part here, as no role sees one student only.
_ROLES = (
    (f"{_MEMBERSHIP}/Instructor#TeachingAssistant", Role.ASSISTANT),
    (f"{_MEMBERSHIP}#TeachingAssistant", Role.ASSISTANT),
    (f"{_MEMBERSHIP}#Instructor", Role.INSTRUCTOR),
    (f"{_MEMBERSHIP}#Administrator", Role.INSTRUCTOR),
    (f"{_MEMBERSHIP}#ContentDeveloper", Role.AUTHOR),
    (f"{_MEMBERSHIP}#Learner", Role.STUDENT),
)
CONNECTS = frozenset({Role.INSTRUCTOR})
"""Roles that may say which course here a course of a platform opens."""
CHOOSES = frozenset({Role.INSTRUCTOR, Role.ASSISTANT, Role.AUTHOR})
"""Roles that may choose the content of links."""


def role_of(roles: Iterable[str]) -> Any:
    """A `Role`, or ``None`` for a person who has no part in the course."""
    given = {_full(role) for role in roles}
    return next((role for name, role in _ROLES if name in given), None)


def _full(role: str) -> str:
    """Names without an address mean roles in the course (LTI 1.3 core, A.2.3)."""
    return role if ":" in role else f"{_MEMBERSHIP}#{role}"
