"""Changes of who is in a course."""

from __future__ import annotations

from courseware.database.transactions import in_transaction
from courseware.people.models import Enrolment, Role, User


@in_transaction
def enrol(*, user: User, course: object, role: str = Role.STUDENT) -> Enrolment:
    """Enrols a person, or changes nothing when they are enrolled already."""
    enrolment, _ = Enrolment.objects.get_or_create(
        user=user, course=course, defaults={"role": role}
    )
    return enrolment
