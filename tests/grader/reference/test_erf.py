from __future__ import annotations

import math

import numpy as np
import pytest

from grader.reference._erf import bell, sizes, tail_ratio_into


def tail(x: object) -> np.ndarray:
    z = np.atleast_1d(np.asarray(x))
    out = np.empty_like(z)
    tail_ratio_into(out, sizes(z))
    return out * bell(sizes(z), np.arange(z.size))


def test_tail_is_that_of_erfc() -> None:
    expected = [0.5 * math.erfc(x / math.sqrt(2)) for x in np.linspace(0.0, 37.0, 400)]
    np.testing.assert_allclose(tail(np.linspace(0.0, 37.0, 400)), expected, rtol=1e-12)


@pytest.mark.parametrize(("x", "expected"), [(0.0, 0.5), (40.0, 0.0), (np.inf, 0.0)])
def test_ends(x: float, expected: float) -> None:
    assert tail(x)[0] == pytest.approx(expected, abs=1e-300)


def test_tail_falls() -> None:
    values = tail(np.linspace(0.0, 30.0, 1000))
    assert (np.diff(values) < 0).all()
    assert np.isnan(tail(np.nan)[0])
