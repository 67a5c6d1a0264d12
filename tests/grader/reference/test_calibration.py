"""Temperature, Platt and isotonic calibration."""

from __future__ import annotations

import importlib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import optimize
from sklearn import isotonic
from sklearn.calibration import _sigmoid_calibration

from grader import reference as ref


def sample(seed=0, n=400, heat=2.0):
    rng = np.random.default_rng(seed)
    z = 3 * rng.standard_normal((n, 3))
    y = (z / heat + rng.gumbel(size=z.shape)).argmax(axis=1)
    return z, y


@pytest.mark.parametrize("heat", [0.5, 1.0, 4.0])
def test_temperature_is_the_likeliest(heat):
    z, y = sample(heat=heat)
    t = ref.temperature_scaling(z, y)

    def loss(value):
        return ref.sparse_softmax_ce(z / value, y, reduction="mean")

    wanted = optimize.minimize_scalar(lambda v: loss(np.exp(v)), (-1, 1), tol=1e-12)
    assert t == pytest.approx(np.exp(wanted.x), rel=1e-6)
    assert t == pytest.approx(heat, rel=0.3)
    p = ref.softmax(z / t)
    assert (p * z).sum() == pytest.approx(z[np.arange(len(y)), y].sum(), rel=1e-9)


def test_temperature_at_the_ends():
    assert ref.temperature_scaling([[2.0, 1.0]], [0]) == 1e-6
    assert ref.temperature_scaling([[2.0, 1.0]], [1]) == 1e6
    assert ref.temperature_scaling([[1e-7, 0.0]], [0]) == 1e-6
    assert ref.temperature_scaling([[1e-7, 0.0]], [1]) == 1e6
    z = np.array([1.0, -2.0, 0.5, 3.0])
    pair = np.stack([np.zeros(4), z], axis=1)
    y = [1, 0, 0, 1]
    assert ref.temperature_scaling(z, y) == ref.temperature_scaling(pair, y)
    with pytest.raises(ValueError, match=r"^labels is empty"):
        ref.temperature_scaling(np.zeros((0, 2)), [])
    with pytest.raises(ValueError, match=r"^logits holds NaN or infinity"):
        ref.temperature_scaling([[np.inf, 0]], [0])
    for logits, labels in (([[[1.0]]], [[0]]), (1.0, 0)):
        with pytest.raises(ValueError, match=r"^logits is \(.*\); it must be \(N, C\)"):
            ref.temperature_scaling(logits, labels)
    with pytest.raises(ValueError, match=r"^labels is 2 at index 2; classes run from 0 to 1"):
        ref.temperature_scaling([[1.0, 2.0]] * 3, [0, 1, 2])


@pytest.fixture
def evaluations(monkeypatch):
    """How often temperature_scaling has looked at the slope of its loss."""
    module = importlib.import_module("grader.reference.calibration")
    seen = []

    def counting(logits):
        seen.append(np.shape(logits))
        return ref.softmax(logits)

    monkeypatch.setattr(module, "softmax", counting)
    return seen


@pytest.mark.parametrize("size", [1e-3, 1.0, 1e3])
def test_temperature_is_found_to_the_last_digits_in_few_steps(size, evaluations):
    z, y = sample()
    t = ref.temperature_scaling(size * z, y)
    assert len(evaluations) <= 14
    z = z - z[np.arange(len(y)), y][:, None]
    p = ref.softmax(z * (size / t))
    assert (p * z).sum() / np.abs(p * z).sum() == pytest.approx(0, abs=1e-13)


@pytest.mark.parametrize("size", [0.1, 10.0, 1e4])
def test_temperature_of_one_right_and_one_smaller_wrong_answer(size, evaluations):
    z, y = [[3 * size, 0.0], [size, 0.0]], [0, 1]
    t = ref.temperature_scaling(z, y)
    wanted = optimize.brentq(
        lambda a: 3 * ref.sigmoid(-3 * a) - ref.sigmoid(a), 1e-6, 10, xtol=1e-16
    )
    assert size / t == pytest.approx(wanted, rel=1e-12)
    assert len(evaluations) <= 14


def test_equal_logits_say_nothing_and_have_the_highest_temperature():
    assert ref.temperature_scaling([[1.0, 1.0]], [0]) == 1e-6
    assert ref.temperature_scaling([[0.0, 2.0], [0.0, 2.0]], [0, 1]) == 1e6
    assert ref.temperature_scaling([[0.0, 1e308], [-1e308, 1e308]], [0, 1]) == 1e6


@pytest.mark.parametrize("scale", [1e-3, 1.0, 1e4])
def test_platt_is_scikit_learns_with_the_signs_turned(scale):
    z, y = sample()
    s, labels = scale * z[:, 0], (y == 0).astype(int)
    a, b = ref.platt_scaling(labels, s)
    slope, offset = _sigmoid_calibration(s, labels)
    assert a == pytest.approx(-slope, rel=1e-3)
    assert b == pytest.approx(-offset, rel=1e-3, abs=1e-4)
    targets = np.where(
        labels == 1, (labels.sum() + 1) / (labels.sum() + 2), 1 / (400 - labels.sum() + 2)
    )
    off = ref.sigmoid(a * s + b) - targets
    assert off.sum() == pytest.approx(0, abs=1e-8)
    assert (off @ s) / scale == pytest.approx(0, abs=1e-7)


def test_platt_of_separable_and_one_sided_labels_is_finite():
    a, b = ref.platt_scaling([0, 0, 1, 1], [-2.0, -1.0, 1.0, 2.0])
    assert np.isfinite([a, b]).all()
    assert a > 0
    p = ref.Platt(a, b).probabilities([-2.0, 2.0])
    np.testing.assert_allclose(p, ref.sigmoid([-2 * a + b, 2 * a + b]))
    a, b = ref.platt_scaling([1, 1], [0.5, 1.0])
    assert ref.sigmoid(a + b) == pytest.approx(0.75, abs=1e-8)
    a, b = ref.platt_scaling([1, 0], [0.0, 0.0])
    assert ref.sigmoid(b) == pytest.approx(0.5)
    with pytest.raises(ValueError, match=r"^scores holds NaN or infinity"):
        ref.platt_scaling([0, 1], [np.inf, 0])


def test_platt_probabilities_add_the_offset():
    assert ref.Platt(2.0, -1.0).probabilities([0.5, 1.0]).tolist() == [0.5, ref.sigmoid(1.0)]


def test_isotonic_by_hand():
    assert ref.isotonic_regression([1, 3, 2, 4]).tolist() == [1, 2.5, 2.5, 4]
    assert ref.isotonic_regression([3, 2, 1]).tolist() == [2, 2, 2]
    assert ref.isotonic_regression([3.0, 1.0], [3, 1]).tolist() == [2.5, 2.5]
    assert ref.isotonic_regression([1, 2, 0], increasing=False).tolist() == [1.5, 1.5, 0]
    assert ref.isotonic_regression([]).shape == (0,)
    assert ref.isotonic_regression([5.0]).tolist() == [5]
    for weights in ([0.0, 1], [-1.0, 1], [np.nan, 1], [np.inf, 1]):
        with pytest.raises(ValueError, match=r"^weights must be positive and finite"):
            ref.isotonic_regression([1.0, 2], weights)
    with pytest.raises(ValueError, match=r"the shapes must be equal"):
        ref.isotonic_regression([1.0, 2], [1.0])
    with pytest.raises(ValueError, match=r"^values holds NaN or infinity"):
        ref.isotonic_regression([np.nan])
    with pytest.raises(ValueError, match=r"^values is \(1, 1\); it must be \(N,\)"):
        ref.isotonic_regression([[1.0]])


@settings(max_examples=100)
@given(
    st.integers(1, 60).flatmap(
        lambda n: st.tuples(
            arrays(np.float64, n, elements=st.integers(-9, 9).map(float) | st.floats(-9, 9)),
            arrays(np.float64, n, elements=st.floats(0.1, 5)),
        )
    )
)
def test_scikit_learns_isotonic_regression_agrees(pair):
    values, weights = pair
    for increasing in (True, False):
        got = ref.isotonic_regression(values, weights, increasing=increasing)
        theirs = isotonic.isotonic_regression(values, sample_weight=weights, increasing=increasing)
        np.testing.assert_allclose(got, theirs, rtol=1e-9, atol=1e-9)
        np.testing.assert_allclose(weights @ got, weights @ values, rtol=1e-9, atol=1e-9)


def test_a_long_tail_is_pooled_without_passing_over_everything_again():
    values = np.append(np.arange(50_000.0), -1e12)
    got = ref.isotonic_regression(values)
    assert got.shape == values.shape
    assert np.ptp(got) == 0
    assert got[0] == pytest.approx(values.mean(), rel=1e-12)


def test_scikit_learn_agrees_where_few_neighbors_fall():
    rng = np.random.default_rng(0)
    values, weights = np.arange(200.0), rng.uniform(0.1, 5, 200)
    values[[20, 90, 91, 199]] = 3, 80, 70, 150.5
    got = ref.isotonic_regression(values, weights)
    theirs = isotonic.isotonic_regression(values, sample_weight=weights)
    np.testing.assert_allclose(got, theirs, rtol=1e-12)
    assert np.unique(got).size < 190


def test_isotonic_calibration():
    y, s = [0, 1, 0, 1, 1], [0.1, 0.4, 0.4, 0.3, 0.8]
    got = ref.isotonic_calibration(y, s)
    assert got.scores.tolist() == [0.1, 0.3, 0.4, 0.8]
    np.testing.assert_allclose(got.values, [0, 2 / 3, 2 / 3, 1], rtol=1e-14)
    wanted = [0, 0, 1 / 3, 2 / 3, 5 / 6, 1]
    np.testing.assert_allclose(got.probabilities([-1, 0.1, 0.2, 0.35, 0.6, 9]), wanted, rtol=1e-12)
    rng = np.random.default_rng(0)
    s = rng.integers(0, 30, 500) / 30
    y = (rng.random(500) < s).astype(int)
    theirs = isotonic.IsotonicRegression(out_of_bounds="clip").fit(s, y)
    at = rng.uniform(-0.2, 1.2, 50)
    np.testing.assert_allclose(
        ref.isotonic_calibration(y, s).probabilities(at), theirs.predict(at), atol=1e-12
    )
    with pytest.raises(ValueError, match=r"^scores holds NaN or infinity"):
        ref.isotonic_calibration([0, 1], [np.inf, 0])


def test_scores_and_values_of_any_size():
    base = ref.platt_scaling([0, 1, 0, 1], np.arange(4.0))
    far = ref.platt_scaling([0, 1, 0, 1], 5e8 + np.arange(4.0))
    assert far.slope == pytest.approx(base.slope, rel=1e-9)
    with np.errstate(all="raise"):
        assert base.probabilities([5e-324, 1e-310]) == pytest.approx(base.probabilities([0, 0]))
    assert ref.isotonic_regression([1.5e308, 1e308], [1e308, 1e308]).tolist() == [1.25e308] * 2
    assert ref.isotonic_regression([0.1] * 3).tolist() == [0.1] * 3
    assert ref.isotonic_regression([3, 1, 2], [1e-320, 1, 1]).tolist() == [1, 1, 2]


def test_curves_whose_slopes_leave_the_range():
    known = [0.0, 1e-310, 1.0]
    curve = ref.Isotonic(known, [0.0, 0.5, 1.0])
    at = [-1, 0, 5e-311, 1e-310, 0.5, 1, 2, np.inf, -np.inf, np.nan]
    wanted = [0, 0, 0.25, 0.5, 0.75, 1, 1, 1, 0, np.nan]
    np.testing.assert_allclose(curve.probabilities(at), wanted, rtol=1e-12)
    wide = ref.Isotonic([-1e308, 1e308], [0.0, 1.0])
    np.testing.assert_allclose(wide.probabilities([0, 5e307, -5e307]), [0.5, 0.75, 0.25])
    assert ref.Isotonic([1.0], [0.25]).probabilities([0, 1, 2]).tolist() == [0.25] * 3
    x = np.random.default_rng(0).uniform(-1, 6, 50)
    curve = ref.Isotonic([0.0, 1, 2, 5], [0.1, 0.1, 0.5, 0.7])
    np.testing.assert_allclose(curve.probabilities(x), np.interp(x, *curve), rtol=1e-14)
    same = ref.isotonic_calibration([0, 1], [2**53, 2**53 + 1])  # one score in float64
    assert same.probabilities(2.0**53) == 0.5
