"""The shift by the largest entry, small guards, log1p and expm1."""

from __future__ import annotations

import ast

import pytest

from grader.mutations import Audience
from grader.mutations.operators import stability
from grader.mutations.operators.stability import is_largest
from tests.grader.mutations.operators.cases import made


@pytest.mark.parametrize(
    ("code", "changed"),
    [
        ("x - x.max(axis=1, keepdims=True)", "x"),
        ("x - np.max(x)", "x"),
        ("top = np.max(x)\ny = x - top", "top = np.max(x)\ny = x"),
        ("top = np.max(x)\ny = x - top[:, None]", "top = np.max(x)\ny = x"),
        ("top = x.max()\nnp.subtract(x, top, out=y)",
         "top = x.max()\nnp.subtract(x, 0, out=y)"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("audience", list(Audience))
def test_shift_is_left_out(code: str, changed: str, audience: Audience) -> None:
    assert made(code, audience)[changed] == "the largest entry is not subtracted"


def test_shift_is_taken_over_the_whole_block() -> None:
    found = made("x - x.max(axis=1, keepdims=True)", Audience.STUDENT)
    assert "x - x.max(axis=None, keepdims=True)" in found


@pytest.mark.parametrize(
    ("code", "words", "changed"),
    [
        ("np.log(x + eps)", "a small number that guards a quotient or logarithm is left out",
         "np.log(x)"),
        ("x / (y + 1e-07)", "a small number that guards a quotient or logarithm is left out",
         "x / y"),
        ("np.sqrt(x + eps)", "a small number is added outside of sqrt", "np.sqrt(x) + eps"),
        ("np.sqrt(x) + 1e-08", "a small number is added inside of sqrt", "np.sqrt(x + 1e-08)"),
        ("np.log1p(x)", "log of 1 + x is used instead of log1p of x", "np.log(1 + x)"),
        ("np.expm1(x)", "exp of x less 1 is used instead of expm1 of x", "np.exp(x) - 1"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("audience", list(Audience))
def test_guard_is_mistaken(code: str, words: str, changed: str, audience: Audience) -> None:
    assert made(code, audience, stability.OPERATORS)[changed] == words


def test_guard_is_another_number() -> None:
    assert "x + 0.0001" in made("x + 1e-06", Audience.REFERENCE, stability.OPERATORS)
    assert made("x + 2", Audience.ALL, stability.OPERATORS) == {}


@pytest.mark.parametrize("code", ["x - y", "x - x.min()", "np.subtract(x, y)", "f(x + y)"])
def test_other_differences_are_no_shift(code: str) -> None:
    assert made(code, Audience.ALL, stability.OPERATORS) == {}


def test_largest_values_are_known_by_call_and_by_name() -> None:
    def node(code: str) -> ast.expr:
        return ast.parse(code, mode="eval").body

    assert is_largest(node("np.max(x, axis=0)[:, None]"))
    assert is_largest(node("top[:, None]"), frozenset({"top"}))
    assert not is_largest(node("top"))
