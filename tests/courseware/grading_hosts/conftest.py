"""Other hosts beside this one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.courseware.grading_hosts.hosts import add_host


@pytest.fixture
def make_host(db: None) -> Callable[..., Any]:
    """See `add_host`."""
    return add_host
