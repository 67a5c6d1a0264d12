"""Elastic-net penalties in both conventions, and the subgradient of smallest norm."""

from __future__ import annotations

import numpy as np
import pytest

from grader import reference as ref

W = [0, -0.5, 2, 1e-9, -3]


def test_known_values():
    assert ref.elastic_net(W, 0.01, 0.02) == pytest.approx(0.32000000001, rel=1e-12)
    assert ref.elastic_net_sklearn(W, 0.1, 0.3) == pytest.approx(0.62875000003, rel=1e-12)
    slope = ref.elastic_net_grad(W, 0.01, 0.02)
    np.testing.assert_allclose(slope, [0, -0.03, 0.09, 0.01000000004, -0.13], rtol=1e-12)
    by_hand = 0.1 * 0.3 * np.sign(W) + 0.1 * 0.7 * np.array(W)
    np.testing.assert_allclose(ref.elastic_net_sklearn_grad(W, 0.1, 0.3), by_hand, rtol=1e-12)


def test_the_two_conventions_convert_into_each_other():
    a, r = 0.4, 0.25
    assert ref.elastic_net_sklearn(W, a, r) == ref.elastic_net(W, a * r, a * (1 - r) / 2)


def test_a_rate_of_zero_switches_its_part_off():
    assert ref.elastic_net([1e200], 1, 0) == 1e200
    assert ref.elastic_net([1e200], 0, 1) == np.inf
    assert ref.elastic_net([np.inf], 0, 0) == 0
    assert ref.elastic_net([], 1, 1) == 0
    assert ref.elastic_net(np.ones(2, np.float32), 0, 0).dtype == np.float32


@pytest.mark.parametrize("name", ["elastic_net", "elastic_net_grad"])
def test_negative_rates_are_refused(name):
    for rates, which in (((-1, 0), "l1"), ((0, -1), "l2")):
        with pytest.raises(ValueError, match=rf"^{which} is -1"):
            getattr(ref, name)(W, *rates)
    for rates, which in (((-1, 0.5), "alpha"), ((1, 1.5), "l1_ratio"), ((1, -0.5), "l1_ratio")):
        with pytest.raises(ValueError, match=rf"^{which} is"):
            getattr(ref, name.replace("net", "net_sklearn"))(W, *rates)


def test_smallest_subgradient():
    g, w = [0.5, -0.5, 2.0, -2.0, 1.0], [0.0, 0.0, 0.0, -1.0, 3.0]
    assert ref.min_norm_subgrad(g, w, 1).tolist() == [0, 0, 1, -3, 2]
    assert ref.min_norm_subgrad(g, w, 0).tolist() == g
    with pytest.raises(ValueError, match=r"^lam is -1"):
        ref.min_norm_subgrad(g, w, -1)
    with pytest.raises(ValueError, match=r"the shapes must be equal"):
        ref.min_norm_subgrad(g, [0.0], 1)


def test_smallest_subgradient_vanishes_at_a_lasso_optimum():
    rng = np.random.default_rng(0)
    X, y = rng.standard_normal((20, 5)), rng.standard_normal(20)
    w = ref.lasso_cd(X, y, 0.2, tol=0)
    slope = X.T @ (X @ w - y) / 20
    np.testing.assert_allclose(ref.min_norm_subgrad(slope, w, 0.2), 0, atol=1e-12)


def test_rates_that_float32_cannot_hold():
    w = np.array([1e-10, -1e38, 0], "f4")
    slope = ref.elastic_net_grad(w, 0.0, 1e45)
    assert (slope.dtype, slope.tolist()) == (np.float32, [np.float32(2e35), -np.inf, 0])
    got = ref.min_norm_subgrad(np.array([-3e38, 1, 1], "f4"), w, 4e38)
    np.testing.assert_allclose(got, np.array([1e38, -np.inf, 0], "f4"), rtol=1e-6)
