"""The authentication backend: who is signed in, and whether a password is right.

Each request asks who is signed in, so that query is prepared. All passwords are checked here,
whichever page or client sends them, and failures are limited here (`throttle`).
"""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.http import HttpRequest

from courseware.people.logins import find_users
from courseware.people.models import User
from courseware.people.throttle import guard
from courseware.serving.prepared_queries import PreparedQuery

_FIND = PreparedQuery(lambda pk: User.objects.filter(pk=pk), pk=int)


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
        """Hashes once for each user, or once for none: timing does not reveal who exists."""
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
