"""What a selection comes to."""

from __future__ import annotations

import pytest

from courseware.manual_grading.points import total


@pytest.mark.parametrize(
    ("selected", "adjustment", "counts_down", "points"),
    [
        ([], 0, False, 0),
        ([2, 1], 0, False, 3),
        ([2, 1], 0.5, False, 3.5),
        ([3, 2], 0, False, 4),
        ([-1, -2], 0, True, 1),
        ([-5], 0, True, 0),
        ([], 0, True, 4),
        ([0.1, 0.2], 0, False, 0.3),
    ],
)
def test_lines_and_adjustment_add_up_within_bounds(selected, adjustment, counts_down, points):
    assert total(4, selected, adjustment, counts_down=counts_down) == points
