import numpy as np
import pytest

from quizzes.formulas.expressions import FormulaError
from quizzes.formulas.placeholders import fill_placeholders, format_value, to_plain

NAMES = {"x": 0.1 + 0.2, "n": 5_000_000.0, "v": np.array([1.0, -0.5]), "W": np.eye(2), "w": "dog"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{{ x }}", 0.1 + 0.2),
        ("{{ v }}", [1.0, -0.5]),
        ("a {{ x }} b", "a 0.3 b"),
        ("{{ x:.4f }}", "0.3000"),
        ("n={{ n }}, {{ n:,d }}", "n=5000000, 5,000,000"),
        ("v = {{ v }}", "v = [1, -0.5]"),
        ("$W = {{ W:tex }}$", r"$W = \begin{pmatrix} 1 & 0 \\ 0 & 1 \end{pmatrix}$"),
        ("{{ v[0:1] }} and {{ w }}", "[1] and dog"),
        ("no formula", "no formula"),
    ],
)
def test_texts(text, expected):
    assert fill_placeholders(text, NAMES) == expected


def test_small_numbers_keep_their_digits():
    assert [format_value(each) for each in (1e-7, -0.0, 1 / 3, True)] == [
        "1e-07",
        "0",
        "0.333333",
        "True",
    ]


def test_a_formula_that_fails_is_an_error():
    with pytest.raises(FormulaError):
        fill_placeholders("{{ y }}", NAMES)
    with pytest.raises(FormulaError):
        fill_placeholders("{{ f }}", {"f": len})


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (2.0, "2"),
        (-0.5, "-0.5"),
        (5_000_000.0, "5000000"),
        (1e20, "1e+20"),
        (True, "True"),
        ("word", "word"),
        (np.float64(0.1), "0.1"),
        (np.int64(3), "3"),
        (np.array([1.0, 0.25]), "[1, 0.25]"),
        ([[1, 2], [3, 4]], "[[1, 2], [3, 4]]"),
        (None, "None"),
    ],
)
def test_values_as_text(value, text):
    if value is None:
        with pytest.raises(TypeError):
            format_value(value)
    else:
        assert format_value(value) == text


@pytest.mark.parametrize(
    ("value", "spec", "text"),
    [
        (1 / 3, ".2f", "0.33"),
        (2, ".1e", "2.0e+00"),
        (1234.5, ",.1f", "1,234.5"),
        (3.0, "+d", "+3"),
        ([0.5, 0.25], ".1f", "[0.5, 0.2]"),
        ([1, 2], "tex", r"\begin{pmatrix} 1 \\ 2 \end{pmatrix}"),
        ([[1, 2], [3, 4]], "tex", r"\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}"),
        (0.5, "tex", "0.5"),
    ],
)
def test_formats_of_values(value, spec, text):
    assert format_value(value, spec) == text


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (np.array([[1, 2]]), [[1, 2]]),
        ((1, (2.5, "x")), [1, [2.5, "x"]]),
        (np.bool_(True), True),
        (None, None),
    ],
)
def test_plain_values(value, plain):
    assert to_plain(value) == plain


@pytest.mark.parametrize("value", [{1: 2}, {1}, object(), len, 1j])
def test_other_values_cannot_stand_in_a_text(value):
    with pytest.raises(FormulaError, match="not a number, text or list"):
        to_plain(value)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{{ 1 }}{{ 2 }}", "12"),
        ("{{1:.1f}}", "1.0"),
        ("{{ 'a:b' }}", "a:b"),
        ("{ { 1 } }", "{ { 1 } }"),
        ("{{ }}", None),
        ("{{ 1 }", "{{ 1 }"),
        ("{{ {{ 1 }} }}", "{{ 1 }}"),
    ],
)
def test_where_a_placeholder_begins_and_ends(text, expected):
    if expected is None:
        with pytest.raises(FormulaError):
            fill_placeholders(text, {})
    else:
        assert fill_placeholders(text, {}) == expected
