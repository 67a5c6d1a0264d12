"""Making, finding and revoking personal tokens."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.utils import timezone

from courseware.api.models import Token
from courseware.database.transactions import in_transaction
from courseware.people.models import User

PREFIX = "cw_"
"""Secrets begin so, that scanners of published code can recognize them."""
_MAX_LENGTH = 200
_USE_IS_NOTED_EVERY = timedelta(minutes=5)
MAX_TOKENS = 50


class TooManyTokens(Exception):
    """A person has as many tokens as one may have."""


@in_transaction
def create_token(
    *, user: User, name: str, scopes: Iterable[str], expires_at: datetime | None = None
) -> tuple[Token, str]:
    """The token and its secret, which cannot be looked up afterwards.

    Raises: TooManyTokens.
    """
    if Token.objects.filter(user=user).count() >= MAX_TOKENS:
        raise TooManyTokens
    secret = PREFIX + secrets.token_urlsafe(32)
    token = Token.objects.create(
        user=user,
        name=name,
        start=secret[: len(PREFIX) + 5],
        digest=_digest(secret),
        scopes=sorted(set(scopes)),
        expires_at=expires_at,
    )
    return token, secret


def token_of(secret: str) -> Token | None:
    """The token with this secret, unless it has expired or its person cannot sign in."""
    if not secret.startswith(PREFIX) or len(secret) > _MAX_LENGTH:
        return None
    found = Token.objects.filter(digest=_digest(secret), user__is_active=True)
    token = found.select_related("user").first()
    if token is None or (token.expires_at and token.expires_at <= timezone.now()):
        return None
    _note_use(token)
    return token


def revoke_token(*, user: User, pk: int) -> bool:
    """Whether the person had such a token."""
    deleted, _ = Token.objects.filter(user=user, pk=pk).delete()
    return bool(deleted)


def _note_use(token: Token) -> None:
    now = timezone.now()
    if token.last_used_at is None or now - token.last_used_at > _USE_IS_NOTED_EVERY:
        Token.objects.filter(pk=token.pk).update(last_used_at=now)


def _digest(secret: str) -> str:
    # 256 random bits need no slow hash: nobody can guess them.
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
