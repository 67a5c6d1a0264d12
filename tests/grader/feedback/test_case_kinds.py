"""Which cases are about ordinary inputs, special ones, and bad ones."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from grader.feedback.case_kinds import CaseKind, case_kinds
from grader.judging.drawn_cases import TIMED_SIZE
from grader.lab import Case, Lab, call, raises

X = np.array([[0.5, -1.5, 2.0], [1.0, 3.0, -2.0]])
ORDINARY = [Case(name, call("double", X), "") for name in ("one", "two", "three")]


def kind_of(lab: Lab, *inputs: Any) -> CaseKind:
    case = Case("asked", call("double", *inputs), "")
    return case_kinds(lab, [*ORDINARY, case])["asked"]


def test_usual_inputs_are_ordinary(doubling: Lab) -> None:
    assert kind_of(doubling, 3 * X) is CaseKind.ordinary
    assert kind_of(doubling, 1000 * X) is CaseKind.ordinary  # exp overflows: a wrong formula


def test_inputs_of_the_timed_size_are_special_however_small(doubling: Lab) -> None:
    case = Case(f"{TIMED_SIZE}, 1 of 2", call("double", X), "")
    assert case_kinds(doubling, [*ORDINARY, case])[case.name] is CaseKind.special


def test_scalars_alone_are_ordinary(doubling: Lab) -> None:
    case = Case("root", call("root", 4.0), "")
    assert case_kinds(doubling, [case]) == {"root": CaseKind.ordinary}


@pytest.mark.parametrize(
    "value",
    [
        X.astype(np.float32),
        X.astype(int),
        np.zeros((0, 3)),
        np.array([3.0]),
        np.zeros((2, 3)),
        np.asfortranarray(X),
        np.where(X > 2, np.inf, X),
        np.ones((300, 300)),
    ],
    ids=["float32", "int", "empty", "one", "zeros", "fortran", "infinite", "large"],
)
def test_unusual_inputs_are_special(doubling: Lab, value: np.ndarray) -> None:
    assert kind_of(doubling, value) is CaseKind.special


def test_two_dtypes_that_come_about_as_often_are_both_usual(doubling: Lab) -> None:
    whole = [Case(name, call("double", X.astype(int)), "") for name in ("four", "five")]
    kinds = case_kinds(doubling, [*ORDINARY, *whole])
    assert set(kinds.values()) == {CaseKind.ordinary}
    assert case_kinds(doubling, [*ORDINARY, whole[0]])["four"] is CaseKind.special


def test_order_in_memory_that_many_cases_have_is_usual_too(doubling: Lab) -> None:
    columns = [Case(name, call("double", X[:, [2, 0, 1]]), "") for name in ("four", "five")]
    assert not columns[0].inputs.args[0].flags.c_contiguous
    assert set(case_kinds(doubling, [*ORDINARY, *columns]).values()) == {CaseKind.ordinary}
    assert case_kinds(doubling, [*ORDINARY, columns[0]])["four"] is CaseKind.special


def test_dtype_that_most_cases_have_is_the_usual_one(doubling: Lab) -> None:
    whole = [Case(case.name, call("double", X.astype(int)), "") for case in ORDINARY]
    kinds = case_kinds(doubling, [*whole, Case("float", call("double", X), "")])
    assert kinds == dict.fromkeys(("one", "two", "three"), CaseKind.ordinary) | {
        "float": CaseKind.special
    }


def test_case_that_expects_an_exception_is_a_refusal(doubling: Lab) -> None:
    case = Case("negative", call("root", -1.0), "", expects=raises(ValueError))
    assert case_kinds(doubling, [case]) == {"negative": CaseKind.refusal}


def test_two_draws_of_one_name_are_ordinary_if_one_is(doubling: Lab) -> None:
    draws = [Case("a", call("double", x), "") for x in (np.zeros(3), np.ones(3), np.zeros(3))]
    assert case_kinds(doubling, draws) == {"a": CaseKind.ordinary}


def test_a_rule_is_special_or_a_refusal_by_its_row(doubling: Lab) -> None:
    rule = Case("Zeros: 1", call("double", np.ones(3)), "", rule="Zeros")
    refused = replace(rule, name="Refuses: 1", rule="Refuses x", expects=raises(ValueError))
    kinds = case_kinds(doubling, [rule, refused])
    assert kinds == {"Zeros": CaseKind.special, "Refuses x": CaseKind.refusal}
