"""Cross-entropy of binary and multi-label targets."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from torch.nn import functional

from grader import reference as ref

inf = np.inf
Z = [-1000, -1, 0, 0, 2, 1000, 1000]
Y = [0, 1, 0, 0.5, 1, 1, 0]


def test_known_values():
    wanted = [0, 1.31326168752, 0.69314718056, 0.69314718056, 0.126928011043, 0, 1000]
    np.testing.assert_allclose(ref.sigmoid_ce(Z, Y), wanted, rtol=1e-11)
    slope = [0, -0.73105857863, 0.5, 0, -0.119202922022, 0, 1]
    np.testing.assert_allclose(ref.sigmoid_ce_grad(Z, Y), slope, rtol=1e-11)
    assert ref.sigmoid_ce(0.5, 1, pos_weight=3) == pytest.approx(1.42223095254, rel=1e-11)
    assert ref.sigmoid_ce(-2.5, 1) == pytest.approx(2.57888973429, rel=1e-11)
    wrong = ref.sigmoid_ce(np.array([1000, -1000], np.float32), np.array([0, 1], np.float32))
    assert wrong.tolist() == [1000, 1000]


def test_known_values_of_several_labels():
    z, y = [[2, 1, 0.1]], [[1, 0, 1]]
    wanted = [[0.126928011043, 1.31326168752, 0.644396660074]]
    np.testing.assert_allclose(ref.multilabel_ce(z, y), wanted, rtol=1e-11)
    mean = ref.multilabel_ce(z, y, reduction="mean")
    assert mean == pytest.approx(0.694862119545, rel=1e-11)
    np.testing.assert_array_equal(ref.multilabel_ce_grad(z, y), ref.sigmoid_ce_grad(z, y))
    for function in (ref.multilabel_ce, ref.multilabel_ce_grad):
        with pytest.raises(ValueError, match=r"^logits is \(3,\); it must be \(N, C\), one row"):
            function(z[0], y[0])
        weighted = function(z, y, pos_weight=[1, 1, 4], reduction="sum")
        assert np.sum(weighted) != pytest.approx(np.sum(function(z, y, reduction="sum")))


def test_a_soft_label_cannot_cost_less_than_its_entropy():
    z = ref.logit(0.3)
    assert ref.sigmoid_ce(z, 0.3) == pytest.approx(0.610864302055, rel=1e-11)
    assert ref.sigmoid_ce_grad(z, 0.3) == pytest.approx(0, abs=1e-16)
    assert (ref.sigmoid_ce(np.linspace(-5, 5, 100), np.full(100, 0.3)) >= 0.610864302054).all()


@pytest.mark.parametrize("q", [1.0, 2.5])
def test_infinite_logits_cost_nothing_when_they_are_right(q):
    z, y = [inf, inf, -inf, -inf, inf, -inf], [1, 0, 0, 1, 0.5, 0.5]
    assert ref.sigmoid_ce(z, y, pos_weight=q).tolist() == [0, inf, 0, inf, inf, inf]
    slopes = [0, 1, 0, -q, 0.5, -0.5 * q]
    np.testing.assert_allclose(ref.sigmoid_ce_grad(z, y, pos_weight=q), slopes, atol=1e-15)
    assert np.isnan(ref.sigmoid_ce([np.nan], [1], pos_weight=q))


def test_torch_gives_nan_for_a_sure_and_right_infinite_logit():
    z, y = torch.tensor([inf]), torch.tensor([1.0])
    assert torch.isnan(functional.binary_cross_entropy_with_logits(z, y))


def test_pos_weight_may_be_one_a_column():
    z, y = np.array([[0.5, -1.0], [2.0, 0.0]]), np.array([[1.0, 0.3], [0.0, 1.0]])
    q = np.array([3.0, 0.5])
    wanted = q * y * ref.softplus(-z) + (1 - y) * ref.softplus(z)
    np.testing.assert_allclose(ref.sigmoid_ce(z, y, pos_weight=q), wanted, rtol=1e-14)
    many = [np.tile(a, (9000, 1)) for a in (z, y)]
    np.testing.assert_allclose(ref.sigmoid_ce(*many, pos_weight=q)[-2:], wanted, rtol=1e-14)
    for bad in ([1.0, 2.0, 3.0], [[1.0], [2.0], [3.0]], [[[1.0]]]):
        with pytest.raises(ValueError, match=r"pos_weight|broadcast"):
            ref.sigmoid_ce(z, y, pos_weight=bad)
    for bad in ([[1.0, 2.0]] * 3, np.ones((0, 2))):
        with pytest.raises(ValueError, match=r"^pos_weight is .*; it must be one number or one a"):
            ref.sigmoid_ce([[0.0, 1.0]], [[0.0, 1.0]], pos_weight=bad)
    for bad in (0.0, -1.0, [1.0, np.nan]):
        with pytest.raises(ValueError, match=r"^pos_weight must be positive"):
            ref.sigmoid_ce(z, y, pos_weight=bad)


@pytest.mark.parametrize("y", [-0.1, 1.1, np.nan])
def test_labels_outside_the_unit_interval_are_refused(y):
    with pytest.raises(ValueError, match=r"^labels is .*; it must lie in \[0, 1\]"):
        ref.sigmoid_ce([0.0, 1.0], [0.5, y])


@settings(max_examples=150)
@given(
    arrays(np.float64, 12, elements=st.floats(-1e4, 1e4)),
    arrays(np.float64, 12, elements=st.floats(0, 1)),
    st.floats(0.1, 10),
)
def test_torch_agrees_on_finite_logits(z, y, q):
    theirs = functional.binary_cross_entropy_with_logits(
        torch.from_numpy(z),
        torch.from_numpy(y),
        reduction="none",
        pos_weight=torch.tensor(q, dtype=torch.float64),
    ).numpy()
    np.testing.assert_allclose(ref.sigmoid_ce(z, y, pos_weight=q), theirs, rtol=1e-11, atol=1e-11)
    plain = functional.binary_cross_entropy_with_logits(
        torch.from_numpy(z), torch.from_numpy(y), reduction="none"
    ).numpy()
    np.testing.assert_allclose(ref.sigmoid_ce(z, y), plain, rtol=1e-12, atol=1e-11)


@settings(max_examples=60)
@given(arrays(np.float64, 12, elements=st.floats(-700, 700)))
def test_exchanging_the_classes_mirrors_the_loss(z):
    y = (np.arange(12) % 2).astype(float)
    np.testing.assert_allclose(ref.sigmoid_ce(z, y), ref.sigmoid_ce(-z, 1 - y), rtol=1e-12)
    np.testing.assert_allclose(
        ref.sigmoid_ce(z, y), -(y * ref.log_sigmoid(z) + (1 - y) * ref.log_sigmoid(-z)), rtol=1e-12
    )


def test_large_weights_of_positive_labels():
    for dtype, weight in (("f4", 1e30), ("f8", 1e300)):
        z, y = np.array([-25, -1, -40, 95], dtype), np.ones(4, dtype)
        got = ref.sigmoid_ce_grad(z, y, pos_weight=weight)
        wanted = -weight / (1 + np.exp(z.astype(float)))
        np.testing.assert_allclose(got, wanted, rtol=8 * np.finfo(dtype).eps)
        far = ref.sigmoid_ce(z, y, pos_weight=weight)[3]  # exp(-95) is subnormal in float32
        assert far == pytest.approx(weight * np.exp(-95.0), rel=8 * float(np.finfo(dtype).eps))


@pytest.mark.parametrize("dtype", ["f4", "f8"])
def test_an_entry_does_not_depend_on_the_softness_of_others(dtype):
    rng = np.random.default_rng(0)
    end = -np.log(float(np.finfo(dtype).smallest_subnormal))
    z = np.append(rng.uniform(-end, end, 500), [inf, -inf, np.nan, 0]).astype(dtype)
    hard = (rng.random(z.size) < 0.5).astype(dtype)
    soft = np.where(rng.random(z.size) < 0.5, rng.random(z.size), hard).astype(dtype)
    whole = ref.sigmoid_ce_grad(z, soft)
    np.testing.assert_array_equal(whole[soft == hard], ref.sigmoid_ce_grad(z, hard)[soft == hard])
    np.testing.assert_array_equal(
        whole, [ref.sigmoid_ce_grad(*pair) for pair in zip(z, soft, strict=True)]
    )
    e = np.exp(-np.abs(z.astype("g")))  # the smallest are subnormal in the dtype
    wrong = (z > 0) != (hard == 1)
    wanted = np.where(wrong, 1, e) / (1 + e) * np.where(hard == 1, -1, 1)
    got, tiny = ref.sigmoid_ce_grad(z, hard), float(np.finfo(dtype).smallest_subnormal)
    np.testing.assert_allclose(got, wanted.astype(dtype), rtol=4 * np.finfo(dtype).eps, atol=tiny)
