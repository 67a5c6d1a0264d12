from __future__ import annotations

import numpy as np
import pytest

from grader.reference.activations._each import each


def twice_into(out: np.ndarray, z: np.ndarray) -> None:
    np.multiply(z, 2, out=out)


@pytest.mark.parametrize("shape", [(), (0,), (3,), (2, 0), (2, 3, 4), (100_001,)])
def test_every_entry_is_computed_whatever_the_shape(shape: tuple[int, ...]) -> None:
    x = np.random.default_rng(0).random(shape)
    result = each(twice_into, x)
    assert np.shape(result) == shape
    np.testing.assert_array_equal(result, 2 * x)


@pytest.mark.parametrize(
    ("dtype", "expected"),
    [(np.float32, np.float32), (np.float64, np.float64), (np.int64, np.float64)],
)
def test_dtype_follows_the_rules(dtype: type, expected: type) -> None:
    assert each(twice_into, np.ones(3, dtype)).dtype == expected


def test_layout_in_memory_makes_no_difference() -> None:
    x = np.arange(12.0).reshape(3, 4)
    for view in (x.T, x[::2], x[:, ::-1], np.asfortranarray(x)):
        np.testing.assert_array_equal(each(twice_into, view), 2 * view)
