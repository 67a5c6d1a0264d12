"""Programs that use the API with a token."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from courseware.api.models import Scope
from courseware.api.tokens import create_token


@pytest.fixture
def program() -> Callable[..., Client]:
    """A client that sends a token of the person."""

    def program(user: Any, *scopes: str) -> Client:
        scopes = scopes or tuple(Scope.values)
        _token, secret = create_token(user=user, name="test", scopes=scopes)
        return Client(headers={"Authorization": f"Bearer {secret}"})

    return program
