"""logsumexp, softmax, log_softmax: known values, extremes, invariants, and the libraries."""

from __future__ import annotations

import mpmath
import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import special

from grader import reference as ref

inf, nan = np.inf, np.nan
tables = arrays(
    np.float64, st.tuples(st.integers(1, 4), st.integers(1, 6)), elements=st.floats(-1e3, 1e3)
)


def test_known_values_of_logsumexp():
    assert ref.logsumexp([1000, 1000]) == pytest.approx(1000.69314718, rel=1e-11)
    assert ref.logsumexp([-800, -801]) == pytest.approx(-799.686738312, rel=1e-11)
    assert ref.logsumexp([1000, 999]) == pytest.approx(1000.31326169, rel=1e-11)
    assert ref.logsumexp([-inf, 0]) == 0
    assert ref.logsumexp([-inf, -inf]) == -inf
    assert ref.logsumexp([inf, 0]) == inf
    assert ref.logsumexp([inf, -inf]) == inf
    assert np.isnan(ref.logsumexp([nan, 0]))
    assert np.isnan(ref.logsumexp([nan, inf]))


def test_known_values_of_softmax():
    p = [0.0900305731704, 0.244728471055, 0.665240955775]
    np.testing.assert_allclose(ref.softmax([1, 2, 3]), p, rtol=1e-11)
    logs = [-2.40760596444, -1.40760596444, -0.407605964444]
    np.testing.assert_allclose(ref.log_softmax([1, 2, 3]), logs, rtol=1e-11)
    far = [1000, 1001, -1000]
    np.testing.assert_allclose(ref.softmax(far), [0.26894142137, 0.73105857863, 0], rtol=1e-10)
    logs = [-1.31326168752, -0.313261687518, -2001.31326169]
    np.testing.assert_allclose(ref.log_softmax(far), logs, rtol=1e-11)
    assert ref.log_softmax(np.array([1000, 0], np.float32)).tolist() == [0, -1000]
    row = [0.081925069065, -0.0220330445202, -0.0598920245448]
    np.testing.assert_allclose(ref.softmax_grad([1, 2, 3])[0], row, rtol=1e-11)


def test_rows_without_a_finite_maximum_give_nan():
    z = np.array([[-inf, -inf], [inf, 0], [nan, 0], [-inf, 0]])
    np.testing.assert_array_equal(ref.softmax(z), [[nan] * 2, [nan] * 2, [nan] * 2, [0, 1]])
    np.testing.assert_array_equal(ref.log_softmax(z)[3], [-inf, 0])
    assert np.isnan(ref.log_softmax(z)[:3]).all()


def test_no_rows_no_classes_one_class():
    assert ref.softmax(np.zeros((0, 3))).shape == (0, 3)
    assert ref.softmax(np.zeros((2, 0))).shape == (2, 0)
    assert ref.log_softmax(np.zeros((2, 0))).shape == (2, 0)
    assert ref.logsumexp(np.zeros((2, 0))).tolist() == [-inf, -inf]
    assert ref.softmax([[5.0], [-5.0]]).tolist() == [[1], [1]]
    assert ref.log_softmax([[5.0]]).tolist() == [[0]]
    assert ref.logsumexp([[5.0]]).tolist() == [5]


def test_keepdims_keeps_the_axis():
    z = np.arange(24.0).reshape(2, 3, 4)
    for axis in (0, 1, 2, -1, -2):
        got = ref.logsumexp(z, axis, keepdims=True)
        np.testing.assert_allclose(got, special.logsumexp(z, axis, keepdims=True), rtol=1e-14)
        np.testing.assert_array_equal(ref.logsumexp(z, axis), got.squeeze(axis))
    with pytest.raises(np.exceptions.AxisError):
        ref.softmax(z, 3)


@pytest.mark.parametrize("axis", [0, 1, 2, -1, -2])
def test_any_axis_may_be_that_of_the_classes(axis):
    z = np.random.default_rng(0).standard_normal((2, 3, 4))
    np.testing.assert_allclose(ref.softmax(z, axis), special.softmax(z, axis), rtol=1e-13)
    np.testing.assert_allclose(ref.log_softmax(z, axis), special.log_softmax(z, axis), rtol=1e-13)


@pytest.mark.parametrize("slope", [ref.softmax_grad, ref.log_softmax_grad])
@pytest.mark.parametrize("shape", [(4,), (3, 4), (2, 3, 4), (4, 4)])
def test_a_gradient_from_above_goes_through_the_jacobian_of_its_row(slope, shape):
    z, u = np.random.default_rng(1).standard_normal((2, *shape))
    wanted = np.einsum("...c,...ck->...k", u, slope(z))
    np.testing.assert_allclose(slope(z, u), wanted, rtol=1e-12, atol=1e-14)


def test_a_square_table_is_normalized_along_the_right_axis():
    z = np.array([[1.0, 2, 3], [4, 0, 1], [2, 2, 2]])
    np.testing.assert_allclose(ref.softmax(z).sum(axis=1), 1, rtol=1e-15)
    np.testing.assert_allclose(ref.softmax(z, axis=0).sum(axis=0), 1, rtol=1e-15)


@pytest.mark.parametrize("z", [[40.0, 0.0], [0.0, -700.0], [3.0, 3.0, -50.0], [1e-9, 0.0, 2.0]])
def test_full_accuracy_against_many_digits(z):
    mpmath.mp.dps = 400
    total = mpmath.fsum(mpmath.exp(mpmath.mpf(v)) for v in z)
    assert ref.logsumexp(z) == pytest.approx(float(mpmath.log(total)), rel=1e-15, abs=0)
    logs = [float(mpmath.mpf(v) - mpmath.log(total)) for v in z]
    np.testing.assert_allclose(ref.log_softmax(z), logs, rtol=1e-14)
    p = [float(mpmath.exp(mpmath.mpf(v)) / total) for v in z]
    np.testing.assert_allclose(ref.softmax(z), p, rtol=1e-14)


def test_jacobian_keeps_its_digits_for_a_sure_class():
    tail = np.exp(-50.0)
    expected = [[tail, -tail], [-tail, tail]]
    np.testing.assert_allclose(ref.softmax_grad([50.0, 0.0]), expected, rtol=1e-13)


@settings(max_examples=100)
@given(tables, st.floats(-100, 100))
def test_invariants(z, shift):
    p = ref.softmax(z)
    np.testing.assert_allclose(p.sum(axis=-1), 1, rtol=0, atol=2.3e-16 * z.shape[1] * 2)
    np.testing.assert_allclose(ref.softmax(z + shift), p, rtol=1e-11, atol=1e-300)
    np.testing.assert_allclose(
        ref.logsumexp(z + shift), ref.logsumexp(z) + shift, rtol=1e-12, atol=1e-12
    )
    np.testing.assert_allclose(np.exp(ref.log_softmax(z)), p, rtol=1e-12, atol=1e-300)
    order = np.random.default_rng(0).permutation(z.shape[1])
    np.testing.assert_allclose(ref.softmax(z[:, order]), p[:, order], rtol=1e-14)
    top = z.max(axis=-1)
    assert (ref.logsumexp(z) >= top).all()
    assert (ref.logsumexp(z) <= top + np.log(z.shape[1]) + 1e-12).all()


@settings(max_examples=100)
@given(tables)
def test_the_libraries_agree(z):
    np.testing.assert_allclose(ref.softmax(z), special.softmax(z, axis=-1), rtol=1e-13, atol=1e-300)
    theirs = torch.log_softmax(torch.from_numpy(z), -1).numpy()
    np.testing.assert_allclose(ref.log_softmax(z), theirs, rtol=1e-12, atol=1e-13)
    np.testing.assert_allclose(
        ref.logsumexp(z), special.logsumexp(z, axis=-1), rtol=1e-13, atol=1e-14
    )


def test_torch_loses_the_small_loss_of_a_sure_class():
    z = np.array([40.0, 0.0])
    assert torch.log_softmax(torch.from_numpy(z), -1)[0].item() == 0
    assert ref.log_softmax(z)[0] == pytest.approx(-np.exp(-40.0), abs=0)


def test_convex_along_lines():
    a, b = np.random.default_rng(1).standard_normal((2, 50, 4)) * 5
    middle = ref.logsumexp((a + b) / 2)
    assert (middle <= (ref.logsumexp(a) + ref.logsumexp(b)) / 2 + 1e-12).all()


def test_huge_slopes_beside_a_row_that_has_none():
    scores, slopes = np.array([[0.0, 1.0]] * 2), np.array([[1.5e308, -1.5e308], [np.inf, 0]])
    alone = ref.softmax_grad(scores[:1], slopes[:1])
    p = ref.softmax(scores[0])
    np.testing.assert_allclose(alone[0] / 1e308, 3 * p[0] * p[1] * np.array([1, -1]), rtol=1e-14)
    for bad in (np.inf, np.nan):
        slopes[1, 0] = bad
        assert ref.softmax_grad(scores, slopes)[0].tolist() == alone[0].tolist()
