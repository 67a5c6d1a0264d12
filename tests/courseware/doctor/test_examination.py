"""Checks are found, run in order, and cannot hide each other."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from courseware.doctor import examination
from courseware.doctor.checks import ORDER
from courseware.doctor.examination import examine
from courseware.doctor.findings import CANARIES, CHECKS, Finding, Level, canary, check, ok


@pytest.fixture
def registered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only what the test registers."""
    monkeypatch.setattr(examination, "CHECKS", checks := {})
    monkeypatch.setattr(examination, "CANARIES", canaries := {})
    monkeypatch.setattr("courseware.doctor.findings.CHECKS", checks)
    monkeypatch.setattr("courseware.doctor.findings.CANARIES", canaries)
    monkeypatch.setattr(examination, "_discover", lambda: None)


def test_a_check_that_fails_itself_is_a_finding_and_keeps_what_it_found(registered: None):
    @check("first")
    def breaks() -> Iterator[Finding]:
        yield ok("before", "Fine.")
        raise RuntimeError("out of cheese")

    @check("second")
    def works() -> Iterator[Finding]:
        yield ok("after", "Fine.")

    (first, found), (second, rest) = examine()
    assert (first, second) == ("first", "second")
    assert [finding.level for finding in found] == [Level.OK, Level.FAILED]
    assert "RuntimeError: out of cheese" in found[1].sentence
    assert rest == [ok("after", "Fine.")]


def test_canaries_are_tried_only_on_request_and_get_the_time(registered: None):
    @canary("bird")
    def bird(seconds: float) -> Iterator[Finding]:
        yield ok("bird", f"Sang for {seconds:.0f} s.")

    assert list(examine()) == []
    assert list(examine(canary_seconds=7)) == [("bird", [ok("bird", "Sang for 7 s.")])]


def test_every_module_of_checks_and_that_of_labs_is_found():
    examination._discover()
    places = {group: examination._place(function) for group, function in CHECKS.items()}
    assert len(places) >= len(ORDER)
    assert places["settings"] < places["database"] < places["programs"] < len(ORDER)
    assert "canary" in CANARIES
