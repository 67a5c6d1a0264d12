"""A busy machine explains as much as a quiet one, and no hypothesis may crash."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest

from grader.judging import budget


@pytest.fixture(autouse=True)
def generous_budgets(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CASES_SECONDS", "EXPLANATION_SECONDS"):
        monkeypatch.setattr(budget, name, 20 * getattr(budget, name))


@pytest.fixture(autouse=True)
def no_crash(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """What crashes in an explanation is logged, and the report goes on: here it fails the test."""
    yield
    logged = [r for r in caplog.get_records("call") if r.name.startswith("grader.feedback")]
    assert [r.getMessage() for r in logged if r.levelno >= logging.ERROR] == []
