"""Programs that use the API with a token."""

from __future__ import annotations

from typing import Any

from django.test import Client

from courseware.api.models import Scope
from courseware.api.tokens import create_token


def program_of(user: Any, *scopes: str) -> Client:
    """A client that sends a token of the person, with all scopes unless some are named."""
    scopes = scopes or tuple(Scope.values)
    _token, secret = create_token(user=user, name="test", scopes=scopes)
    return Client(headers={"Authorization": f"Bearer {secret}"})
