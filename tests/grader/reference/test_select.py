from __future__ import annotations

import numpy as np
import pytest

from grader.reference._select import choose, keep_where_negative, minus_size


@pytest.mark.parametrize("dtype", [np.float32, np.float64, np.longdouble])
def test_it_is_where_without_branches(dtype: type) -> None:
    yes = np.array([1, np.nan, -0.0, np.inf, 5, 6], dtype)
    no = np.array([np.inf, 2, 3, -0.0, np.nan, -6], dtype)
    mask = np.array([1, 1, 1, 0, 0, 0], np.bool_)
    for a, b in ((yes, no), (yes, 0), (2.5, no), (np.inf, -0.0)):
        out = np.empty_like(yes)
        choose(out, mask, a, b)
        wanted = np.where(mask, a, b).astype(dtype)
        np.testing.assert_array_equal(out, wanted)
        np.testing.assert_array_equal(np.signbit(out), np.signbit(wanted))


def test_out_may_be_either_value_and_have_strides() -> None:
    table = np.arange(12.0).reshape(3, 4)
    column, mask = table[:, 1], np.array([True, False, True])
    choose(column, mask, -1, column)
    assert table[:, 1].tolist() == [-1, 5, -1]
    choose(column, mask, column, 0)
    assert table[:, 1].tolist() == [-1, 0, -1]
    choose(np.empty(0), np.empty(0, np.bool_), 1, 0)


@pytest.mark.parametrize("dtype", ["f4", "f8", "g"])
def test_entries_where_another_array_has_a_minus_sign(dtype):
    entries = np.array([1, -2, np.inf, -np.inf, -3, 5e-40], dtype)
    out = np.array([-0.5, 0.5, -np.inf, np.inf, -0.0, 0], dtype)
    keep_where_negative(out, entries)
    assert out.tolist() == [1, 0, np.inf, 0, -3, 0]
    assert not np.signbit(out[[1, 3, 5]]).any()


@pytest.mark.parametrize("dtype", ["f4", "f8", "g"])
def test_minus_the_size_of_entries(dtype):
    entries = np.array([1, -2, 0.0, -0.0, np.inf, -np.inf, 5e-40, np.nan], dtype)
    out = np.empty_like(entries)
    minus_size(out, entries)
    np.testing.assert_array_equal(out, -np.abs(entries))
    assert np.signbit(out[:-1]).all()
    minus_size(entries, entries)
    np.testing.assert_array_equal(entries, out)
