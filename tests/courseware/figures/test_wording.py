"""Texts are filled with computed numbers; Python and the scripts round alike."""

import pytest

from courseware.figures.wording import Placeholder, fill, formatted, literal_numbers, placeholders


def test_placeholders_are_filled_by_their_format():
    text = "An area of {{ auc:.2f }}, {{n}} of {{ share:.0% }}, on the {{ axis }} axis"
    values = {"auc": 0.8417, "n": 200.0, "share": 0.5, "axis": "logit"}
    assert fill(text, values) == "An area of 0.84, 200 of 50%, on the logit axis"


def test_what_is_missing_is_named():
    with pytest.raises(KeyError, match="auc"):
        fill("{{ auc }}", {})


@pytest.mark.parametrize(
    ("number", "form", "text"),
    [
        (0.125, ".2f", "0.13"),  # as toFixed has it, not to even
        (-1.386, ".2f", "−1.39"),
        (-0.0001, ".2f", "0.00"),
        (1234567, ",d", "1,234,567"),
        (1234.5, ",.1f", "1,234.5"),
        (0.2751, ".1%", "27.5%"),
        (2.5, "d", "3"),
    ],
)
def test_a_number_is_written_by_its_format(number: float, form: str, text: str):
    assert formatted(number, form) == text


@pytest.mark.parametrize("form", ["g", ".3g", "5.1f", "", ".12f"])
def test_another_format_is_refused(form: str):
    with pytest.raises(ValueError, match="format"):
        formatted(1.0, form)


def test_placeholders_are_listed_with_their_formats():
    assert list(placeholders("{{ a }} and {{ b_1:.3f }}")) == [
        Placeholder("a", ""),
        Placeholder("b_1", ".3f"),
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("L0, L1 and $w^2$ and F12", []),
        ("{{ n:.3f }} of {{ m }}", []),
        ("stays below 1", ["1"]),
        ("costs 4.605, that is 400 times", ["4.605", "400"]),
    ],
)
def test_numbers_that_were_not_computed_are_found(text: str, found: list[str]):
    assert literal_numbers(text) == found
