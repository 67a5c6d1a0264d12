"""Problems of any size are those of size 1; scores are right to the largest product."""

from __future__ import annotations

import numpy as np
import pytest

from grader import reference as ref
from grader.reference.linear._range import scaled_scores, scores

RNG = np.random.default_rng(8)
X, y, w = RNG.normal(size=(7, 4)), RNG.normal(size=7), RNG.normal(size=4)


@pytest.mark.parametrize(("of_x", "of_y"), [(600, 300), (1020, 0), (0, 1000), (300, 700)])
def test_squared_losses_scale_by_powers_of_two(of_x: int, of_y: int):
    far_x, far_y, far_w = np.ldexp(X, of_x), np.ldexp(y, of_y), np.ldexp(w, of_y - of_x)

    def pair(name: str, *rates: float, of: int, weights: bool = False, **more: int) -> None:
        """Of the far problem, and of the near one times 2^of; rates of |w| and of w^2."""
        far = [np.ldexp(r, p) for r, p in zip(rates, (of_x + of_y, 2 * of_x), strict=False)]
        there, here = ((far_w,), (w,)) if weights else ((), ())
        function = getattr(ref, name)
        got = function(far_x, far_y, *there, *far, **more)
        with np.errstate(over="ignore", under="ignore"):
            wanted = np.ldexp(function(X, y, *here, *rates, **more), of)
        np.testing.assert_allclose(got, wanted, rtol=1e-12, err_msg=name)

    # A rate in proportion may be infinite.
    rate = 0.05 if of_x + of_y < 1000 and of_x < 510 else 0.0
    pair("lasso_lambda_max", of=of_x + of_y)
    pair("kkt_violation", rate, of=of_x + of_y, weights=True)
    pair("lasso_objective", rate, of=2 * of_y, weights=True)
    pair("lasso_cd", rate, of=of_y - of_x, n_sweeps=9)
    for name in ("ista", "fista"):
        pair(name, rate, of=of_y - of_x, n_iter=9)
    if rate:
        pair("lasso_duality_gap", rate, of=2 * of_y, weights=True)


@np.errstate(all="ignore")
def test_scores_whose_products_leave_the_range():
    far = 2.0**700
    rows = np.array([[far, far, 1.0], [far, 0.0, 1.0], [1.0, 2.0, 3.0]])
    weights = np.array([far, -far, 0.5])
    np.testing.assert_array_equal(scores(rows, weights, 2.0), [0.0, np.inf, -far])
    z, power = scaled_scores(rows, weights, 2.0)
    assert np.isfinite(z).all() and power > 1020
    narrow = np.array([[3e38, 3e38, 1.0]], np.float32)
    assert scores(narrow, np.array([2.0, -1.9, 1.0], np.float32), np.float32(0))[0] == (
        pytest.approx(3e37, rel=1e-6)
    )


def test_probabilities_of_scores_beyond_the_range_are_finite():
    model = ref.SoftmaxModel(np.array([[1e300, 2e300], [0.0, 1.0]]), np.zeros(2))
    rows = np.array([[1e300, 1.0], [-1e300, 1.0], [0.0, 0.0]])
    np.testing.assert_array_equal(model.probabilities(rows), [[0, 1], [1, 0], [0.5, 0.5]])
    np.testing.assert_array_equal(model.predict(rows), [1, 0, 0])
