"""Numbers of pages with a decimal comma."""

from __future__ import annotations

import pytest
from django.utils import translation

from quizzes.contract.decimal_marks import exchanged, formula_with_points, localized
from quizzes.contract.readings import read_number

COMMA = ("de", "es")


@pytest.mark.parametrize("language", COMMA)
@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("0,75", 0.75),
        ("0.75", 0.75),
        ("-1,5", -1.5),
        ("1,234", 1.234),
        ("−12,345", -12.345),
        ("1,234e3", 1234.0),
        ("1,500/3", 0.5),
        ("1,500 %", 0.015),
        ("1.234,5", 1234.5),
        ("1.234.567", 1234567.0),
        ("1 234,567", 1234.567),
        ("1234,567", 1234.567),
        ("0,001", 0.001),
        ("0.001", 0.001),
        ("1.2345", 1.2345),
        ("1/3", 1 / 3),
    ],
)
def test_a_comma_is_decimal(language: str, typed: str, value: float) -> None:
    with translation.override(language):
        stored = exchanged(typed)
        assert exchanged(stored) == typed
    # In whatever language it is read later.
    for later in ("en", language):
        with translation.override(later):
            assert read_number(stored).value == pytest.approx(value, rel=1e-12)


@pytest.mark.parametrize("typed", ["1.234", "-12.345", "1.234e3", "1.500/3"])
def test_a_point_before_three_digits_is_asked_about(typed: str) -> None:
    with translation.override("de"):
        reading = read_number(exchanged(typed))
    assert reading.value is None


def test_the_question_about_it_shows_what_was_typed() -> None:
    with translation.override("de"):
        problem = read_number(exchanged("-1.234")).problem
    assert "−1.234" in problem
    assert "−1234" in problem
    assert "−1,234" in problem


def test_english_stays_as_it_was() -> None:
    assert [exchanged(text) for text in ("1,234", "1.234")] == ["1,234", "1.234"]
    assert read_number("1,234").value is None
    assert read_number("1.234").value == 1.234


def test_numbers_of_the_site_have_the_mark_of_the_page() -> None:
    assert localized("0.75") == "0.75"
    with translation.override("de"):
        assert localized("0.75") == "0,75"


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("0,5*x + 1,25", "0.5*x + 1.25"),
        ("(0,5 + x)*2", "(0.5 + x)*2"),
        ("max(0,5)", "max(0,5)"),
        ("max(0,5; x)", "max(0.5, x)"),
        ("max(x, 1)*0,5", "max(x, 1)*0.5"),
        ("exp(-(0,5*x))", "exp(-(0.5*x))"),
        ("x1,5", "x1,5"),
        ("0.5*x", "0.5*x"),
        ("((0,5", "((0.5"),
        (")0,5", ")0.5"),
    ],
)
def test_formulas(typed: str, stored: str) -> None:
    assert formula_with_points(typed) == typed
    with translation.override("de"):
        assert formula_with_points(typed) == stored
