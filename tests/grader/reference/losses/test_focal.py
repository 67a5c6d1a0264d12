"""Focal loss."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from grader import reference as ref

inf = np.inf


def test_without_focus_it_is_the_cross_entropy():
    z, y = np.linspace(-9, 9, 19), np.arange(19) % 2
    np.testing.assert_allclose(ref.focal_loss(z, y, 0), ref.sigmoid_ce(z, y), rtol=1e-14)
    np.testing.assert_allclose(ref.focal_loss_grad(z, y, 0), ref.sigmoid_ce_grad(z, y), rtol=1e-12)
    np.testing.assert_allclose(ref.focal_loss(z, y, 2, 0.5), ref.focal_loss(z, y) / 2, rtol=1e-14)


def test_extremes():
    z, y = [inf, -inf, inf, -inf], [1, 0, 0, 1]
    assert ref.focal_loss(z, y).tolist() == [0, 0, inf, inf]
    assert ref.focal_loss(z, y, 0).tolist() == [0, 0, inf, inf]
    assert ref.focal_loss_grad(z, y).tolist() == [0, 0, 1, -1]
    assert ref.focal_loss(1000.0, 0) == 1000
    assert ref.focal_loss(-1000.0, 0, 0.5) == 0


def test_alpha_weighs_positives_and_one_minus_alpha_negatives():
    plain = ref.focal_loss([0.3, 0.3], [1, 0])
    np.testing.assert_allclose(ref.focal_loss([0.3, 0.3], [1, 0], alpha=0.9) / plain, [0.9, 0.1])


def test_bad_arguments():
    for function in (ref.focal_loss, ref.focal_loss_grad):
        with pytest.raises(ValueError, match=r"^gamma is -1"):
            function([0.0], [1], -1)
        with pytest.raises(ValueError, match=r"^alpha is 2"):
            function([0.0], [1], alpha=2)
        with pytest.raises(ValueError, match=r"labels must be 0 or 1"):
            function([0.0], [0.5])
        with pytest.raises(ValueError, match=r"the shapes must be equal"):
            function([0.0, 1.0], [1])


@settings(max_examples=60)
@given(arrays(np.float64, 8, elements=st.floats(-30, 30)), st.floats(0, 5), st.floats(0, 1))
def test_the_published_formula(z, gamma, alpha):
    y = np.arange(8) % 2
    p = ref.sigmoid(z)
    pt, at = np.where(y == 1, p, 1 - p), np.where(y == 1, alpha, 1 - alpha)
    wanted = -at * (1 - pt) ** gamma * np.log(pt)
    np.testing.assert_allclose(ref.focal_loss(z, y, gamma, alpha), wanted, rtol=1e-2, atol=1e-12)
    assert (ref.focal_loss(z, y, gamma) <= ref.sigmoid_ce(z, y) + 1e-15).all()
