"""Scaling of features."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from sklearn import preprocessing

from grader import reference as ref


def test_linear_scaling():
    assert ref.scale_linear(15, 2, 52, -1, 1) == pytest.approx(-0.48)
    assert ref.scale_linear([2.0, 52.0, 77.0], 2, 52).tolist() == [0, 1, 1.5]
    assert ref.scale_linear([5.0, 9.0], 5, 5, 10, 20).tolist() == [15, 15]
    table = ref.scale_linear([[1.0, 10.0], [3.0, 20.0]], [1, 10], [5, 20])
    assert table.tolist() == [[0, 0], [0.5, 1]]
    assert ref.scale_linear([1.0], 0, 1, 3, 3).tolist() == [3]
    assert ref.scale_linear([1.25], 1, 1.5).tolist() == [0.5]
    assert (
        ref.scale_linear(np.ones((2, 3, 4)), [0, 0, 1, 1], 2).tolist()
        == [[[0.5, 0.5, 0, 0]] * 3] * 2
    )
    with pytest.raises(ValueError, match=r"^lo is \(3,\); it must be a number or \(4,\)"):
        ref.scale_linear(np.ones((2, 3, 4)), [0, 0, 1], 2)
    for bad in ((1, 0, 0, 1), (0, 1, 1, 0), (0, np.nan, 0, 1)):
        with pytest.raises(
            ValueError, match=r"^The lower end of an interval is above its upper end"
        ):
            ref.scale_linear([0.5], *bad)
    with pytest.raises(ValueError, match=r"^hi is \(3,\); it must be a number or \(2,\)"):
        ref.scale_linear([[1.0, 2.0]], 0, [1, 2, 3])


def test_logarithmic_scaling():
    assert ref.scale_log(1000) == pytest.approx(6.90875477932, rel=1e-11)
    assert ref.scale_log([0.0, 1e-20]).tolist() == [0, 1e-20]
    np.testing.assert_allclose(ref.scale_log([-3.0, 3.0], signed=True), [-np.log(4), np.log(4)])
    for bad in (-1.0, np.nan):
        with pytest.raises(ValueError, match=r"it must lie in \[0, inf\]"):
            ref.scale_log([bad])


def test_z_scores():
    wanted = [-0.57966352234, -0.577349496302, -0.575035470265, 1.73204848891]
    np.testing.assert_allclose(ref.zscore([1, 2, 3, 1000]), wanted, rtol=1e-10)
    assert ref.zscore([[1.0, 5], [3, 5]]).tolist() == [[-1, 0], [1, 0]]
    assert ref.zscore([0.1] * 3).tolist() == [0, 0, 0]


@settings(max_examples=40)
@given(arrays(np.float64, (5, 3), elements=st.floats(-1e3, 1e3).map(lambda v: round(v, 3))))
def test_scikit_learn_agrees_and_scalings_can_be_undone(X):
    z = ref.fit_scaler(X)
    theirs = preprocessing.StandardScaler().fit_transform(X)
    np.testing.assert_allclose(ref.transform(z, X), theirs, rtol=1e-7, atol=1e-7)
    unit = ref.fit_scaler(X, "linear")
    spread = np.ptp(X, axis=0) > 0
    theirs = preprocessing.MinMaxScaler().fit_transform(X)
    np.testing.assert_allclose(ref.transform(unit, X)[:, spread], theirs[:, spread], atol=1e-9)
    assert (ref.transform(unit, X)[:, ~spread] == 0.5).all()
    for scaler, rows in ((z, X), (unit, X), (ref.fit_scaler(abs(X), "log"), abs(X))):
        back = ref.inverse_transform(scaler, ref.transform(scaler, rows))
        np.testing.assert_allclose(back, rows, rtol=1e-9, atol=1e-9)


def test_scalers_use_what_they_learned():
    scaler = ref.fit_scaler([[0.0, 1.0], [2.0, 1.0]])
    assert (scaler.shift.tolist(), scaler.scale.tolist()) == ([1, 1], [1, 0])
    assert ref.transform(scaler, [[5.0, 9.0]]).tolist() == [[4, 0]]
    equal = ref.fit_scaler([0.1] * 3)
    assert (equal.shift, equal.scale) == (0.1, 0)
    assert ref.transform(ref.fit_scaler([0.25, 0.75]), [0.5, 1.0]).tolist() == [0, 2]
    logs = ref.fit_scaler([0.0, np.e - 1], "log")
    assert ref.transform(logs, [0.0, np.e - 1]).tolist() == pytest.approx([-1, 1])
    assert ref.fit_scaler(np.float32([[1, 2]])).scale.dtype == np.float32


def test_scaling_refusals():
    with pytest.raises(
        ValueError, match=r"^kind is 'robust'; it must be one of zscore, linear, log"
    ):
        ref.fit_scaler([1.0], "robust")
    with pytest.raises(ValueError, match=r"^There are no examples"):
        ref.fit_scaler(np.zeros((0, 2)))
    with pytest.raises(ValueError, match=r"^X is \(1, 1, 1\); it must be \(N,\) or \(N, D\)"):
        ref.fit_scaler([[[1.0]]])
    with pytest.raises(ValueError, match=r"^X holds NaN or infinity at index 0"):
        ref.fit_scaler([np.nan])
    for call in (
        lambda: ref.fit_scaler([-1.0], "log"),
        lambda: ref.transform(ref.Scaler("log", 0.0, 1.0), [-1.0]),
    ):
        with pytest.raises(ValueError, match=r"^X is -1.0 at index 0; it must lie in"):
            call()
    for function in (ref.transform, ref.inverse_transform):
        with pytest.raises(
            ValueError, match=r"^X is \(1, 3\); the scaler was fitted to \('N', 2\)"
        ):
            function(ref.fit_scaler([[1.0, 2.0]]), [[1.0, 2.0, 3.0]])
        with pytest.raises(ValueError, match=r"^X is \(1, 1\); the scaler was fitted to"):
            function(ref.fit_scaler([[1.0, 2.0]]), [[1.0]])
        with pytest.raises(ValueError, match=r"^X is \(2,\)"):
            function(ref.fit_scaler([[1.0, 2.0]]), [1.0, 2.0])
        with pytest.raises(ValueError, match=r"^X is \(\); the scaler was fitted to \('N',\)"):
            function(ref.fit_scaler([1.0, 2.0]), 3.0)
        with pytest.raises(ValueError, match=r"^X is \(1, 1\); the scaler was fitted to \('N',\)"):
            function(ref.fit_scaler([1.0, 2.0]), [[3.0]])


def test_far_from_zero_in_float32_and_at_the_ends_of_the_range():
    rows = (1e4 + np.random.default_rng(0).standard_normal((100_000, 2))).astype("f4")
    wide = rows.astype("f8")
    scaler = ref.fit_scaler(rows)
    np.testing.assert_allclose(scaler.shift, wide.mean(axis=0), rtol=1e-7)
    np.testing.assert_allclose(scaler.scale, wide.std(axis=0), rtol=1e-6)
    z = ref.zscore(rows)
    assert z.dtype == np.float32
    np.testing.assert_allclose(
        z, (wide - wide.mean(axis=0)) / wide.std(axis=0), rtol=1e-5, atol=1e-6
    )
    logs = ref.fit_scaler(rows, "log")
    np.testing.assert_allclose(logs.scale, np.log1p(wide).std(axis=0), rtol=1e-5)
    half = np.array([[-6e4], [6e4], [0.0]], "f2")
    scaler = ref.fit_scaler(half, "linear")
    assert (scaler.shift.dtype, scaler.scale.tolist()) == (np.float32, [120000])
    out = ref.transform(scaler, half)
    assert (out.dtype, out.ravel().tolist()) == (np.float16, [0, 1, 0.5])
    back = ref.inverse_transform(scaler, out)
    assert (back.dtype, back.ravel().tolist()) == (np.float16, [-60000, 60000, 0])
    # Rows decide the dtype, not what was learned.
    assert ref.transform(ref.fit_scaler([0.0, 2.0]), np.ones(3, "f4")).dtype == np.float32
    ends = [1e308, -1e308, 1.5e308]
    np.testing.assert_allclose(ref.zscore(ends), [0.46291005, -1.38873015, 0.9258201], rtol=1e-7)
    np.testing.assert_allclose(ref.zscore([5e-324, 0, 1e-323]), [0, -(1.5**0.5), 1.5**0.5])
    np.testing.assert_allclose(ref.zscore([1e-200, 0, 0]), [2**0.5, -(0.5**0.5), -(0.5**0.5)])
    scaler = ref.fit_scaler(ends)
    np.testing.assert_allclose(ref.transform(scaler, [-1.7e308]), -2.0366, rtol=1e-3)
    np.testing.assert_allclose(ref.inverse_transform(scaler, [-1.8]), -1.444e308, rtol=1e-3)
    with pytest.raises(ValueError, match=r"^The spread of a column is beyond the range of float64"):
        ref.fit_scaler(ends, "linear")


def test_linear_scaling_at_the_ends_of_the_range():
    top = 1e308
    assert ref.scale_linear([0.0, top, -top], -top, top).tolist() == [0.5, 1, 0]
    assert ref.scale_linear([0.0, 0.5, 1.0], 0, 1, -top, top).tolist() == [-top, 0, top]
    got = ref.scale_linear([np.inf, -np.inf, 0.5, np.nan], 0, 1)
    np.testing.assert_array_equal(got, [np.inf, -np.inf, 0.5, np.nan])
    got = ref.scale_linear([np.inf, 0.0, np.nan], 0, 1, 3, 3)
    np.testing.assert_array_equal(got, [3, 3, np.nan])
    assert ref.scale_linear([np.inf, 5.0], 5, 5).tolist() == [0.5, 0.5]
    half = ref.scale_linear(np.array([0, 6e4], "f2"), -6e4, 6e4)
    assert (half.dtype, half.tolist()) == (np.float16, [0.5, 1])
    with pytest.raises(TypeError, match=r"^a is '0'; it must be a real number"):
        ref.scale_linear([0.5], 0, 1, "0", 1)


def test_both_ends_are_mapped_to_the_ends_of_the_target():
    for a, b in ((-1e16, 1.0), (0.1, 0.7), (-0.3, 1e-9), (0.0, 1.0)):
        assert ref.scale_linear([2.0, 5.0], 2.0, 5.0, a, b).tolist() == [a, b]
    assert ref.scale_linear([-1.0, 2.0], 0.0, 1.0, 3.0, 5.0).tolist() == [1, 7]
