"""Who is signed in, and whether a password is right.

Each request asks who is signed in, so that query's SQL is made once. Passwords are checked in one
place, whichever page or client asks, and failures are limited there (`throttle`).
"""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.utils import filter_users_by_email, filter_users_by_username
from django.http import HttpRequest

from courseware.people.models import User
from courseware.people.throttle import guard
from courseware.prepared import Prepared

_FIND = Prepared(lambda pk: User.objects.filter(pk=pk), pk=int)


class Backend(AuthenticationBackend):
    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> User | None:
        password = credentials.get("password")
        logins = {str(credentials.get(name) or "").strip() for name in ("username", "email")}
        logins.discard("")
        if not password or not logins:
            return None
        users = find_users(logins)
        return guard(request, users, min(logins), lambda: self._check(users, password))

    def _check(self, users: list[User], password: str) -> User | None:
        """One hash for each person; one for nobody, so that time does not tell who exists."""
        for user in users:
            if self._check_password(user, password) is not None:
                return user
        if not users:
            self._mitigate_timing_attack(password)
        return None

    def get_user(self, user_id: int) -> User | None:
        for user in _FIND(pk=user_id):
            if self.user_can_authenticate(user):
                return user
        return None


def find_users(logins: set[str]) -> list[User]:
    """Those whom the names or addresses may mean, each once."""
    found: dict[int, User] = {}
    for login in sorted(logins):
        if "\0" in login:  # PostgreSQL takes no such text
            continue
        by_email = filter_users_by_email(login, prefer_verified=True)
        for user in (*by_email, *_named(login)):
            found.setdefault(user.pk, user)
    return list(found.values())


def _named(login: str) -> list[User]:
    """Whatever the case, unless names of earlier releases differ in nothing else."""
    users = [
        user
        for user in filter_users_by_username(login)
        if user.username.casefold() == login.casefold()
    ]
    exact = [user for user in users if user.username == login]
    return exact or (users if len(users) == 1 else [])
