"""Focal loss over classes."""

from __future__ import annotations

import mpmath
import numpy as np
import pytest
import torch

from grader import reference as ref

GAMMAS = (0.0, 0.5, 1.0, 2.0, 5.0)


def exact(z, target, gamma, alpha):
    """Loss and gradient in 400 digits."""
    mpmath.mp.dps = 400
    z, target, alpha = ([mpmath.mpf(float(v)) for v in row] for row in (z, target, alpha))
    total = sum(mpmath.exp(v) for v in z)
    p = [mpmath.exp(v) / total for v in z]

    def term(c, q):
        return -alpha[c] * target[c] * (1 - q) ** gamma * mpmath.log(q)

    def slope(c, q):
        inner = gamma * (1 - q) ** (gamma - 1) * mpmath.log(q) if gamma else 0
        return alpha[c] * target[c] * (inner - (1 - q) ** gamma / q)

    loss = sum(term(c, q) for c, q in enumerate(p))
    by_p = [slope(c, q) for c, q in enumerate(p)]
    mean = sum(s * q for s, q in zip(by_p, p, strict=True))
    return float(loss), [float(q * (s - mean)) for s, q in zip(by_p, p, strict=True)]


def test_full_accuracy_for_sure_and_for_lost_classes():
    alpha = [0.5, 1.0, 2.0]
    for z in ([0, 1, -2], [50, 0, -3], [300, 1, 0], [0, 300, 299], [-20, 20, 0.1], [5, 5, 5]):
        for target in ([1, 0, 0], [0, 1, 0], [0.9, 0.05, 0.05], [0.5, 0, 0.5]):
            for gamma in GAMMAS:
                loss, slope = exact(z, target, gamma, alpha)
                got = ref.softmax_focal_loss([z], [target], gamma, alpha)
                np.testing.assert_allclose(got, [loss], rtol=2e-14)
                got = ref.softmax_focal_loss_grad([z], [target], gamma, alpha)
                np.testing.assert_allclose(got, [slope], rtol=2e-13, atol=1e-300)
                if 1 in target:
                    y = [target.index(1)]
                    got = ref.sparse_softmax_focal_loss([z], y, gamma, alpha)
                    np.testing.assert_allclose(got, [loss], rtol=2e-14)
                    got = ref.sparse_softmax_focal_loss_grad([z], y, gamma, alpha)
                    np.testing.assert_allclose(got, [slope], rtol=2e-13, atol=1e-300)


def test_gamma_0_is_cross_entropy_and_two_classes_are_the_binary_loss():
    rng = np.random.default_rng(0)
    z, y = 5 * rng.standard_normal((30, 4)), rng.integers(0, 4, 30)
    for end in ("", "_grad"):
        plain = getattr(ref, f"sparse_softmax_ce{end}")(z, y)
        got = getattr(ref, f"sparse_softmax_focal_loss{end}")(z, y, 0)
        np.testing.assert_allclose(got, plain, rtol=1e-12)
        binary = getattr(ref, f"focal_loss{end}")(z[:, 1] - z[:, 0], y % 2, 1.5)
        got = getattr(ref, f"sparse_softmax_focal_loss{end}")(z[:, :2], y % 2, 1.5)
        np.testing.assert_allclose(got[:, 1] if end else got, binary, rtol=1e-12)


def test_pytorch_differentiates_it_alike():
    rng = np.random.default_rng(1)
    z, target = rng.standard_normal((12, 5)), rng.dirichlet(np.ones(5), 12)
    for gamma in GAMMAS:
        at = torch.tensor(z, requires_grad=True)
        log_p = at.log_softmax(dim=1)
        loss = -((1 - log_p.exp()) ** gamma * log_p * torch.tensor(target)).sum(dim=1).mean()
        loss.backward()
        got = ref.softmax_focal_loss(z, target, gamma, reduction="mean")
        assert got == pytest.approx(loss.item(), rel=1e-13)
        got = ref.softmax_focal_loss_grad(z, target, gamma, reduction="mean")
        np.testing.assert_allclose(got, at.grad, rtol=1e-10, atol=1e-16)


def test_infinite_logits():
    z = [[-np.inf, 0.0, 1.0], [0.0, -np.inf, -np.inf], [np.inf, 0, 0]]
    for y, losses in ((1, [1, np.inf, np.nan]), (0, [np.inf, 0, np.nan])):
        got = ref.sparse_softmax_focal_loss(z, [y] * 3, 2)
        np.testing.assert_array_equal(np.isfinite(got), np.isfinite(losses))
        dense = ref.softmax_focal_loss(z, ref.one_hot([y] * 3, 3), 2)
        np.testing.assert_array_equal(dense, got)
        slope = ref.sparse_softmax_focal_loss_grad(z, [y] * 3, 2)
        assert np.isfinite(slope[:2]).all() and np.isnan(slope[2]).all()
        wide = ref.softmax_focal_loss_grad(z, ref.one_hot([y] * 3, 3), 2)
        np.testing.assert_allclose(wide, slope, rtol=1e-14)
    assert ref.sparse_softmax_focal_loss([[-np.inf, 0.0]], [0], 2, [0.0, 1.0]).tolist() == [0]
    assert ref.sparse_softmax_focal_loss_grad([[-np.inf, 0.0]], [0], 2).tolist() == [[-1, 1]]
    for gamma, slope in ((0.0, -0.0), (0.5, 0), (2, 0)):
        assert ref.sparse_softmax_focal_loss_grad([[-np.inf, 0.0]], [1], gamma).tolist() == [
            [0, slope]
        ]


def test_weights_are_one_a_class_whatever_the_axes_of_the_logits():
    rng = np.random.default_rng(2)
    z, y = rng.standard_normal((2, 3, 4)), rng.integers(0, 4, (2, 3))
    alpha = np.array([1, 0, 3, 2], np.uint8)
    target = ref.one_hot(y, 4)
    for end in ("", "_grad"):
        sparse = getattr(ref, f"sparse_softmax_focal_loss{end}")
        dense = getattr(ref, f"softmax_focal_loss{end}")
        plain = sparse(z, y)
        wanted = (alpha[y][..., None] if end else alpha[y]) * plain
        np.testing.assert_allclose(sparse(z, y, alpha=alpha), wanted, rtol=1e-15)
        np.testing.assert_allclose(dense(z, target, alpha=alpha), wanted, rtol=1e-14)
        turned = [np.moveaxis(a, -1, 0) for a in (z, target)]
        for got in (sparse(turned[0], y, axis=0), dense(*turned, axis=0)):
            np.testing.assert_allclose(np.moveaxis(got, 0, -1) if end else got, plain, rtol=1e-14)


def test_refusals():
    for call, text in (
        (lambda: ref.softmax_focal_loss([[0.0, 1]], [[1, 0]], -1), r"^gamma is -1"),
        *(
            (
                lambda wrong=wrong: ref.softmax_focal_loss([[0.0, 1]], [[1, 0]], 1, wrong),
                r"^alpha must be finite and",
            )
            for wrong in (-1, -0.5, np.inf, np.nan)
        ),
        (
            lambda: ref.softmax_focal_loss([[0.0, 1]], [[1, 0]], 1, [1, -1]),
            r"^alpha must be finite",
        ),
        (lambda: ref.softmax_focal_loss([[0.0, 1]], [[1, 0]], 1, [1] * 3), r"^alpha is \(3,\)"),
        (
            lambda: ref.sparse_softmax_focal_loss(np.zeros((2, 3, 4)), [[0] * 3] * 2, 1, [1]),
            r"^alpha is \(1,\); it must be a number or \(4,\)\.$",
        ),
        (lambda: ref.softmax_focal_loss_grad([[0.0, 1]], [[1, 1]]), r"^labels has a row that sums"),
        (lambda: ref.softmax_focal_loss([[0.0, 1]], [[1, 1]]), r"^labels has a row that sums to 2"),
        (lambda: ref.sparse_softmax_focal_loss([[0.0, 1]], [2]), r"^labels is 2 at index 0"),
    ):
        with pytest.raises(ValueError, match=text):
            call()
