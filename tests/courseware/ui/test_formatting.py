from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import translation
from django.utils.formats import reset_format_cache

from courseware.ui import formatting
from courseware.ui.templatetags.ui import hundredths

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "text"), [(7.5, "7.5"), (8.0, "8"), (0.04, "0"), (-0.04, "0"), (-2.5, "−2.5")]
)
def test_numbers_have_no_trailing_zeros(value, text):
    assert formatting.number(value) == text


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        (2.25, 1, "2.3"), (2.35, 1, "2.4"), (-2.25, 1, "−2.3"), (0.145, 2, "0.15"), (0.5, 0, "1"),
        (1.005, 2, "1.01"), (2.675, 2, "2.68"), (2.2499, 1, "2.2"), (100 * 0.285, 0, "29"),
    ],
)  # fmt: skip
def test_a_half_is_rounded_up_everywhere(value, places, text):
    assert formatting.number(value, places) == formatting.decimals(value, places) == text


def test_points_and_their_percentage_agree():
    assert formatting.points(2.25, 4) == "2.3 of 4"
    assert formatting.percent(2.25 / 4) == "56.3%"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.125, "0.125×"),
        (1.005, "1.01×"),
        (1.3249, "1.32×"),
        (0.25, "0.250×"),
        (13.06, "13.1×"),
        (9.996, "10.0×"),
        (148.2, "148×"),
        (2e-5, "0.0000200×"),
        (0, "0×"),
    ],
)
def test_ratios_have_three_significant_digits(value, text):
    assert formatting.ratio(value) == text


@pytest.mark.parametrize("value", [1e-5, 12345.0, 1e7])
def test_no_ratio_is_told_with_an_exponent(value):
    assert "e" not in formatting.ratio(value)


def test_points_without_a_score_are_a_dash():
    assert formatting.points(None, 10) == "– of 10"
    assert formatting.points(7.46, 10) == "7.5 of 10"


def test_a_date_of_another_year_names_it():
    assert formatting.day(datetime(2026, 12, 4, 18, 0), NOW) == "Fri 4 Dec, 18:00"
    assert formatting.day(datetime(2027, 12, 4, 18, 0), NOW) == "Sat 4 Dec 2027, 18:00"


@pytest.mark.parametrize(
    ("gap", "text"),
    [
        (timedelta(days=3, hours=5), "in 3 days"),
        (timedelta(hours=1, minutes=59), "in 1 hour"),
        (timedelta(seconds=30), "now"),
        (-timedelta(minutes=20), "20 minutes ago"),
        (-timedelta(days=1), "1 day ago"),
    ],
)
def test_distances_are_told_in_one_unit(gap, text):
    assert formatting.distance(NOW + gap, NOW) == text


@pytest.mark.parametrize(
    ("late_by", "shown"),
    [
        (timedelta(), ""),
        (timedelta(microseconds=1), "late"),
        (timedelta(seconds=59), "late by less than a minute"),
        (timedelta(minutes=1), "late by 1 minute"),
        (timedelta(hours=2, minutes=59), "late by 2 hours"),
        (timedelta(days=3), "late by 3 days"),
    ],
)
def test_lateness_is_shown_in_one_unit(late_by, shown):
    assert formatting.lateness(late_by) == shown


def test_decimals_are_as_many_as_are_asked_for():
    assert formatting.decimals(0.5, 2) == "0.50"
    assert formatting.decimals(-1.04, 1) == "−1.0"
    assert formatting.decimals(12.7, 0) == "13"


def test_percentages_have_no_space():
    assert formatting.percent(0.873) == "87.3%"
    assert formatting.percent(1) == "100%"
    assert formatting.percent(0.895, 2) == "89.50%"


def test_percentages_have_the_space_of_the_language():
    with translation.override("de"):
        assert formatting.percent(0.873) == "87,3 %"
        assert formatting.percent(0.895, 2) == "89,50 %"
        assert hundredths(71.4) == "71 %"
    assert hundredths(None) == "–"


@pytest.mark.parametrize(("value", "count"), [(1, 1), (1.0, 1), (1.5, 2), (0.5, 2), (3.0, 3)])
def test_fractions_take_the_plural_form_of_several(value, count):
    assert formatting.plural_count(value) == count


def test_numbers_have_the_decimal_sign_of_the_language(settings):
    settings.DECIMAL_SEPARATOR = ","
    reset_format_cache()
    with translation.override("xx"):
        assert formatting.points(7.5, 10) == "7,5 of 10"
        assert formatting.ratio(1.32) == "1,32×"
    reset_format_cache()
