from __future__ import annotations

import numpy as np
import pytest

from grader.reference import _rules
from grader.reference._bounds import at_least


@pytest.mark.parametrize("dtype", ["f4", "f8", "g"])
@pytest.mark.parametrize("count", [0, 1, 2, 3, 5, 8, 13, _rules.BLOCK])
def test_entries_below_the_bound_are_the_bound(dtype, count):
    pattern = np.array([-1, -0.0, 0, 2, np.nan, np.inf, -np.inf], dtype)
    entries = np.resize(pattern, count)
    out = np.empty_like(entries)
    at_least(out, entries, 0)
    wanted = np.resize(np.array([0, 0, 0, 2, np.nan, np.inf, 0], dtype), count)
    np.testing.assert_array_equal(out, wanted)
    at_least(entries, entries, -1)
    np.testing.assert_array_equal(entries[:7], np.array([-1, 0, 0, 2, np.nan, np.inf, -1])[:count])


def test_the_bound_is_not_left_in_the_hands_of_the_caller():
    first, second = np.full(3, -1.0), np.full(3, -1.0)
    at_least(first, first, 0)
    first += 5
    at_least(second, second, 0)
    assert second.tolist() == [0, 0, 0]
