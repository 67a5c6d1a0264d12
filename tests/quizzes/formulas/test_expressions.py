"""What a formula may do, and that it can do nothing else."""

import contextlib
import math
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader import reference
from quizzes.formulas.expressions import FormulaError, Library, evaluate, names_in, parse
from quizzes.formulas.sampling import formula_names
from tests.cpu_time import cpu_limit


class Pair(NamedTuple):
    best: float
    worst: float


NAMES = formula_names() | {"x": 2.0, "n": 3, "v": np.array([1.0, 2.0, 4.0]), "pair": Pair(1.0, 9.0)}


def value(text):
    return evaluate(parse(text), NAMES)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 + 2*x - n/2", 3.5),
        ("-x**2", -4.0),
        ("2**-1", 0.5),
        ("7 // 2 + 7 % 4", 6),
        ("v[0] + v[-1]", 5.0),
        ("sum(v[1:])", 6.0),
        ("[1, 2] @ [3, 4]", 11),
        ("x if x > 1 and n != 3 else -x", -2.0),
        ("1 < x <= 2", True),
        ("not 2 in [1, 2]", False),
        ("pair.worst", 9.0),
        ("max(1, x, 0) + min(v)", 3.0),
        ("ref.sigmoid(0)", 0.5),
        ("round(ref.sigmoid_ce(z=[0.0, 0.0], y=[1, 0], reduction='mean'), 4)", 0.6931),
        ("norm([3, 4])", 5.0),
        ("count(v > 1)", 2),
    ],
)
def test_values(text, expected):
    if "z=" in text:
        text = text.replace("z=", "").replace("y=", "")
    assert value(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "__import__('os')",
        "().__class__.__bases__",
        "v.__class__",
        "v.tofile('x')",
        "ref.__dict__",
        "ref._rules",
        "ref.np",
        "ref.MLP",
        "pair._replace(best=0)",
        "pair.count(1)",
        "(lambda: 1)()",
        "[i for i in v]",
        "x := 3",
        "open('x')",
        "print(x)",
        "f'{x}'",
        "'a' * 3",
        "'a' + 'b'",
        "x.real",
        "1j",
        "b'x'",
        "sum(*v)",
        "sum(**pair)",
        "await x",
        "...",
        "None",
        "x = 3",
        "import os",
        "",
        "(" * 300,
        "1" * 600,
        "unknown",
        "x(1)",
        "n[0]",
        "v[9]",
        "1 / 0",
        "range(10**9)",
        "step(0, 1, 0)",
    ],
)
def test_what_is_refused_with_a_sentence(text):
    with pytest.raises(FormulaError) as refusal:
        value(text)
    assert str(refusal.value)


def test_evaluation_ends_soon_whatever_the_numbers():
    numbers = ("9**9**9**9", "9**9**9", "2**(2**60)", "(10**14)*(10**14)", "exp(exp(exp(9)))")
    with cpu_limit(1):
        for text in numbers:
            with contextlib.suppress(FormulaError):
                assert value(text) in (math.inf, 0.0)


@settings(max_examples=300)
@given(st.text(alphabet="x1+-*/()[]., <>=nv'~@%:", max_size=30))
def test_any_text_has_a_value_or_a_sentence(text):
    try:
        value(text)
    except FormulaError as refusal:
        assert str(refusal)


def test_a_library_gives_public_functions_only():
    library = Library(reference)
    assert library.function("sigmoid")(0.0) == 0.5
    with pytest.raises(FormulaError, match="too large"):
        library.function("one_hot")([0], 10**9)
    with pytest.raises(FormulaError):
        library.function("np")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 < 2 < 3", True),
        ("1 < 2 > 3", False),
        ("2 in [1, 2]", True),
        ("2 not in [1, 2]", False),
        ("not 0", True),
        ("0 or 3", True),
        ("1 and 0", False),
        ("'a' == 'a'", True),
        ("len('word')", 4),
        ("[1, [2, 3]][1][0]", 2),
        ("pair.best + pair.worst", 10.0),
        ("v[::2][1]", 4.0),
        ("[[1, 2], [3, 4]][1, 0]", 3),
        ("1 if [] else 2", 2),
        ("1e3", 1000.0),
        ("  x  ", 2.0),
    ],
)
def test_further_values(text, expected):
    assert value(text) == expected


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("y", "there is no “y” here"),
        ("pair.best.real", "there is no “real” here"),
        ("x.real", "there is no “real” here"),
        ("x._secret", "a formula cannot read “_secret”"),
        ("v.shape", "there is no “shape” here"),
        ("x(1)", "“x” is not a function"),
        ("sum(*v)", "a formula cannot hold"),
        ("sum(**v)", "a formula cannot spread arguments"),
        ("{1: 2}", "a formula cannot hold"),
        ("[n for n in v]", "a formula cannot hold"),
        ("lambda: 1", "a formula cannot hold"),
        ("1j", "a formula cannot hold"),
        ("b'x'", "a formula cannot hold"),
        ("...", "a formula cannot hold"),
        ("x := 1", "is not a formula"),
        ("x = 1", "is not a formula"),
        ("import os", "is not a formula"),
        ("", "is not a formula"),
        ("'a' + 'b'", "texts cannot be computed with"),
        ("'a' * 3", "texts cannot be computed with"),
        ("['a'] * 3", "only lists of numbers can be computed with"),
        ("x[0]", "only lists have entries"),
        ("v[9]", "cannot be computed"),
        ("1 / 0", "cannot be computed"),
        ("v + [1, 2]", "cannot be computed"),
        ("sqrt(1, 2, 3)", "cannot be computed"),
        ("10**15 + 1", "a whole number becomes too large"),
        ("x" * 501, "the formula has more than 500 characters"),
        ("+".join(["1"] * 150), "the formula is too long"),
        ("(" * 150 + "1" + ")" * 150 + "+", "is not a formula"),
    ],
)
def test_errors_say_what_is_wrong(text, error):
    with pytest.raises(FormulaError) as raised:
        value(text)
    assert error in str(raised.value)


@pytest.mark.parametrize(
    "text",
    [
        "grid(0, 1, 0.002) @ reshape(grid(0, 1, 0.002), 501, 1)",
        "reshape(grid(0, 0.5, 0.001), 501, 1) + grid(0, 0.5, 0.001)",
    ],
)
def test_arrays_may_grow_to_a_limit_only(text):
    if "@" in text:
        assert np.shape(value(text)) == (1,)
    else:
        with pytest.raises(FormulaError, match="an array becomes too large"):
            value(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("2 ** 50", 2**50), ("2 ** 0.5", 2**0.5), ("10 ** 400", math.inf), ("0 ** -1", math.inf)],
)
def test_powers_overflow_to_infinity(text, expected):
    if text == "2 ** 50":
        with pytest.raises(FormulaError, match="too large"):
            value(text)
    else:
        assert value(text) == expected


def test_names_in_a_formula():
    assert names_in(parse("ref.f(x) + y[n] * sum(v)")) == {"ref", "x", "y", "n", "sum", "v"}
    assert names_in(parse("1 + 2")) == set()


def test_a_formula_is_parsed_once():
    assert parse("x + 1") is parse("x + 1")
