"""Prediction bias, whole, by bucket and by slice; Brier score."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from sklearn import metrics
from sklearn.calibration import calibration_curve

from grader import reference as ref

P = [0.05, 0.1, 0.2, 0.2, 0.35, 0.4, 0.6, 0.7, 0.8, 0.95]
Y = [0, 0, 0, 1, 0, 1, 1, 0, 1, 1]


def test_known_values():
    assert ref.prediction_bias(Y, P) == pytest.approx(-0.065, rel=1e-12)
    buckets = ref.bucketed_bias(Y, P, 5)
    assert buckets.count.tolist() == [4, 2, 1, 2, 1]
    np.testing.assert_allclose(buckets.bias, [-0.1125, -0.125, -0.4, 0.25, -0.05], rtol=1e-12)
    np.testing.assert_allclose(buckets.mean_p - buckets.mean_y, buckets.bias)
    quantiles = ref.bucketed_bias(Y, P, 5, "quantile")
    np.testing.assert_allclose(quantiles.bias, [0.075, -0.3, -0.125, 0.15, -0.125], rtol=1e-12)
    assert ref.expected_calibration_error(Y, P, 5) == pytest.approx(0.165, rel=1e-12)
    assert ref.brier(Y, P) == pytest.approx(0.18675, rel=1e-12)
    assert ref.log_loss(Y, P) == pytest.approx(0.532554419555, rel=1e-11)


def test_buckets_close_at_the_right_and_empty_ones_are_left_out():
    got = ref.bucketed_bias([0, 1, 0, 1, 1], [0.0, 0.25, 0.5, 0.75, 1.0], 4)
    assert got.count.tolist() == [2, 1, 1, 1]
    assert got.mean_p.tolist() == [0.125, 0.5, 0.75, 1]
    assert ref.bucketed_bias([0, 1], [0.1, 0.9], 4).count.tolist() == [1, 1]
    assert ref.bucketed_bias([0, 1], [0.5, 0.5], 4, "quantile").count.tolist() == [2]
    assert ref.bucketed_bias([0, 1], [0.1, 0.9], 1).count.tolist() == [2]
    assert ref.bucketed_bias([0], [0.6], 10).count.tolist() == [1]


def test_quantile_buckets_are_cut_at_the_percentiles():
    p = np.arange(101) / 100
    assert ref.bucketed_bias(p, p, 4, "quantile").count.tolist() == [26, 25, 25, 25]
    assert ref.bucketed_bias(p, p, 10, "quantile").count.tolist() == [11, *[10] * 9]


def test_quantile_buckets_of_weighted_examples_hold_about_equal_weight():
    p, weights = np.array([0.1, 0.9, 0.3, 0.5]), [1, 1, 1, 3]
    got = ref.bucketed_bias(p, p, 2, "quantile", sample_weight=weights)
    assert got.count.tolist() == [5, 1]
    assert got.mean_p.tolist() == pytest.approx([1.9 / 5, 0.9])
    copies = np.repeat(p, weights)
    again = ref.bucketed_bias(copies, copies, 2, "quantile", sample_weight=np.ones(6))
    assert again.count.tolist() == [5, 1]
    error = ref.expected_calibration_error([0] * 4, p, 2, "quantile", sample_weight=weights)
    assert error == pytest.approx((1.9 + 0.9) / 6)


def test_slices():
    got = ref.slice_bias([0, 1, 1, 0], [0.5, 0.25, 0.75, 0.2], [9, -3, 9, -3])
    assert got.keys.tolist() == [-3, 9]
    assert got.count.tolist() == [2, 2]
    np.testing.assert_allclose(got.bias, [0.225 - 0.5, 0.625 - 0.5])
    errors = [np.sqrt(0.1875 + 0.16) / 2, np.sqrt(0.25 + 0.1875) / 2]
    np.testing.assert_allclose(got.standard_error, errors)
    with pytest.raises(TypeError, match=r"^slice_ids holds float64"):
        ref.slice_bias([0], [0.5], [1.0])
    with pytest.raises(ValueError, match=r"^slice_ids is \(2,\), labels \(1,\)"):
        ref.slice_bias([0], [0.5], [1, 2])


@settings(max_examples=80)
@given(
    arrays(np.int64, 20, elements=st.integers(0, 1)).filter(lambda y: 0 < y.sum() < 20),
    arrays(np.float64, 20, elements=st.floats(0, 1)),
    st.integers(1, 12),
    st.sampled_from(["uniform", "quantile"]),
)
def test_scikit_learn_agrees(y, p, k, mode):
    mean_y, mean_p = calibration_curve(y, p, n_bins=k, strategy=mode)
    got = ref.bucketed_bias(y, p, k, mode)
    np.testing.assert_allclose(got.mean_p, mean_p, rtol=1e-12)
    np.testing.assert_allclose(got.mean_y, mean_y, rtol=1e-12)
    assert got.count.sum() == 20
    assert got.count @ got.bias == pytest.approx(20 * ref.prediction_bias(y, p), abs=1e-10)
    assert ref.brier(y, p) == pytest.approx(metrics.brier_score_loss(y, p), rel=1e-12)
    ece = ref.expected_calibration_error(y, p, k, mode)
    assert abs(ref.prediction_bias(y, p)) - 1e-12 <= ece <= 1


FUNCTIONS = [
    ref.prediction_bias,
    ref.bucketed_bias,
    ref.brier,
    ref.expected_calibration_error,
    lambda y, p: ref.slice_bias(y, p, [0] * len(y)),
]


@pytest.mark.parametrize("function", FUNCTIONS)
def test_refusals(function):
    for y, p, text in (
        ([2], [0.5], r"^labels is 2.0 at index 0; it must lie in \[0, 1\]"),
        ([1], [1.5], r"^p is 1.5 at index 0; it must lie in \[0, 1\]"),
        ([1], [np.nan], r"^p is nan"),
        ([1, 0], [0.5], "the shapes must be equal"),
        ([], [], r"^labels is empty"),
        ([[1]], [[0.5]], r"^labels is \(1, 1\); it must be \(N,\)"),
    ):
        with pytest.raises(ValueError, match=text):
            function(y, p)


def test_bucket_refusals():
    with pytest.raises(ValueError, match=r"^k is 0; it must be at least 1"):
        ref.bucketed_bias(Y, P, 0)
    with pytest.raises(ValueError, match=r"^mode is 'log'; it must be one of uniform, quantile"):
        ref.bucketed_bias(Y, P, 5, "log")


def test_many_probabilities_in_float32_are_added_in_float64():
    rng = np.random.default_rng(0)
    p = rng.random(300_000, "f4")
    y = (rng.random(300_000) < p).astype("f4")
    wide = p.astype("f8") - y
    assert ref.prediction_bias(y, p) == np.float32(wide.mean())
    assert ref.brier(y, p) == np.float32(np.square(wide).mean())
    assert ref.prediction_bias(y, p).dtype == ref.brier(y, p).dtype == np.float32


def test_small_biases_in_float32_and_weights_whose_sum_overflows():
    y, p = np.array([1, 0], "f4"), np.array([1e-8, 1], "f4")
    assert ref.prediction_bias(y, p) == np.float32(5e-9)
    huge = ref.slice_bias([1, 0, 1], [0.5] * 3, [0, 0, 0], sample_weight=[1e308] * 3)
    assert huge.standard_error[0] == pytest.approx(0.5 / np.sqrt(3) / 1e154, rel=1e-14)
    whole = ref.slice_bias([1, 0], [0.5, 0.2], [0, 0], sample_weight=[2, 1])
    assert whole.standard_error[0] == pytest.approx(np.sqrt(0.66) / 3, rel=1e-15)
