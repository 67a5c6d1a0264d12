"""What people type where a number is asked, and what they mean by it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.contract.readings import MAX_CHARACTERS, format_reading, read_number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.5", 1.5), (" -0,53 ", -0.53), ("+.5", 0.5), ("5.", 5.0), (",5", 0.5), ("0", 0.0),
        ("1e-3", 0.001), ("1E+3", 1000.0), ("1,5e-3", 0.0015), ("1 e3", 1000.0), ("0e999", 0.0),
        ("0.5.", 0.5),
    ],
)  # fmt: skip
def test_plain_numbers(text, value):
    assert read_number(text).value == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("−2", -2), ("–2", -2), ("‑2", -2), ("－２", -2), ("1\u00a0000", 1000),
        ("1\u202f500", 1500), ("1\u2009500", 1500), ("\ufeff1\u200b5", 15), ("０．５", 0.5),
        ("٣٫١٤", 3.14), ("1e−3", 0.001), ("\u200e-3\u200f", -3),
    ],
)  # fmt: skip
def test_characters_of_other_keyboards_and_scripts(text, value):
    assert read_number(text).value == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,500,000", 1_500_000), ("1.500.000", 1_500_000), ("1,500.25", 1500.25),
        ("1.500,25", 1500.25), ("1 500,25", 1500.25), ("1 500.25", 1500.25), ("1'500", 1500),
        ("1’500.5", 1500.5), ("12,34,567", 1_234_567), ("0,500", 0.5), (",500", 0.5),
        ("1234,567", 1234.567), ("1,50", 1.5), ("1,5000", 1.5), ("1.234", 1.234),
        ("3.141 592 65", 3.14159265),
    ],
)  # fmt: skip
def test_separators_that_can_mean_one_number_only(text, value):
    assert read_number(text).value == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1/3", 1 / 3), ("-1 / -4", 0.25), ("1,5/2", 0.75), ("½", 0.5), ("-½", -0.5),
        ("1½", 1.5), ("1 1/2", 1.5), ("-2 3/4", -2.75), ("1⁄2", 0.5), ("¹/₂", 0.5),
        ("1 000/4", 250), ("10^3/2", 500), ("50%", 0.5), ("12,5 %", 0.125), ("5 ‰", 0.005),
        ("1/2 %", 0.005), ("33 1/3 percent", 1 / 3),
    ],
)  # fmt: skip
def test_fractions_and_percentages(text, value):
    assert read_number(text).value == pytest.approx(value, rel=1e-15)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1×10^-3", 0.001), ("1.5·10⁻³", 0.0015), ("2.5x10^4", 25000), ("1 * 10**-3", 0.001),
        ("10^−3", 0.001), ("10⁻³", 0.001), ("-10^(-3)", -0.001), ("10^{3}", 1000), ("2^10", 1024),
        ("5²", 25), ("-2^2", -4),
    ],
)  # fmt: skip
def test_powers(text, value):
    assert read_number(text).value == pytest.approx(value, rel=1e-15)


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("1.5 bits", "bits", 1.5), ("1.5bit", "bits", 1.5), ("3 Steps", "steps", 3),
        ("$5", "$", 5), ("50 %", "%", 50), ("50 %", "bits", 0.5), ("1e-3 s", "s", 0.001),
    ],
)  # fmt: skip
def test_the_unit_of_the_question_is_read(text, unit, value):
    assert read_number(text, unit).value == value


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("1,500", "“1,500” can mean 1500 or 1.500."),
        ("-12,345", "“−12,345” can mean −12345 or −12.345."),
        ("1,500e3", "“1,500” can mean 1500 or 1.500."),
        ("1/1,500", "“1,500” can mean 1500 or 1.500."),
        ("1 125/250", "“1 125/250” can mean 1125/250 or 1.5."),
        ("1×10-3", "Write the power of ten as 1e-3."),
        ("1.2.3", "The separators in “1.2.3” are ambiguous."),
        ("1 5", "The separators in “1 5” are ambiguous."),
        ("1, 5", "The separators in “1, 5” are ambiguous."),
        ("1e999", "“1e999” is too large."),
        ("10^99999", "“10^99999” is too large."),
        ("1e-999", "“1e-999” is too close to 0."),
        ("1/0", "“1/0” divides by 0."),
        ("-inf", "“-inf” is not finite."),
        ("∞", "“∞” is not finite."),
        ("NaN", "“NaN” is not finite."),
        ("3 apples", "Read 3 and then “apples”."),
        ("1.5 million", "Read 1.5 and then “million”."),
        ("two", "“two” is not a number."),
    ],
)  # fmt: skip
def test_what_is_refused_is_told_how_it_was_read(text, sentence):
    reading = read_number(text)
    assert reading.value is None
    assert sentence in reading.problem


@pytest.mark.parametrize(
    "text",
    ["", "x", "1/", "/2", "1/2/3", "1_000", "0x10", "--1", "1e", "²", "1-2", "5±0.1", "x=3", "pi",
     "1e5.5", "0,123,456", "9" * (MAX_CHARACTERS + 1)],
)  # fmt: skip
def test_what_is_no_number(text):
    reading = read_number(text)
    assert reading.value is None
    assert reading.problem.endswith(".")


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=30))
def test_every_text_is_read_or_refused_with_a_sentence(text):
    reading = read_number(text)
    assert (reading.value is None) == bool(reading.problem)


@pytest.mark.parametrize(
    ("value", "shown"),
    [(1500.0, "1500"), (-0.5, "−0.5"), (1 / 3, "0.333333333333"), (1e-9, "1e−9"), (1e20, "1e20"),
     (1234.5678, "1234.5678"), (0.00001, "0.00001"), (-0.0, "0")],
)  # fmt: skip
def test_readings_are_shown_without_exponents_where_one_can(value, shown):
    assert format_reading(value) == shown
