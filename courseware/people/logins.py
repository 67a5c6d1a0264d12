"""Finds the people whom a typed username or e-mail address may mean."""

from __future__ import annotations

from collections.abc import Iterable

from allauth.account.models import EmailAddress
from allauth.account.utils import filter_users_by_username
from django.db.models import Exists, OuterRef, Q

from courseware.people.models import User

MAX_USERS = 3  # whom one login may mean: each costs a hash


def find_users(logins: Iterable[str]) -> list[User]:
    """Those whom the names or addresses may mean, each once, at most `MAX_USERS`."""
    found: dict[int, User] = {}
    for login in sorted(logins):
        if not login or "\0" in login:  # PostgreSQL takes no such text
            continue
        for user in (*users_by_name(login), *_users_by_email(login.lower())):
            found.setdefault(user.pk, user)
    return list(found.values())[:MAX_USERS]


def users_by_name(login: str) -> list[User]:
    """Ignores case, unless names from earlier releases differ only in case."""
    users = [
        user
        for user in filter_users_by_username(login)
        if user.username.casefold() == login.casefold()
    ]
    exact = [user for user in users if user.username == login]
    return exact or (users if len(users) == 1 else [])


def _users_by_email(email: str) -> list[User]:
    """The person who has verified the address, or else those whose primary address it is.

    An address that is neither was typed by somebody and proves nothing.
    """
    rows = EmailAddress.objects.filter(user=OuterRef("pk"), email=email)
    verified = list(User.objects.filter(Exists(rows.filter(verified=True)))[:1])
    if verified:
        return verified
    primary = Q(email=email) | Q(Exists(rows.filter(primary=True)))
    return list(User.objects.filter(primary).order_by("pk")[: MAX_USERS - 1])
