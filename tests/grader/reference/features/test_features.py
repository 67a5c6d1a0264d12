"""Crosses, sparse weights, scaling, and the playground's inputs."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import sparse
from sklearn import preprocessing

from grader import reference as ref


def test_cross_ids_count_in_row_major_order():
    assert ref.cross_size([7, 24]) == 168
    assert ref.feature_cross_ids([[0, 0], [1, 2], [6, 23]], [7, 24]).tolist() == [0, 26, 167]
    every = np.indices((2, 3, 4)).reshape(3, -1).T
    assert ref.feature_cross_ids(every, [2, 3, 4]).tolist() == list(range(24))
    assert ref.feature_cross_ids([[3], [1]], [5]).tolist() == [3, 1]
    big = np.array([[99_999, 99_999]], np.int32)
    assert ref.feature_cross_ids(big, [10**5, 10**5]).tolist() == [10**10 - 1]
    assert ref.feature_cross_ids(np.zeros((0, 2), int), [2, 2]).dtype == np.int64


def test_one_hot_crosses_dense_and_sparse():
    ids, sizes = [[0, 1], [1, 2], [0, 1]], [2, 3]
    dense = ref.feature_cross_onehot(ids, sizes)
    assert dense.tolist() == [[0, 1, 0, 0, 0, 0], [0, 0, 0, 0, 0, 1], [0, 1, 0, 0, 0, 0]]
    assert dense.dtype == np.float32
    csr = ref.feature_cross_csr(ids, sizes, np.float64)
    theirs = sparse.csr_matrix(csr[:3], csr.shape)
    np.testing.assert_array_equal(theirs.toarray(), dense)
    assert csr.data.dtype == np.float64
    assert ref.feature_cross_csr(ids, sizes).data.dtype == np.float32
    w = np.arange(6.0)
    np.testing.assert_array_equal(ref.cross_predict(ids, sizes, w), dense @ w)
    huge = ref.cross_predict([[9999, 999]], [10**4, 10**3], np.ones(10**7, np.float32))
    assert huge.tolist() == [1]


def test_cross_refusals():
    with pytest.raises(ValueError, match=r"^ids\[:, 1\] is 3 at index 0; classes run from 0 to 2"):
        ref.feature_cross_ids([[0, 3]], [2, 3])
    with pytest.raises(ValueError, match=r"^ids\[:, 0\] is -1"):
        ref.feature_cross_ids([[-1, 0]], [2, 3])
    for sizes in ([2], [2, 3, 4]):
        with pytest.raises(
            ValueError, match=rf"^ids is \(1, 2\); sizes names {len(sizes)} features"
        ):
            ref.feature_cross_ids([[0, 0]], sizes)
    with pytest.raises(ValueError, match=r"^ids is \(2,\); it must be \(N, F\)"):
        ref.feature_cross_ids([0, 0], [2, 3])
    with pytest.raises(TypeError, match=r"^ids holds float64"):
        ref.feature_cross_ids([[0.0, 0.0]], [2, 3])
    with pytest.raises(ValueError, match=r"^The cross has more columns than int64 can count"):
        ref.feature_cross_ids([[0, 0]], [2**32, 2**31])
    assert ref.feature_cross_ids([[0, 1]], [2**32, 2**31 - 1]).tolist() == [1]
    largest = [7, 7, 73, 127, 337, 92737, 649657]
    last = ref.feature_cross_ids([[n - 1 for n in largest]], largest)
    assert last.tolist() == [2**63 - 2]
    with pytest.raises(ValueError, match=r"^sizes is empty"):
        ref.cross_size([])
    with pytest.raises(ValueError, match=r"^sizes is 0; it must be at least 1"):
        ref.cross_size([2, 0])
    for length in (5, 7):
        with pytest.raises(ValueError, match=rf"^w is \({length},\); it must be \(6,\)"):
            ref.cross_predict([[0, 0]], [2, 3], np.zeros(length))


def test_compression_keeps_what_counts():
    w = np.array([0.0, 1.5, -0.0, -2.0, 1e-9, np.nan], np.float32)
    idx, val = ref.compress(w)
    assert idx.tolist() == [1, 3, 4, 5]
    assert (idx.dtype, val.dtype) == (np.int32, np.float32)
    assert ref.compress(w, 1e-6).idx.tolist() == [1, 3, 5]
    assert ref.compress([1.0, 0.5], 0.5).idx.tolist() == [0]
    assert ref.compress([]).val.shape == (0,)
    with pytest.raises(ValueError, match=r"^w is \(1, 1\); it must be \(D,\)"):
        ref.compress([[1.0]])
    with pytest.raises(ValueError, match=r"^tol is -1"):
        ref.compress([1.0], -1)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6), st.sampled_from("CF"))
def test_sparse_predictions_are_the_dense_ones(seed, order):
    rng = np.random.default_rng(seed)
    X = np.asarray(rng.standard_normal((6, 9)), order=order)
    w = rng.standard_normal(9) * (rng.random(9) < 0.3)
    got = ref.sparse_predict(X, *ref.compress(w), 0.5)
    np.testing.assert_allclose(got, X @ w + 0.5, rtol=1e-12, atol=1e-12)


def test_sparse_prediction_refusals_and_edges():
    X = np.eye(3)
    assert ref.sparse_predict(X, [], [], 2.0).tolist() == [2, 2, 2]
    assert ref.sparse_predict(X, [1], [3.0]).tolist() == [0, 3, 0]
    for bad, text in (
        (([3], [1.0]), "^idx is 3 at index 0; classes run from 0 to 2"),
        (([0], [1.0, 2.0]), "the shapes must be equal"),
        (([[0]], [[1.0]]), r"^idx is \(1, 1\); it must be \(nnz,\)"),
    ):
        with pytest.raises(ValueError, match=text):
            ref.sparse_predict(X, *bad)
    with pytest.raises(ValueError, match=r"^X is \(3,\); it must be \(N, D\)"):
        ref.sparse_predict(X[0], [0], [1.0])


def test_bytes():
    assert ref.sparse_bytes(2_000_000, 0.03) == 480_000
    assert ref.sparse_bytes(1e6, 0.5) == ref.dense_bytes(10**6) == 4_000_000
    assert ref.model_bytes(5) == 40
    assert ref.sparse_bytes(10**6, 0.05) == 400_000
    for call, which in (
        (lambda: ref.sparse_bytes(-1, 0.5), "d is -1"),
        (lambda: ref.sparse_bytes(1, 1.5), "p is 1.5"),
        (lambda: ref.dense_bytes(-1), "d is -1"),
        (lambda: ref.model_bytes(-1), "nnz is -1"),
    ):
        with pytest.raises(ValueError, match=rf"^{which}; it must"):
            call()


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


@settings(max_examples=40, deadline=None)
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


def test_playground_inputs():
    got = ref.playground_features([[2.0, 3.0], [-1.0, 0.0]])
    wanted = [[2, 3, 4, 9, 6, np.sin(2), np.sin(3)], [-1, 0, 1, 0, 0, np.sin(-1), 0]]
    np.testing.assert_allclose(got, wanted, atol=1e-15)
    assert ref.playground_features([[2.0, 3.0]], ["xTimesY", "y"]).tolist() == [[6, 3]]
    assert ref.playground_features([[2.0, 3.0]], []).shape == (1, 0)
    for bad in ([2.0, 3.0], [[1.0, 2.0, 3.0]], [[1.0]], np.zeros((1, 2, 2))):
        with pytest.raises(ValueError, match=r"it must be \(N, 2\), points in the plane"):
            ref.playground_features(bad)
    with pytest.raises(ValueError, match=r"^names is 'cosX'; it must be one of x, y, xSquared"):
        ref.playground_features([[1.0, 2.0]], ["cosX"])
