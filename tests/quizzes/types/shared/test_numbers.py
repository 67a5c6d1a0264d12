import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.contract.readings import read_number
from quizzes.types.shared.numbers import (
    Tolerance,
    format_exact,
    format_short,
    is_typeable,
    parse_tolerance,
)
from tests.quizzes.writing import node_of


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_an_exact_text_reads_back_equal(value):
    assert read_number(format_exact(value)).value == value


@pytest.mark.parametrize(
    ("value", "exact", "short"),
    [
        (2.0, "2", "2"),
        (-0.0, "0", "0"),
        (1 / 3, "0.3333333333333333", "0.333333"),
        (123456789.0, "123456789", "123456789"),
        (1e20, "1e+20", "1e+20"),
        (1234567.5, "1234567.5", "1.23457e+06"),
    ],
)
def test_texts_of_numbers(value, exact, short):
    assert (format_exact(value), format_short(value)) == (exact, short)


@pytest.mark.parametrize(
    ("tolerance", "answer", "right", "wrong"),
    [
        (Tolerance("absolute", 0.01), 1.5, 1.51, 1.5101),
        (Tolerance("relative", 0.01), 200.0, 202.0, 202.1),
        (Tolerance("relative", 0.01), 0.0, 1e-8, 1.1e-8),
        (Tolerance("significant", 3), 0.12345, 0.123, 0.124),
        (Tolerance("significant", 2), 1234.0, 1200.0, 1300.0),
        (Tolerance("significant", 2), 0.0, 0.05, 0.06),
        (Tolerance("decimals", 2), 1.005, 1.01, 1.02),
        (Tolerance("decimals", 0), 2.5, 3.0, 4.0),
        (Tolerance("exact", 0), 1 / 3, 0.33333333333333, 0.3333333),
        (Tolerance("exact", 0), 1e9, 1e9 + 0.5, 1e9 + 2),
    ],
)
def test_each_rule_has_its_width(tolerance, answer, right, wrong):
    assert tolerance.allows(right, answer)
    assert not tolerance.allows(wrong, answer)


@given(
    st.sampled_from(["absolute", "relative", "exact"]),
    st.floats(0, 10),
    st.floats(-1e6, 1e6),
)
def test_the_answer_is_always_within_its_tolerance(rule, figure, answer):
    assert Tolerance(rule, figure).allows(answer, answer)


@given(st.integers(1, 8), st.floats(1e-6, 1e6))
def test_rounding_to_the_digits_asked_for_is_right(digits, answer):
    rounded = float(f"{answer:.{digits - 1}e}")
    assert Tolerance("significant", digits).allows(rounded, answer)
    assert Tolerance("decimals", digits).allows(round(answer, digits), answer)


@pytest.mark.parametrize(
    ("tolerance", "words"),
    [
        (Tolerance(), "within 1%"),
        (Tolerance("absolute", 5e-4), "within 0.0005"),
        (Tolerance("significant", 3), "to 3 significant digits"),
        (Tolerance("decimals", 2), "to 2 decimal places"),
        (Tolerance("exact", 0), "exact"),
    ],
)
def test_a_person_is_told_how_exact_to_be(tolerance, words):
    assert tolerance.words() == words


@pytest.mark.parametrize(
    ("text", "tolerance"),
    [
        ("x: 1", Tolerance()),
        ("tolerance: exact", Tolerance("exact", 0.0)),
        ("tolerance: {absolute: 5e-4}", Tolerance("absolute", 5e-4)),
        ("tolerance: {significant: 3}", Tolerance("significant", 3.0)),
    ],
)
def test_tolerances_in_a_file(text, tolerance):
    node, faults = node_of(text)
    assert (parse_tolerance(node), list(faults)) == (tolerance, [])


@pytest.mark.parametrize(
    ("value", "fault"),
    [
        ("0.1", "tolerance must be exact, or one of absolute, relative, significant, decimals"),
        ("{absolute: 1, relative: 1}", "tolerance must be exact"),
        ("{absolute: -1}", "the tolerance absolute: -1 makes no sense"),
        ("{decimals: 1.5}", "the tolerance decimals: 1.5 makes no sense"),
        ("{significant: 16}", "the tolerance significant: 16 makes no sense"),
        ("{digits: 3}", 'unknown key "digits"'),
    ],
)
def test_faults_of_a_tolerance(value, fault):
    node, faults = node_of(f"tolerance: {value}")
    parse_tolerance(node)
    assert any(each.message.startswith(fault) for each in faults), list(faults)


@pytest.mark.parametrize(
    ("value", "typeable"), [(0, True), (1e12, True), (1e13, False), (1e-12, True), (-1e-13, False)]
)
def test_nobody_types_very_large_or_small_numbers(value, typeable):
    assert is_typeable(value) == typeable


def test_infinity_is_not_typeable():
    assert not is_typeable(math.inf)
