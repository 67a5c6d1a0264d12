"""Coefficient of determination."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.metrics import r2_score

from grader import reference as ref


def test_scikit_learn_agrees_for_one_output_and_for_many():
    for seed in range(20):
        rng = np.random.default_rng(seed)
        y = rng.standard_normal((30, 3))
        f = y + rng.standard_normal((30, 3)) * rng.choice([0.1, 1, 10])
        wanted = r2_score(y, f, multioutput="raw_values")
        np.testing.assert_allclose(ref.r2(y, f), wanted, rtol=1e-12)
        assert ref.r2(y[:, 0], f[:, 0]) == pytest.approx(wanted[0], rel=1e-12)


def test_far_labels_any_size_and_narrow_types():
    rng = np.random.default_rng(0)
    y = np.round(rng.standard_normal(50), 3) * 1024
    f = y + np.round(rng.standard_normal(50)) * 256
    wanted = ref.r2(y, f)
    assert ref.r2(y + 2.0**40, f + 2.0**40) == pytest.approx(wanted, rel=1e-6)
    for power in (-1000, 900):
        assert ref.r2(np.ldexp(y, power), np.ldexp(f, power)) == pytest.approx(wanted, rel=1e-13)
    far = np.float32(2**20) + np.arange(64, dtype=np.float32)
    got = ref.r2(far, far + np.float32(1))
    assert got.dtype == np.float32
    assert got == pytest.approx(1 - 64 / ((np.arange(64) - 31.5) ** 2).sum(), rel=1e-6)
    # Their mean, 2^24 + 3, is no number of float32.
    far = np.float32(2**24) + np.array([0, 2, 4, 6], np.float32)
    assert ref.r2(far, far + np.float32(2)) == np.float32(0.2)
    limits = [np.finfo(float).max, -np.finfo(float).max]
    assert ref.r2(limits, limits) == 1
    large = np.array([-1.5e308, 1, -1e308])
    assert ref.r2(large, large / 2) == pytest.approx(ref.r2([-1.5, 0, -1], [-0.75, 0, -0.5]))
    assert ref.r2([0.0, 1, 2], large) == -np.inf
    wide = ref.r2(np.c_[large, [1e-200, 2e-200, 3e-200]], np.c_[large, [0, 0, 0]])
    assert wide == pytest.approx([1, -6])
    assert ref.r2(np.array([-100, 100], np.int8), np.array([100, -100], np.int8)) == -3


def test_labels_without_variance():
    assert ref.r2([0.1, 0.1, 0.1], [0.1, 0.1, 0.2]) == -np.inf
    assert np.isnan(ref.r2([0.1] * 3, [0.1] * 3))
    assert ref.r2([[1.0, 2], [1, 3]], [[1, 2], [2, 3]]).tolist() == [-np.inf, 1]
    assert np.isnan(ref.r2([1.0, np.nan], [1, 2]))
    assert ref.r2([1.0, 2], [1, np.inf]) == -np.inf
    # The mean of three times 0.1 is not 0.1.
    one, two = ref.r2([[0.1, 2], [0.1, 3], [0.1, 7]], [[0.1, 2], [0.1, 3], [0.2, 7]])
    assert (one, two) == (-np.inf, 1)
    assert ref.r2([[0.1], [0.1], [0.1]], [[0.1], [0.1], [0.2]]).tolist() == [-np.inf]


def test_shares_of_any_size():
    """All the spread is where the weight is 1e-320: its squares have few digits."""
    got = ref.r2([1.0, 1, 2], [1, 1, -1.1], sample_weight=[1, 1, 1e-320])
    assert got == pytest.approx(1 - 3.1**2, rel=1e-12)
    y, f = [[1.0, 5], [1, 5], [2, 9]], [[1.0, 5], [1, 7], [-1.1, 9]]
    got = ref.r2(y, f, sample_weight=[1, 1, 1e-320])
    assert got == pytest.approx([1 - 3.1**2, -np.inf], rel=1e-12)


def test_refusals():
    for y, f, text in (
        ([], [], r"^labels is empty"),
        (np.ones((2, 1, 1)), np.ones((2, 1, 1)), r"^labels is \(2, 1, 1\); it must be \(N,\)"),
        (1.0, 1.0, r"^labels is \(\); it must be \(N,\)"),
        ([[1.0]], [1.0], r"the shapes must be equal"),
    ):
        with pytest.raises(ValueError, match=text):
            ref.r2(y, f)
