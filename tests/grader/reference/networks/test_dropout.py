"""Dropout and its ensemble."""

from __future__ import annotations

import numpy as np
import pytest

from grader import reference as ref

X, U = [1.0, 2, 3, 4], [0.1, 0.5, 0.2, 0.9]


def test_known_values():
    assert ref.dropout_forward(X, 0.2, U).tolist() == [0, 2.5, 3.75, 5]
    assert ref.dropout_forward(X, 0.5, U).tolist() == [0, 4, 0, 8]
    assert ref.dropout_backward(X, 0.5, U).tolist() == [0, 4, 0, 8]
    assert ref.dropout(3.0, 0.2, 0.5) == 3.75
    assert ref.dropout_forward(X, 0, U).tolist() == X
    assert ref.dropout(X, 0.5, training=False).tolist() == X
    assert ref.dropout(X, 0, training=False).tolist() == X
    assert ref.dropout(X, 0.5, U, training=False).tolist() == X
    assert ref.dropout(X, 0.5, U).tolist() == [0, 4, 0, 8]


def test_refusals():
    for function in (ref.dropout_forward, ref.dropout_backward, ref.dropout):
        for rate in (1, -0.1, np.nan):
            with pytest.raises(ValueError, match=r"^rate is .*; it must lie in \[0, 1\)"):
                function(X, rate, U)
        with pytest.raises(ValueError, match=r"holds integers; dropout scales, so pass floats"):
            function(np.arange(4), 0.5, U)
        with pytest.raises(ValueError, match=r"holds integers; dropout scales, so pass floats"):
            function(np.array([True, False, True, True]), 0.5, U)
        with pytest.raises(ValueError, match=r"the shapes must be equal"):
            function(X, 0.5, U[:2])
    with pytest.raises(ValueError, match=r"^rate is 1"):
        ref.dropout(X, 1, training=False)
    with pytest.raises(ValueError, match=r"^Training needs u"):
        ref.dropout(X, 0.5)


def test_mean_variance_and_share_are_those_promised():
    rng = np.random.default_rng(0)
    x = np.full(200_000, 3.0)
    out = ref.dropout_forward(x, 0.3, rng.random(x.size))
    spread = 3 * np.sqrt(0.3 / 0.7)
    assert abs(out.mean() - 3) < 5 * spread / np.sqrt(x.size)
    assert out.std() == pytest.approx(spread, rel=0.01)
    assert (out == 0).mean() == pytest.approx(0.3, abs=0.005)


def test_the_ensemble_of_a_linear_net_is_its_plain_output():
    rng = np.random.default_rng(1)
    w = rng.standard_normal((5, 2))
    x = rng.standard_normal((3, 5))
    ensemble = ref.mc_dropout(lambda v: v @ w, x, 0.2, rng, 1000)
    error = ensemble.std / np.sqrt(1000)
    assert (np.abs(ensemble.mean - x @ w) < 5 * error).all()
    np.testing.assert_allclose(ensemble.std, np.sqrt((x**2) @ (w**2) * 0.25), rtol=0.15)


def test_the_ensemble_draws_a_mask_a_pass_from_the_generator():
    x = np.ones(4)
    got = ref.mc_dropout(lambda v: v.sum(), x, 0.5, np.random.default_rng(2), 7)
    rng = np.random.default_rng(2)
    outputs = [ref.dropout_forward(x, 0.5, rng.random(4)).sum() for _ in range(7)]
    assert got == (np.mean(outputs), np.std(outputs))
    assert ref.mc_dropout(lambda v: v, x, 0.0, rng).std.tolist() == [0, 0, 0, 0]
    with pytest.raises(ValueError, match=r"^passes is 0; it must be at least 1"):
        ref.mc_dropout(lambda v: v, x, 0.5, rng, 0)


def test_what_is_dropped_is_0_whatever_it_was():
    x, u = [np.inf, np.nan, -1.0, 3.0], [0.1, 0.1, 0.1, 0.9]
    for function in (ref.dropout_forward, ref.dropout_backward):
        assert function(x, 0.5, u).tolist() == [0, 0, 0, 6]


def test_an_ensemble_far_from_zero_in_float32_keeps_its_spread():
    def net(x):
        return np.float32(1e4) + x

    got = ref.mc_dropout(net, np.ones(3, "f4"), 0.5, np.random.default_rng(0), 4000)
    assert (got.mean.dtype, got.std.dtype) == (np.float32, np.float32)
    np.testing.assert_allclose(got.mean, 1e4 + 1, atol=0.1)
    np.testing.assert_allclose(got.std, 1, atol=0.01)
