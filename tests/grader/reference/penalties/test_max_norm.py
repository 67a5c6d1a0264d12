"""Max-norm constraint."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from grader import reference as ref


def test_each_column_is_projected_by_itself():
    rng = np.random.default_rng(0)
    w = rng.standard_normal((5, 4)) * [0.1, 1, 10, 1e-3]
    got = ref.project_max_norm(w, 1.5)
    for j in range(4):
        np.testing.assert_allclose(got[:, j], ref.project_l2_ball(w[:, j], 1.5), rtol=1e-14)
    np.testing.assert_array_equal(got[:, [0, 3]], w[:, [0, 3]])
    np.testing.assert_array_equal(ref.project_max_norm(w.T, 1.5, axis=1), got.T)
    theirs = torch.renorm(torch.from_numpy(w), p=2, dim=1, maxnorm=1.5)
    np.testing.assert_allclose(got, theirs, rtol=1e-6)


def test_sizes_zeros_and_refusals():
    big = np.array([[3e300, 0], [4e300, 0]])
    np.testing.assert_allclose(ref.project_max_norm(big, 5), [[3, 0], [4, 0]], rtol=1e-15)
    assert ref.project_max_norm(big * 1e-300, 0).tolist() == [[0, 0], [0, 0]]
    assert ref.project_max_norm(np.zeros((0, 3))).shape == (0, 3)
    below = np.array([[-3e300, 3e-200], [0, -4e-200]])
    got = ref.project_max_norm(below, 5e-201)
    np.testing.assert_allclose(got, [[-5e-201, 3e-201], [0, -4e-201]], rtol=1e-15)
    got = ref.project_max_norm([[np.inf, 1, np.nan], [1, 2, 0]], 1)
    wanted = [[np.nan, 1 / 5**0.5, np.nan], [0, 2 / 5**0.5, np.nan]]
    np.testing.assert_allclose(got, wanted, rtol=1e-15)
    for size in range(1, 60):  # just as long as the bound
        ones = np.ones((size, 1))
        assert (ref.project_max_norm(ones, np.sqrt(size)) == ones).all()
    for call, text in (
        (lambda: ref.project_max_norm([1.0], -1), r"^radius is -1"),
        (lambda: ref.project_max_norm(1.0), r"^axis is 0, w \(\); w has no such axis"),
        (lambda: ref.project_max_norm([1.0], 1, 1), r"^axis is 1, w \(1,\)"),
    ):
        with pytest.raises(ValueError, match=text):
            call()
