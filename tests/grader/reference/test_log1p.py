from __future__ import annotations

import mpmath as mp
import numpy as np
import pytest

from grader.reference._log1p import log1p_into

SIZES = [0, 5e-324, 1e-300, 1e-17, 1.1e-16, 2.3e-16, 1e-9, 1e-4, 0.03, 0.3, 0.499, 0.5, 0.75, 1]


def test_it_is_within_two_units_of_the_last_place():
    drawn = np.random.default_rng(0).uniform(-1, 1, 300)
    x = np.concatenate([SIZES, -np.array(SIZES), drawn, drawn * 1e-8, np.nextafter([-1.0], 0)])
    got = np.empty_like(x)
    with np.errstate(divide="ignore"):
        log1p_into(got, x)
    assert got[x == -1] == -np.inf
    with mp.workdps(400):
        for value, at in zip(got[x > -1], x[x > -1], strict=True):
            assert abs(mp.mpf(value) - mp.log1p(mp.mpf(at))) <= 2 * np.spacing(abs(value)), at


@pytest.mark.parametrize("dtype", ["f4", "f8", "g"])
def test_out_may_be_the_argument(dtype):
    x = np.array([0.5, -0.25, 1, np.nan], dtype)
    log1p_into(x, x)
    np.testing.assert_allclose(x, np.log1p(np.array([0.5, -0.25, 1, np.nan], dtype)), rtol=1e-6)
    assert x.dtype == dtype
