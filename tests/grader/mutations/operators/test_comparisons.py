"""Comparisons and conditions."""

from __future__ import annotations

import pytest

from grader.mutations import Audience
from grader.mutations.operators import comparisons
from tests.grader.mutations.operators.cases import made


def changed(code: str, audience: Audience) -> set[str]:
    return set(made(code, audience, comparisons.OPERATORS))


def test_student_is_told_of_equality_and_direction() -> None:
    assert made("x > y", Audience.STUDENT, comparisons.OPERATORS) == {
        "x >= y": "a comparison treats equality the other way",
        "x < y": "a comparison is the wrong way round",
    }
    assert changed("x == 'word'", Audience.STUDENT) == set()


@pytest.mark.parametrize(
    ("code", "mutants"),
    [
        ("x < y", {"x <= y"}),
        ("x == y", {"x != y"}),
        ("x is y", {"x is not y"}),
        ("x not in y", {"x in y"}),
        ("x and y", {"x or y"}),
        ("0 < x <= y", {"0 <= x <= y", "0 < x < y"}),
    ],
)
def test_author_gets_the_boundary(code: str, mutants: set[str]) -> None:
    assert changed(code, Audience.AUTHOR) == mutants


def test_reference_gets_every_other_comparison() -> None:
    assert changed("x < y", Audience.REFERENCE) == {
        f"x {sign} y" for sign in ("<=", ">", ">=", "==", "!=")
    }


def test_each_of_several_ands_is_changed_alone() -> None:
    assert changed("x and y and z", Audience.AUTHOR) == {
        "x or y or z", "x or (y and z)", "x and y or z",
    }  # fmt: skip
    assert changed("x or y or z", Audience.AUTHOR) == {
        "x and y and z", "x and y or z", "x or (y and z)",
    }  # fmt: skip


def test_each_part_of_a_condition_is_turned_round() -> None:
    assert {"not x and y", "x and (not y)"} <= changed("x and y", Audience.REFERENCE)
    assert changed("not x and y", Audience.REFERENCE) == {"not x or y", "not x and (not y)"}


@pytest.mark.parametrize("code", ["if x:\n    pass", "while x:\n    pass", "y if x else z"])
def test_conditions_of_the_reference_are_turned_round(code: str) -> None:
    turned = changed(code, Audience.REFERENCE)
    assert len(turned) == 1 and "not x" in turned.pop()
    assert changed(code, Audience.AUTHOR) == set()
