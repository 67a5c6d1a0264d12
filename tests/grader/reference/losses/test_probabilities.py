"""Log loss of probabilities and binary entropy."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from sklearn import metrics
from torch.nn import functional

from grader import reference as ref

inf = np.inf


def test_known_values():
    y, p = [1, 0, 1], [0.9, 0.2, 0.6]
    assert ref.log_loss(y, p) == pytest.approx(0.279776563579, rel=1e-11)
    assert ref.log_loss(1, 0, 1e-15) == pytest.approx(34.5387763949, rel=1e-11)
    assert ref.log_loss(1, 0.0) == inf
    assert ref.binary_entropy(0.2) == pytest.approx(0.500402423538, rel=1e-11)
    np.testing.assert_allclose(
        ref.log_loss_grad(y, p, reduction="none"), [-1 / 0.9, 1.25, -1 / 0.6]
    )
    assert ref.log_loss_grad(y, p)[1] == pytest.approx(1.25 / 3)


def test_sure_predictions():
    losses = ref.log_loss([0, 1, 0, 1, 0.5], [0.0, 1.0, 1.0, 0.0, 1.0], reduction="none")
    assert losses.tolist() == [0, 0, inf, inf, inf]
    slopes = ref.log_loss_grad([0, 1, 0, 1], [0.0, 1.0, 1.0, 0.0], reduction="none")
    assert slopes.tolist() == [1, -1, inf, -inf]
    assert ref.binary_entropy([0.0, 0.5, 1.0]).tolist() == [0, np.log(2), 0]
    assert ref.binary_entropy_grad([0.0, 0.5, 1.0]).tolist() == [inf, 0, -inf]
    assert ref.log_loss(0, 1e-20) == 1e-20


def test_the_slope_at_a_zero_of_either_sign_is_the_same():
    for zero in (0.0, -0.0):
        slope = ref.log_loss_grad([1.0, 0.5, 0.0], np.full(3, zero), reduction="none")
        assert slope.tolist() == [-np.inf, -np.inf, 1.0]


def test_the_clip_is_a_convention():
    y, p = [1, 0, 1, 0], [0.0, 1.0, 0.99, 0.3]
    got = ref.log_loss(y, p, 0.1, reduction="none")
    np.testing.assert_allclose(got, -np.log([0.1, 0.1, 0.9, 0.7]), rtol=1e-14)
    slopes = ref.log_loss_grad(y, p, 0.1, reduction="none")
    np.testing.assert_allclose(slopes, [0, 0, 0, 1 / 0.7], rtol=1e-14)
    assert ref.log_loss(1, 0.1, 0.1) == pytest.approx(-np.log(0.1))
    for eps in (-0.1, 0.5, np.nan):
        with pytest.raises(ValueError, match=r"^eps is"):
            ref.log_loss(y, p, eps)
    # 1 - 1e-15 is 1 in float32: such a clip protects at 0 alone.
    assert ref.log_loss(np.float32(0), np.float32(1), 1e-15) == inf
    assert ref.log_loss(np.float32(1), np.float32(0), 1e-15) == pytest.approx(34.538776, rel=1e-6)


def test_the_libraries_bound_the_loss_of_a_sure_and_wrong_prediction():
    wrong = metrics.log_loss([1, 0], [0.0, 0.5], labels=[0, 1]) * 2 - np.log(2)
    assert wrong == pytest.approx(36.0436533891, rel=1e-6)
    assert functional.binary_cross_entropy(torch.tensor(0.0), torch.tensor(1.0)) == 100


@pytest.mark.parametrize("function", [ref.log_loss, ref.log_loss_grad])
def test_bad_arguments(function):
    for y, p in (([1, 2], [0.5, 0.5]), ([1, 0], [0.5, 1.5]), ([1, 0], [np.nan, 0.5])):
        with pytest.raises(ValueError, match=r"it must lie in \[0, 1\]"):
            function(y, p)
    with pytest.raises(ValueError, match=r"the shapes must be equal"):
        function([1, 0], [[0.5], [0.5]])


@pytest.mark.parametrize("function", [ref.binary_entropy, ref.binary_entropy_grad])
@pytest.mark.parametrize("p", [-0.5, 1.5, np.nan])
def test_entropy_is_that_of_a_probability(function, p):
    with pytest.raises(ValueError, match=r"^\w+ is .*; it must lie in \[0, 1\]"):
        function([0.5, p])


@settings(max_examples=80)
@given(arrays(np.float64, 8, elements=st.floats(1e-9, 1 - 1e-9)), st.floats(0, 1))
def test_the_libraries_agree_inside(p, soft):
    y = np.arange(8) % 2
    assert ref.log_loss(y, p) == pytest.approx(metrics.log_loss(y, p), rel=1e-12)
    labels = np.full(8, soft)
    theirs = functional.binary_cross_entropy(
        torch.from_numpy(p), torch.from_numpy(labels), reduction="none"
    )
    got = ref.log_loss(labels, p, reduction="none")
    np.testing.assert_allclose(got, theirs.numpy(), rtol=1e-12, atol=1e-15)
    assert (got >= ref.binary_entropy(soft) - 1e-12).all()


@settings(max_examples=40)
@given(arrays(np.float64, 8, elements=st.floats(-30, 30)))
def test_log_loss_of_a_sigmoid_is_the_cross_entropy_of_its_logit(z):
    y = np.arange(8) % 2
    got = ref.log_loss(y, ref.sigmoid(z), reduction="none")
    np.testing.assert_allclose(got, ref.sigmoid_ce(z, y.astype(float)), rtol=1e-3, atol=1e-13)


def test_the_gradient_of_weighted_classes_at_the_ends():
    options = {"class_weight": [2, 3], "reduction": "none"}
    found = ref.log_loss_grad([0, 1, 0, 1, 0, 1], [0.0, 1.0, -0.0, 0.0, 1.0, -0.0], **options)
    np.testing.assert_array_equal(found, [2, -3, 2, -np.inf, np.inf, -np.inf])
    soft, p = [0.25, 0.75], np.array([0.5, 0.3])
    expected = [-0.25 * 3 / 0.5 + 0.75 * 2 / 0.5, -0.75 * 3 / 0.3 + 0.25 * 2 / 0.7]
    np.testing.assert_allclose(ref.log_loss_grad(soft, p, **options), expected)
    held = ref.log_loss_grad([1, 0], [0.001, 0.4], 0.01, **options)
    np.testing.assert_allclose(held, [0, 2 / 0.6])


def test_an_eps_that_float32_cannot_hold_protects_too():
    y, p = np.ones(1, "f4"), np.zeros(1, "f4")
    loss = ref.log_loss(y, p, eps=1e-50)
    assert (loss.dtype, loss) == (np.float32, np.float32(-np.log(1e-50)))
    assert ref.log_loss_grad(y, p, eps=1e-50) == 0
