"""Softmax with a temperature."""

from __future__ import annotations

import numpy as np
import pytest

from grader import reference as ref

Z = np.array([[1.0, 2, 3, -1], [5, 5, 0, -900]])


def test_it_is_the_softmax_of_divided_scores():
    for t in (0.1, 1.0, 7.0):
        np.testing.assert_allclose(ref.softmax_temperature(Z, t), ref.softmax(Z / t), rtol=1e-13)
        np.testing.assert_array_equal(
            ref.softmax_temperature(Z.T, t, axis=0), ref.softmax_temperature(Z, t).T
        )
        jacobian = ref.softmax_temperature_grad(Z, t)
        h = 1e-6
        for c in range(4):
            step = h * np.eye(4)[c]
            up, down = (ref.softmax_temperature(Z + s * step, t) for s in (1, -1))
            np.testing.assert_allclose(jacobian[:, :, c], (up - down) / (2 * h), atol=1e-8)
        u = np.random.default_rng(0).standard_normal((2, 4))
        wanted = np.einsum("nc,nck->nk", u, jacobian)
        np.testing.assert_allclose(ref.softmax_temperature_grad(Z, t, u), wanted, atol=1e-13)
    np.testing.assert_allclose(ref.softmax_temperature(Z), ref.softmax(Z), rtol=1e-15)


def test_ends_of_temperatures():
    assert ref.softmax_temperature([1e300, 1e300, 0], 1e-300).tolist() == [0.5, 0.5, 0]
    assert ref.softmax_temperature([3.0, 2.0], 1e-320).tolist() == [1, 0]
    np.testing.assert_allclose(ref.softmax_temperature(Z, 1e300), 0.25, rtol=1e-12)
    big = [[1.7e308, -1.7e308], [-1.7e308, -1e308]]
    wanted = np.array([[0.85e308, -0.85e308], [-0.175e308, 0.175e308]])
    np.testing.assert_allclose(ref.softmax_temperature_grad(np.zeros((2, 2)), 1, big), wanted)
    small = ref.softmax_temperature_grad([0.0, 0.0], 1e-300, [5 * 5e-324, 0])
    np.testing.assert_allclose(small, [5 * 5e-324 / 1e-300 / 4, -5 * 5e-324 / 1e-300 / 4])
    minus = ref.softmax_temperature_grad([0.0, 0.0], 1e-300, [-5 * 5e-324, 0])
    assert minus.tolist() == (-small).tolist()
    # Each row has a shift of its own.
    rows = ref.softmax_temperature([[1e300, 0], [1, 1]], 1e-300)
    assert rows.tolist() == [[1, 0], [0.5, 0.5]]
    none = np.zeros((2, 0))
    assert ref.softmax_temperature(none).shape == (2, 0)
    assert ref.softmax_temperature_grad(none, 1, none).shape == (2, 0)
    assert ref.softmax_temperature_grad(Z, 2, np.zeros((2, 4))).tolist() == [[0] * 4] * 2
    for empty in (np.zeros((0, 3)), np.zeros((0, 3), np.float32)):
        got = ref.softmax_temperature(empty), ref.softmax_temperature_grad(empty, 1, empty)
        assert all(g.shape == (0, 3) and g.dtype == empty.dtype for g in got)
    for t in (0, -1, np.inf, np.nan):
        with pytest.raises(ValueError, match=r"^temperature is"):
            ref.softmax_temperature(Z, t)
    with pytest.raises(ValueError, match=r"^upstream is \(1, 4\), .*must be equal"):
        ref.softmax_temperature_grad(Z, 1, Z[:1])
    with pytest.raises(ValueError, match=r"^x is a single number"):
        ref.softmax_temperature(1.0)
    with pytest.raises(ValueError, match=r"^axis is 2"):
        ref.softmax_temperature(Z, axis=2)


def test_a_row_of_a_gradient_does_not_depend_on_the_size_of_another():
    u = np.random.default_rng(1).standard_normal((2, 4))
    plain = ref.softmax_temperature_grad(Z, 3.0, u)
    for huge in (1.7e308, np.inf, np.nan):
        u[0] = huge, -huge, 0, 1
        got = ref.softmax_temperature_grad(Z, 3.0, u)
        np.testing.assert_array_equal(got[1], plain[1])
        assert np.isfinite(got[0]).all() == (huge == 1.7e308)


def test_differences_beyond_the_range_of_a_high_temperature():
    got = ref.softmax_temperature([1e308, -1e308, np.nan][:2], 1e308)
    np.testing.assert_allclose(got, ref.softmax([2.0, 0.0]), rtol=1e-15)
    slope = ref.softmax_temperature_grad([0.0, -800.0], 1e-10, [1e300, 0.0])
    np.testing.assert_array_equal(slope, [0, 0])
    steep = ref.softmax_temperature_grad([0.0, -7e-8], 1e-10, [1e300, 0.0])
    assert steep[0] == pytest.approx(np.exp(-700) * 1e300 * 1e10, rel=1e-12)
