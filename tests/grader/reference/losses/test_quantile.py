"""Quantile loss."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.metrics import mean_pinball_loss

from grader import reference as ref


def test_values_by_hand_and_at_the_ends():
    y, f = [1.0, 1, 1, 1, 1], [3.0, -1, 1, np.inf, -np.inf]
    np.testing.assert_allclose(ref.pinball(y, f, 0.9), [0.2, 1.8, 0, np.inf, np.inf], rtol=1e-14)
    np.testing.assert_allclose(ref.pinball_grad(y, f, 0.9), [0.1, -0.9, 0, 0.1, -0.9], rtol=1e-14)
    assert np.isnan(ref.pinball([1.0], [np.nan], 0.3)).all()
    assert np.isnan(ref.pinball_grad([1.0], [np.nan], 0.3)).all()


def test_scikit_learn_agrees_and_the_quantile_is_the_minimum():
    rng = np.random.default_rng(0)
    y, f = rng.standard_normal(101), rng.standard_normal(101)
    for q in (0.01, 0.3, 0.5, 0.95):
        got = ref.pinball(y, f, q, reduction="mean")
        assert got == pytest.approx(mean_pinball_loss(y, f, alpha=q), rel=1e-13)
        at = [ref.pinball(y, np.full(101, c), q, reduction="sum") for c in np.sort(y)]
        assert np.argmin(at) == np.ceil(q * 101) - 1
    plain = ref.pinball_grad([0.0, 0], [1.0, -1])
    assert plain.tolist() == [0.5, -0.5]
    half = ref.mae(y, f, reduction="none") / 2
    np.testing.assert_allclose(ref.pinball(y, f), half, rtol=1e-15)


def test_quantiles_lie_inside_0_and_1():
    for q in (0, 1, -0.5, np.nan):
        for function in (ref.pinball, ref.pinball_grad):
            with pytest.raises(ValueError, match=r"^q is .*; it must lie in \(0, 1\)\.$"):
                function([1.0], [2.0], q)


def test_a_residual_beyond_the_range_with_a_share_within():
    y, f = [-1e308, 1e308, 0.0, -np.inf], [1e308, -1e308, np.inf, 1.0]
    got = ref.pinball(y, f, 0.75)
    np.testing.assert_allclose(got, [5e307, 1.5e308, np.inf, np.inf], rtol=1e-15)
    assert ref.pinball([-1e308], [np.nan])[0] != 0
