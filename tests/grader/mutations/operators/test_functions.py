"""One function for another, and functions that are left out."""

from __future__ import annotations

import pytest

from grader.mutations import Audience
from grader.mutations.operators import functions
from tests.grader.mutations.operators.cases import made


@pytest.mark.parametrize(
    ("code", "words", "changed"),
    [
        ("np.log(x)", "log is left out", "x"),
        ("x.sum()", "max is used instead of sum", "x.max()"),
        ("np.zeros(3)", "ones are used instead of zeros", "np.ones(3)"),
        ("np.maximum(x, 0)", "maximum is left out", "0"),
        ("np.clip(x, 0, 1)", "clip is left out", "x"),
        ("np.clip(x, 0, 1)", "one bound of np.clip is left out", "np.clip(x, None, 1)"),
        ("np.where(x, y, z)", "the two results of np.where are swapped", "np.where(x, z, y)"),
        ("np.where(x, y, z)", "one result of np.where is used everywhere", "z"),
        ("max(x, y)", "min is used instead of max", "min(x, y)"),
        ("any(x)", "all is used instead of any", "all(x)"),
        ("np.exp(x, out=y)", "exp is left out", "x"),
    ],
)
def test_student_is_told_the_function(code: str, words: str, changed: str) -> None:
    assert made(code, Audience.STUDENT, functions.OPERATORS)[changed] == words


@pytest.mark.parametrize(
    ("code", "mutants"),
    [
        ("np.log1p(x)", {"np.log(x)", "x"}),
        ("np.maximum(x, y)", {"np.minimum(x, y)", "x", "y"}),
        ("x.argmax()", {"x.argmin()"}),
        ("np.take_along_axis(x, y, 0)", {"np.take(x, y, 0)"}),
        ("np.sqrt(x)", {"np.square(x)", "x"}),
        ("np.isfinite(x)", {"np.isnan(x)"}),
    ],
)
@pytest.mark.parametrize("audience", [Audience.AUTHOR, Audience.REFERENCE])
def test_author_gets_the_opposite(code: str, mutants: set[str], audience: Audience) -> None:
    assert set(made(code, audience, functions.OPERATORS)) == mutants


def test_a_bound_that_bounds_nothing_is_no_change() -> None:
    found = made("np.clip(x, 0, np.inf)", Audience.STUDENT, functions.OPERATORS)
    assert "np.clip(x, None, np.inf)" in found and "np.clip(x, 0, None)" not in found


@pytest.mark.parametrize("code", ["f(x)", "x.where(y)", "zeros", "sum", "sum(x)(y)", "x.exp(y)"])
def test_other_calls_are_left_alone(code: str) -> None:
    found = made(code, Audience.ALL, functions.OPERATORS)
    assert set(found) <= {"max(x)(y)", "x.expm1(y)"}
