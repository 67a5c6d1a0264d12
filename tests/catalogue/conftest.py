"""A busy machine explains as much as a quiet one: budgets of wall time are generous here."""

from __future__ import annotations

import pytest

from grader.judging import budget


@pytest.fixture(autouse=True)
def generous_budgets(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (
        "CASES_SECONDS",
        "TWINS_CPU_SECONDS",
        "MISTAKES_CPU_SECONDS",
        "SMALLEST_SECONDS",
    ):
        monkeypatch.setattr(budget, name, 20 * getattr(budget, name))
