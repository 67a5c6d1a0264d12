"""Arithmetic in float64 at least, and of the next wider dtype."""

from __future__ import annotations

import numpy as np

from grader.reference._wide import done_again, narrowed, not_held, wide, wider


def test_narrow_floats_are_widened_and_wide_ones_stay():
    assert wide(np.ones(2, np.float32)).dtype == np.float64
    assert wide(np.ones(2, np.longdouble)).dtype == np.longdouble
    same = np.ones(2)
    assert wide(same) is same


def test_the_next_wider_dtype():
    order = [np.dtype(t) for t in (np.float16, np.float32, np.float64, np.longdouble)]
    assert [wider(dtype) for dtype in order] == [*order[1:], order[-1]]


def test_numbers_that_a_dtype_holds_are_narrowed_all_or_none():
    numbers = np.array([0.0, -1.0, 1e38, 1e-37, np.inf, np.nan])
    assert narrowed(numbers, np.dtype("f4")).dtype == np.float32
    for beyond in (-4e38, 1e-39, -5e-324):
        more = np.append(numbers, beyond)
        assert not_held(more, np.dtype("f4")).tolist() == [False] * 6 + [True]
        assert narrowed(more, np.dtype("f4")).dtype == np.float64
    assert narrowed(np.arange(3), np.dtype("f4")).dtype == np.float32
    assert not not_held(np.array([1e300]), np.dtype("f8")).any()


def test_some_entries_are_done_again_and_the_others_stay():
    def step(a):
        return [a + 1, a * a]

    a = np.array([[1, 1e30], [3, 1e-30]], np.float32)
    outs = [np.full((2, 2), -1, np.float32)] * 2
    plain, squares = done_again(step, [a], outs, a > 1e10, {1})
    assert (plain.dtype, squares.dtype) == (np.float32, np.float64)
    np.testing.assert_array_equal(plain, np.array([[-1, 1e30], [-1, -1]], np.float32))
    np.testing.assert_array_equal(squares, [[-1, float(np.float32(1e30)) ** 2], [-1, -1]])
    _, narrow = done_again(step, [a], outs, a == 3, {1})
    assert narrow.dtype == np.float32
    assert narrow.tolist() == [[-1, -1], [9, -1]]
    assert outs[1].max() == -1
