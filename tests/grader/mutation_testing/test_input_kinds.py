"""Kinds of input: what a call holds, what it can be made to hold, and what nothing asks."""

from __future__ import annotations

import numpy as np
import pytest

from grader.lab import Lab, call
from grader.mutation_testing.input_kinds import KINDS, never_asked, varied_calls

X = np.array([[1.5, -2.5, 3.0], [0.5, 4.0, -1.0]])


@pytest.mark.parametrize("name", KINDS)
def test_a_changed_array_is_of_its_kind(name: str) -> None:
    value = X if name == "several axes" else X[0]
    assert KINDS[name].holds(KINDS[name].change(value))
    assert name == "several axes" or not KINDS[name].holds(value)


@pytest.mark.parametrize("name", KINDS)
def test_integers_and_single_numbers_break_no_change(name: str) -> None:
    for value in (np.arange(3), np.array(2.0), np.zeros((0, 3))):
        assert isinstance(KINDS[name].change(value), np.ndarray)


def test_calls_are_varied_in_every_array_and_number() -> None:
    varied = dict(varied_calls(call("f", [X, X[0]], 0.5, "l1", rate=2.0)))
    assert set(varied) == {*KINDS, "0"}
    assert [part.dtype for part in varied["float32"].args[0]] == [np.float32] * 2
    assert (varied["0"].args[1:], varied["0"].kwargs) == ((0.0, "l1"), {"rate": 0.0})


def test_what_no_call_asks_is_listed_if_the_reference_answers(doubling: Lab) -> None:
    calls = [call("double", np.array([1.0, 2.0])), call("root", 4.0)]
    found = never_asked(doubling, calls)
    assert ("double", "x", "float32") in found
    assert ("root", "x", "0") in found
    asked = never_asked(doubling, [*calls, call("double", X.astype(np.float32)), call("root", 0.0)])
    assert ("double", "x", "float32") not in asked
    assert ("root", "x", "0") not in asked


def test_what_the_reference_refuses_is_not_listed(doubling: Lab) -> None:
    calls = [call("root", 4.0), call("double", np.ones(2))]
    assert all(
        kind != "0" or function == "root" for function, _, kind in never_asked(doubling, calls)
    )
