"""A test over many cases runs all of them, and names those that fail."""

from __future__ import annotations

import inspect

import pytest

from tests.for_all import BY_CASE, for_all


def is_small(number: int, limit: int = 3) -> None:
    assert number < limit
    with pytest.raises(ZeroDivisionError):
        1 / (number - 1)


@pytest.fixture(autouse=True)
def of_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(BY_CASE, raising=False)


def test_every_case_runs_and_all_failures_are_told():
    with pytest.raises(BaseExceptionGroup) as told:
        for_all([0, 1, 2, 3, 4], name=lambda number: f"number {number}")(is_small)(limit=4)
    assert "4 of 5 cases failed: number 0, number 2, number 3, number 4" in str(told.value)
    kinds = [type(error) for error in told.value.exceptions]
    assert kinds == [pytest.fail.Exception, *kinds[1:]] and AssertionError in kinds
    assert told.value.exceptions[-1].__notes__ == ["in the case number 4"]


def test_a_test_over_cases_that_hold_passes_and_one_over_none_is_an_error():
    for_all([1])(is_small)()
    with pytest.raises(AssertionError, match="no cases"):
        for_all([])


def test_the_case_is_no_fixture():
    assert list(inspect.signature(for_all([1])(is_small)).parameters) == ["limit"]


def test_the_cases_may_be_tests_of_their_own(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv(BY_CASE, "1")

    def test(number: int) -> None: ...

    (mark,) = for_all([1, 2])(test).pytestmark  # type: ignore[attr-defined]
    assert mark.args == ("number", [1, 2])
