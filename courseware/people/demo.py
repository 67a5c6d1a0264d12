"""The two demo accounts of a new site: Ben is a student, Ada an instructor."""

from __future__ import annotations

from collections.abc import Mapping

from courseware.people.models import Enrollment, Role, User

_NAMES = {Role.STUDENT: ("Ben", "Okoro"), Role.INSTRUCTOR: ("Ada", "Lindqvist")}


def ensure_demo_people(*, course: object, logins: Mapping[str, Mapping[str, str]]) -> None:
    """Makes sure that each role's account exists, is enrolled and has the given password."""
    for role, login in logins.items():
        user = _ensure_user(login["login"], login["password"], *_NAMES[Role(role)])
        Enrollment.objects.update_or_create(user=user, course=course, defaults={"role": role})


def _ensure_user(username: str, password: str, first: str, last: str) -> User:
    user, created = User.objects.get_or_create(
        username=username,
        defaults={
            "first_name": first,
            "last_name": last,
            "email": f"{username}@example.org",
        },
    )
    # Hashing is slow on purpose: the password is set only when it is not the one already.
    if created or not user.check_password(password):
        user.set_password(password)
        user.save(update_fields=["password"])
    return user
