import numpy as np
import pytest

from quizzes.formulas.expressions import FormulaError
from quizzes.formulas.placeholders import fill_placeholders, format_value

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
