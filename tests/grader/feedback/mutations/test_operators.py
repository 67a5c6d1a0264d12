"""Single changes of an expression or statement, and the words for them."""

from __future__ import annotations

import ast

import pytest

from grader.feedback.mutations.operators import mutations_of, plainness
from grader.messages import Message


def mutations(code: str, parameters: str = "") -> dict[str, str]:
    """Words and changed code of every mutation of an expression or statement."""
    statement = ast.parse(code).body[0]
    node = statement.value if isinstance(statement, ast.Expr) else statement
    return {
        words: ast.unparse(ast.fix_missing_locations(new))
        for words, new in mutations_of(node, parameters.split())
    }


@pytest.mark.parametrize(
    ("code", "words", "changed"),
    [
        ("a - b", "the two sides of a difference are swapped", "b - a"),
        ("a - b", "a product is used instead of a difference", "a * b"),
        ("a + b", "one side of a sum is left out", "b"),
        ("a ** 2", "a power is left out", "a"),
        (
            "a / (1 + b)",
            "a product with 1 - x is used instead of a quotient by 1 + x",
            "a * (1 - b)",
        ),
        ("-a", "a minus is left out", "a"),
        ("2", "a constant is 4 and should be another", "4"),
        ("np.log(x)", "log is left out", "x"),
        ("x.sum()", "max is used instead of sum", "x.max()"),
        ("np.zeros(3)", "ones are used instead of zeros", "np.ones(3)"),
        ("np.maximum(x, 0)", "maximum is left out", "0"),
        ("np.where(c, a, b)", "the two results of np.where are swapped", "np.where(c, b, a)"),
        ("a > b", "a comparison is the wrong way round", "a < b"),
        ("a > b", "a comparison treats equality the other way", "a >= b"),
        ("a[rows, y]", "the same place is used in each row", "a[rows, 0]"),
        ("a[rows, y]", "row and column of an entry are swapped", "a[y, rows]"),
        ("a += b", "a value is set that should be added or subtracted", "a = b"),
        ("a -= b", "a value is set that should be added or subtracted", "a = -b"),
        ("a += b", "one step is left out", "pass"),
        ("a[k] += b", "a change that is meant for some entries is made in all", "a += b"),
        ("for k in x: pass", "a loop ends one too early", "for k in list(x)[:-1]:\n    pass"),
    ],
)
def test_mutation_is_made(code: str, words: str, changed: str) -> None:
    assert mutations(code)[words] == changed


def test_brackets_are_dropped_on_either_side() -> None:
    words = "brackets are missing, so that a product or quotient covers less than it should"
    assert mutations("a / (b + c)")[words] == "a / b + c"
    assert mutations("(a - b) * c")[words] == "a - b * c"


@pytest.mark.parametrize(
    ("axis", "other"), [("axis=1", "axis=0"), ("axis=-1", "axis=0"), ("axis=0", "axis=1")]
)
def test_axis_becomes_the_other_or_none(axis: str, other: str) -> None:
    call = ast.parse(f"x.sum({axis})", mode="eval").body
    assert isinstance(call, ast.Call)
    found = [ast.unparse(new) for _, new in mutations_of(call.keywords[0], [])]
    assert found == [other, "axis=None"]


def test_another_parameter_is_used_instead_of_one() -> None:
    assert set(mutations("l1", "w l1 l2")) == {
        "w is used instead of l1",
        "l2 is used instead of l1",
    }
    assert mutations("helper", "w l1 l2") == {}


@pytest.mark.parametrize("code", ["True", "'text'", "a[0, y]", "a @ b", "x[1:]", "f(x)"])
def test_what_has_no_usual_mistake_is_left_alone(code: str) -> None:
    assert mutations(code) == {}


def test_words_are_messages() -> None:
    node = ast.parse("a - b", mode="eval").body
    assert all(isinstance(words, Message) for words, _ in mutations_of(node, []))


def test_plainest_words_come_first() -> None:
    texts = ["one step is left out", "a constant is 1 and should be another", "max runs along axis"]
    assert sorted(texts, key=plainness) == [texts[2], texts[0], texts[1]]
