"""How totals and differences are written."""

from __future__ import annotations

import pytest

from courseware.gradebook.rules import Rules
from courseware.gradebook.templatetags.gradebook import (
    percent_points,
    signed_percent,
    signed_points,
)


@pytest.mark.parametrize(
    ("percent", "places", "shown"),
    [
        (None, 0, "–"),
        (89.96, None, "90%"),
        (89.0, 0, "89%"),
        (89.5, 2, "89.50%"),
        (105.0, 0, "105%"),
    ],
)
def test_a_total_has_the_decimals_of_the_rules(
    percent: float | None, places: int | None, shown: str
) -> None:
    assert percent_points(percent, Rules(places=places)) == shown


@pytest.mark.parametrize(
    ("gain", "shown"), [(None, "–"), (0.15, "+1.5"), (-0.1, "−1"), (0.0, "0"), (1e-9, "0")]
)
def test_a_difference_has_a_sign(gain: float | None, shown: str) -> None:
    assert signed_points(gain, 10) == shown
    assert signed_percent(None if gain is None else 10 * gain) == shown
