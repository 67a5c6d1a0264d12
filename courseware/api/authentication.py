"""Who sends a request: the owner of a token, or the person signed in to the site."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja.security import HttpBearer
from ninja.security import SessionAuth as NinjaSessionAuth

from courseware.api.models import Scope
from courseware.api.problems import ApiError
from courseware.api.tokens import token_of
from courseware.people.models import User


class TokenAuth(HttpBearer):
    """A personal token with the scope, in the header `Authorization: Bearer`."""

    def __init__(self, scope: str) -> None:
        super().__init__()
        self.scope = scope

    def authenticate(self, request: HttpRequest, token: str) -> User | None:
        found = token_of(token)
        if found is None:
            return None
        if self.scope not in found.scopes:
            detail = _("This token lacks the scope “%(scope)s”. Make one that has it.")
            raise ApiError(403, detail % {"scope": self.scope})
        request.user = found.user
        return found.user


class SessionAuth(NinjaSessionAuth):
    """The cookie of the site. Requests that change something need its CSRF token as well."""

    def __call__(self, request: HttpRequest) -> Any:
        if "Authorization" in request.headers or not request.user.is_authenticated:
            return None
        return super().__call__(request)


def requires(scope: Any) -> list[Callable[[HttpRequest], Any]]:
    """For the ``auth`` of an operation; ``scope`` is a `Scope`."""
    return [TokenAuth(scope.value), SessionAuth()]


READ, SUBMIT, TEACH = requires(Scope.READ), requires(Scope.SUBMIT), requires(Scope.TEACH)
