import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.contract.neutral import ExchangeError
from quizzes.exchange.numbers import parse_number, parse_percentage


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1.5", 1.5),
        (" -2 ", -2.0),
        ("0,5", 0.5),
        ("1e3", 1000.0),
        ("1e12", 1e12),
        ("-0", 0.0),
        ("1 500", 1500.0),
    ],
)
def test_numbers(text, number):
    assert parse_number(text, "an answer") == number


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("", "an answer cannot be read: “” is not a number"),
        ("x" * 50, f"“{'x' * 40}…” is not a number"),
        ("1.5.2", "The separators in “1.5.2” are ambiguous"),
        ("nan", "“nan” is not finite"),
        ("-inf", "is not finite"),
        ("1e13", "which is too large"),
        ("9" * 60, "which is too large"),
    ],
)
def test_what_is_no_number_gets_a_sentence(text, error):
    with pytest.raises(ExchangeError, match=error):
        parse_number(text, "an answer")


@pytest.mark.parametrize(
    ("percentage", "fraction"),
    [
        ("100", 1.0),
        ("", 0.0),
        ("33.33333", 1 / 3),
        ("33.3333333", 1 / 3),
        ("-16.66667", -1 / 6),
        ("66.66667", 2 / 3),
        ("14.2857", 1 / 7),
        ("5", 1 / 20),
        ("12.34", 0.1234),
        ("33", 0.33),
    ],
)
def test_percentages_are_shares(percentage, fraction):
    assert parse_percentage(percentage) == pytest.approx(fraction, abs=1e-15)


@given(st.integers(1, 20), st.integers(0, 20))
def test_every_share_of_up_to_20_options_comes_back_exactly(options, right):
    fraction = min(right, options) / options
    assert parse_percentage(f"{100 * fraction:.5f}") == fraction
    assert parse_percentage(f"{-100 * fraction:.5f}") == -fraction
