"""Sparse rows and predictions from them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader import reference as ref


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


@settings(max_examples=40)
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


def test_scores_whose_products_leave_the_range_have_the_sign_of_their_sum():
    X = np.array([[1e200, 2e200, 0.5], [-1e200, -2e200, 0.5], [1.0, 2.0, 3.0]])
    for table in (X, np.asfortranarray(X), np.repeat(X, 2, axis=1)[:, ::2], X[:, ::-1].copy()):
        columns = [0, 1] if table[0, 0] > 1 else [2, 1]
        scores = ref.sparse_predict(table, columns, [1e200, -1e200])
        assert scores.tolist() == [-np.inf, np.inf, -1e200]
