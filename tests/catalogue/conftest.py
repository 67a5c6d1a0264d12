"""A busy machine explains as much as a quiet one: budgets of wall time are generous here."""

from __future__ import annotations

import pytest

from grader.judging import budget


@pytest.fixture(autouse=True)
def generous_budgets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(budget, "CASES_SECONDS", 20 * budget.CASES_SECONDS)
    monkeypatch.setattr(budget, "SMALLEST_SECONDS", 20 * budget.SMALLEST_SECONDS)
