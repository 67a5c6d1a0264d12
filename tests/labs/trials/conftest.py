"""A lab that visitors may try."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest


@pytest.fixture
def tried(make_lab: Callable[..., Any]) -> Any:
    return make_lab(public_trial=True)
