"""Operators between numbers."""

from __future__ import annotations

import pytest

from grader.messages import Message
from grader.mutations import Audience
from grader.mutations.operators import arithmetic
from tests.grader.mutations.operators.cases import made

BRACKETS = "brackets are missing, so that a product or quotient covers less than it should"


@pytest.mark.parametrize(
    ("code", "words", "changed"),
    [
        ("x - y", "the two sides of a difference are swapped", "y - x"),
        ("x - y", "a product is used instead of a difference", "x * y"),
        ("x - y", "one side of a difference is left out", "-y"),
        ("x + y", "one side of a sum is left out", "y"),
        ("x ** 2", "a power is left out", "x"),
        ("x @ y", "the two sides of a matrix product are swapped", "y @ x"),
        ("x @ y", "a product is used instead of a matrix product", "x * y"),
        ("x & y", "an or of arrays is used instead of an and of arrays", "x | y"),
        (
            "x / (1 + y)",
            "a product with 1 - x is used instead of a quotient by 1 + x",
            "x * (1 - y)",
        ),
        ("x / (y + z)", BRACKETS, "x / y + z"),
        ("(x - y) * z", BRACKETS, "x - y * z"),
        ("-x", "a minus is left out", "x"),
        ("~x", "a not is left out", "x"),
        ("x += y", "a sign is wrong in a sum or difference", "x -= y"),
        ("x - y", "a sign is wrong in a sum or difference", "x + y"),
        ("x *= y", "a quotient is used instead of a product", "x /= y"),
    ],
)
def test_student_is_told_the_operation(code: str, words: str, changed: str) -> None:
    assert made(code, Audience.STUDENT, arithmetic.OPERATORS)[changed] == words


@pytest.mark.parametrize(
    ("code", "changed"),
    [
        ("x + y", {"x - y", "x", "y"}),
        ("x / y", {"x * y", "x // y", "x", "y", "y / x"}),
        ("x ** y", {"x * y", "x", "y ** x"}),
        ("x % y", {"x * y"}),
        ("not x", {"x"}),
    ],
)
def test_author_gets_what_a_case_has_to_notice(code: str, changed: set[str]) -> None:
    assert set(made(code, Audience.AUTHOR, arithmetic.OPERATORS)) == changed


def test_a_shift_by_nothing_is_no_change() -> None:
    assert "x @ x" not in made("x @ x", Audience.REFERENCE)
    assert made("x @ x", Audience.REFERENCE) == {
        "x * x": "a product is used instead of a matrix product"
    }


def test_words_are_messages() -> None:
    assert all(isinstance(name, Message) for name in arithmetic.NAMES.values())
    assert isinstance(arithmetic.instead("a", "b"), Message)
