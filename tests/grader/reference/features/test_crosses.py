"""Crosses of features."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import sparse

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
