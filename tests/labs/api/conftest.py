"""Programs that use the API."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from tests.courseware.api.programs import program_of


@pytest.fixture
def program() -> Callable[..., Client]:
    """See `program_of`."""
    return program_of
