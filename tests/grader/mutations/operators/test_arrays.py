"""Copies, conversions and work in an input."""

from __future__ import annotations

import pytest

from grader.mutations import Audience
from grader.mutations.operators import arrays
from tests.grader.mutations.operators.cases import made

IN_PLACE = "a value is computed in place, in an array of the caller"


@pytest.mark.parametrize(
    ("code", "changed"),
    [
        ("x.copy()", "x"),
        ("x.astype(float)", "x"),
        ("x.ravel()", "x"),
        ("np.copy(x)", "x"),
        ("x.T @ y", "x @ y"),
    ],
)
@pytest.mark.parametrize("audience", list(Audience))
def test_conversions_are_left_out(code: str, changed: str, audience: Audience) -> None:
    assert "is left out" in made(code, audience, arrays.OPERATORS)[changed]


@pytest.mark.parametrize(
    ("code", "changed"),
    [
        ("np.array(x, dtype=float)", "np.asarray(x, dtype=float)"),
        ("x = x - y", "x -= y"),
        ("v = np.asarray(x)\nv = v * y", "v = np.asarray(x)\nv *= y"),
        ("np.exp(x)", "np.exp(x, out=x)"),
        ("np.subtract(x, y)", "np.subtract(x, y, out=x)"),
    ],
)
def test_inputs_are_written_to(code: str, changed: str) -> None:
    assert changed in made(code, Audience.AUTHOR, arrays.OPERATORS)
    assert changed not in made(code, Audience.STUDENT, arrays.OPERATORS)


@pytest.mark.parametrize(
    "code",
    ["v = np.sum(x)\nv = v * y", "x = y - x", "np.exp(x, out=y)", "np.exp(x + y)", "np.array([1])"],
)
def test_what_is_new_may_be_written_to(code: str) -> None:
    assert made(code, Audience.AUTHOR, arrays.OPERATORS) == {}


def test_copy_that_is_asked_for_is_not_made() -> None:
    found = made("x.astype(float, copy=True)", Audience.AUTHOR, arrays.OPERATORS)
    assert "x.astype(float, copy=False)" in found
