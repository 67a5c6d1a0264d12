"""One sandbox for all programs: each replaces the one before."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from grader.judging.runner import Runner
from grader.sandbox.limits import Limits


@pytest.fixture(scope="module")
def runner() -> Iterator[Runner]:
    """Closed after these tests: those of attacks look for processes that are left."""
    with Runner("", Limits(), budget=300) as opened:
        yield opened
