"""Changes of who is in a course."""

from __future__ import annotations

from typing import Any

from courseware.database.transactions import in_transaction
from courseware.people.models import Enrollment, Role, User


@in_transaction
def enroll(*, user: User, course: object, role: Any = Role.STUDENT) -> Enrollment:
    """Enrolls a person, or changes nothing when they are enrolled already. ``role`` is a `Role`."""
    enrollment, _ = Enrollment.objects.get_or_create(
        user=user, course=course, defaults={"role": role}
    )
    return enrollment
