"""Penalties on groups and matrices."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from grader import reference as ref

W, GROUPS = [3.0, 4.0, -2.0, 0.0, 0.0], [7, 7, -1, 2, 2]


def test_group_lasso_by_hand():
    assert ref.group_lasso(W, GROUPS) == pytest.approx(np.sqrt(2) * 5 + 2, rel=1e-14)
    root = np.sqrt(2)
    np.testing.assert_allclose(
        ref.group_lasso_grad(W, GROUPS), [0.6 * root, 0.8 * root, -1, 0, 0], rtol=1e-14
    )
    assert ref.group_lasso(W, range(5)) == pytest.approx(ref.l1(W), rel=1e-14)
    assert ref.group_lasso([], []) == 0
    assert ref.group_lasso([3e200, 4e200], [0, 0]) == pytest.approx(np.sqrt(2) * 5e200)
    small = ref.group_lasso([3e-200, 4e-200], [0, 0])
    assert small == pytest.approx(np.sqrt(2) * 5e-200, abs=0)
    np.testing.assert_allclose(ref.group_lasso_grad([0.3, 0.4], [0, 0]) / np.sqrt(2), [0.6, 0.8])
    assert ref.group_lasso_grad([np.inf, 0.5], [0, 1])[1] == 1
    assert ref.group_lasso([0.0], [0]) == 0
    assert ref.group_lasso([np.inf, 1.0], [0, 1]) == np.inf


def test_group_lasso_refuses_what_does_not_fit():
    for function in (ref.group_lasso, ref.group_lasso_grad):
        with pytest.raises(ValueError, match=r"the shapes must be equal"):
            function(W, [0, 1])
        with pytest.raises(TypeError, match=r"^groups holds float64"):
            function(W, [0.0] * 5)
        with pytest.raises(ValueError, match=r"^w is \(1, 2\); it must be \(D,\)"):
            function([[1.0, 2.0]], [[0, 1]])


def test_nuclear_norm():
    w = np.diag([3.0, -4.0, 0.0])
    assert ref.nuclear_norm(w) == pytest.approx(7)
    np.testing.assert_allclose(ref.nuclear_norm_grad(w), np.diag([1, -1, 0]), atol=1e-15)
    a = np.random.default_rng(0).standard_normal((4, 6))
    assert ref.nuclear_norm(a) == pytest.approx(
        torch.linalg.matrix_norm(torch.from_numpy(a), "nuc").item()
    )
    assert ref.nuclear_norm(a) >= ref.l2(a)
    low = np.outer([1.0, 2, 3], [1.0, -1])
    np.testing.assert_allclose(ref.nuclear_norm_grad(low), low / ref.l2(low), rtol=1e-12)
    np.testing.assert_allclose(ref.nuclear_norm_grad(1e-20 * np.eye(2)), np.eye(2), atol=1e-15)
    assert ref.nuclear_norm(np.zeros((0, 3))) == 0
    assert ref.nuclear_norm_grad(np.zeros((2, 3))).tolist() == [[0] * 3] * 2


def test_nuclear_norm_refuses_what_is_no_finite_matrix():
    for function in (ref.nuclear_norm, ref.nuclear_norm_grad):
        with pytest.raises(ValueError, match=r"^w is \(3,\); it must be \(M, N\), a matrix"):
            function([1.0, 2, 3])
        with pytest.raises(ValueError, match=r"^w holds NaN or infinity"):
            function([[np.nan]])


@pytest.mark.parametrize("dtype", ["i1", "u1", "i2", "u4", "i8", "u8"])
def test_groups_may_have_any_numbers(dtype):
    """Close together, with gaps, at either end of the range and at both."""
    rng, info = np.random.default_rng(0), np.iinfo(dtype)
    w = rng.standard_normal(60)
    for keys in ([0, 1, 2], [3, 9], [info.max - 4, info.max], [info.min, info.min + 2]):
        groups = rng.choice(np.array(keys, dtype), 60)
        wanted = sum(np.sqrt(sum(groups == g)) * np.linalg.norm(w[groups == g]) for g in keys)
        assert ref.group_lasso(w, groups) == pytest.approx(wanted, rel=1e-14)
    both = np.array([info.min, info.max] * 30, dtype)
    wanted = np.sqrt(30) * (np.linalg.norm(w[::2]) + np.linalg.norm(w[1::2]))
    assert ref.group_lasso(w, both) == pytest.approx(wanted, rel=1e-14)
