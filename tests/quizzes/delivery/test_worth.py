from decimal import Decimal

import pytest

from quizzes.delivery.worth import points_factor


@pytest.mark.parametrize(
    ("worth", "possible", "practice", "factor"),
    [
        (Decimal("5.00"), 1.0, False, 5.0),
        (Decimal("3.00"), 3.0, False, 1.0),
        (Decimal("10.00"), 28.0, False, 10 / 28),
        (Decimal("0.00"), 3.0, False, None),
        (Decimal("5.00"), 1.0, True, None),
        (Decimal("5.00"), 0.0, False, None),
    ],
)
def test_points_of_a_file_count_by_the_points_of_the_item(worth, possible, practice, factor):
    assert points_factor(worth, possible, practice=practice) == factor
