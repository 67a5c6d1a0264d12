"""Which way of freezing is chosen."""

from __future__ import annotations

import pytest

from grader.sandbox import freezing
from grader.sandbox.freezing import (
    METHODS,
    FreezerUnavailable,
    create_freezer,
    is_tamper_proof,
    requested_method,
)
from tests.grader.sandbox.families import family


def test_nothing_is_requested_unless_the_operator_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GRADER_FREEZER", raising=False)
    assert requested_method() is None
    monkeypatch.setenv("GRADER_FREEZER", "auto")
    assert requested_method() is None


@pytest.mark.parametrize("method", METHODS)
def test_every_method_can_be_requested(monkeypatch: pytest.MonkeyPatch, method: str) -> None:
    monkeypatch.setenv("GRADER_FREEZER", method)
    assert requested_method() == method


@pytest.mark.parametrize("name", ["", "ice", "PTRACE", "cgroup"])
def test_other_names_are_refused(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv("GRADER_FREEZER", name)
    with pytest.raises(FreezerUnavailable, match="use auto or one of cgroup2, cgroup1"):
        requested_method()


@pytest.mark.parametrize("method", METHODS)
def test_stop_signals_alone_can_be_undone_from_inside(method: str) -> None:
    assert is_tamper_proof(method) == (method != "signals")


@pytest.mark.parametrize("method", ["cgroup1", "cgroup2"])
def test_group_that_was_requested_and_is_not_there_is_an_error(
    monkeypatch: pytest.MonkeyPatch, method: str
) -> None:
    monkeypatch.setenv("GRADER_FREEZER", method)
    with family() as tree, pytest.raises(FreezerUnavailable, match=method):
        create_freezer(tree)


@pytest.mark.parametrize(
    ("requested", "can_trace", "found"),
    [
        ("auto", True, "ptrace"),
        ("auto", False, "signals"),
        ("ptrace", True, "ptrace"),
        ("signals", True, "signals"),
    ],
)
def test_best_method_that_works_is_taken(
    monkeypatch: pytest.MonkeyPatch, requested: str, can_trace: bool, found: str
) -> None:
    monkeypatch.setenv("GRADER_FREEZER", requested)
    monkeypatch.setattr(freezing, "can_trace", lambda pid: can_trace)
    with family() as tree:
        assert create_freezer(tree).method == found


def test_tracing_that_was_requested_and_is_forbidden_is_an_error(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("GRADER_FREEZER", "ptrace")
    monkeypatch.setattr(freezing, "can_trace", lambda pid: False)
    with family() as tree, pytest.raises(FreezerUnavailable, match="does not allow it"):
        create_freezer(tree)
