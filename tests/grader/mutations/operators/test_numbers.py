"""Constants."""

from __future__ import annotations

import pytest

from grader.mutations import Audience
from grader.mutations.operators import numbers
from tests.grader.mutations.operators.cases import made


def changed(code: str, audience: Audience) -> set[str]:
    return set(made(code, audience, numbers.OPERATORS))


def test_student_is_told_the_number() -> None:
    assert made("2 * x", Audience.STUDENT, numbers.OPERATORS) == {
        "1 * x": "a constant is 1 and should be another",
        "4 * x": "a constant is 4 and should be another",
    }


@pytest.mark.parametrize("code", ["x[1]", "x.sum(axis=1)", "x[1:, 2]", "7 * x", "True", "'1'"])
def test_axes_and_places_are_no_numbers_of_a_formula(code: str) -> None:
    assert changed(code, Audience.STUDENT) == set()


@pytest.mark.parametrize(
    ("code", "audience", "mutants"),
    [
        ("x[1:]", Audience.AUTHOR, {"x[2:]", "x[-1:]"}),
        ("x[1:]", Audience.REFERENCE, {"x[2:]", "x[0:]"}),
        ("x[0]", Audience.AUTHOR, {"x[1]"}),
        ("x[0]", Audience.REFERENCE, {"x[1]", "x[-1]"}),
        ("0.5", Audience.REFERENCE, {"1.5", "-0.5"}),
        ("f(True)", Audience.REFERENCE, {"f(False)"}),
        ("f(True)", Audience.AUTHOR, set()),
    ],
)
def test_numbers_are_off_by_one(code: str, audience: Audience, mutants: set[str]) -> None:
    assert changed(code, audience) == mutants
