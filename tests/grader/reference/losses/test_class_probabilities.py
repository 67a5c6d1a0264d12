"""Log loss of probabilities of classes."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from sklearn import metrics

from grader import reference as ref


def rows(seed=0, count=20, classes=4):
    rng = np.random.default_rng(seed)
    return rng.dirichlet(np.ones(classes), count), rng.integers(0, classes, count), rng


def test_scikit_learn_and_pytorch_agree():
    p, y, rng = rows()
    soft = rng.dirichlet(np.ones(4), 20)
    loss = ref.sparse_log_loss(y, p)
    assert loss == pytest.approx(metrics.log_loss(y, p, labels=range(4)), rel=1e-13)
    z = torch.tensor(p, requires_grad=True)
    theirs = torch.nn.functional.nll_loss(z.log(), torch.tensor(y))
    theirs.backward()
    assert loss == pytest.approx(theirs.item(), rel=1e-13)
    np.testing.assert_allclose(ref.sparse_log_loss_grad(y, p), z.grad, rtol=1e-13)
    z = torch.tensor(p, requires_grad=True)
    theirs = -(torch.tensor(soft) * z.log()).sum(dim=1)
    theirs.sum().backward()
    got = ref.categorical_log_loss(soft, p, reduction="none")
    np.testing.assert_allclose(got, theirs.detach(), rtol=1e-13)
    np.testing.assert_allclose(
        ref.categorical_log_loss_grad(soft, p, reduction="sum"), z.grad, rtol=1e-13
    )


def test_one_hot_rows_are_class_numbers_and_logits_give_the_same_loss():
    p, y, rng = rows(1)
    for eps in (None, 0.0, 0.05):
        for reduction in ("none", "mean", "sum"):
            for name in ("log_loss", "log_loss_grad"):
                dense = getattr(ref, f"categorical_{name}")
                sparse = getattr(ref, f"sparse_{name}")
                np.testing.assert_allclose(
                    dense(ref.one_hot(y, 4), p, eps, reduction=reduction),
                    sparse(y, p, eps, reduction=reduction),
                    rtol=1e-14,
                )
    z = 3 * rng.standard_normal((20, 4))
    np.testing.assert_allclose(
        ref.sparse_log_loss(y, ref.softmax(z), reduction="none"),
        ref.sparse_softmax_ce(z, y),
        rtol=1e-13,
    )
    two = rng.random(20)
    np.testing.assert_allclose(
        ref.sparse_log_loss(y % 2, np.c_[1 - two, two], 0.1), ref.log_loss(y % 2, two, 0.1)
    )
    turned = ref.sparse_log_loss_grad(y, p.T, axis=0)
    np.testing.assert_array_equal(turned.T, ref.sparse_log_loss_grad(y, p))


def test_sure_predictions_and_the_clip():
    p, y = [[1.0, 0, 0], [1, 0, 0]], [0, 1]
    assert ref.sparse_log_loss(y, p, reduction="none").tolist() == [0, np.inf]
    assert ref.sparse_log_loss_grad(y, p, reduction="none").tolist() == [
        [-1, 0, 0],
        [0, -np.inf, 0],
    ]
    dense = ref.one_hot(y, 3)
    assert ref.categorical_log_loss(dense, p, reduction="none").tolist() == [0, np.inf]
    got = ref.categorical_log_loss_grad(dense, p, reduction="none")
    assert got.tolist() == [[-1, 0, 0], [0, -np.inf, 0]]
    np.testing.assert_allclose(
        ref.sparse_log_loss(y, p, 0.1, reduction="none"), -np.log([0.9, 0.1]), rtol=1e-14
    )
    assert not ref.sparse_log_loss_grad(y, p, 0.1).any()
    assert not ref.categorical_log_loss_grad(dense, p, 0.1).any()


def test_labels_and_probabilities_of_many_axes_and_a_zero_with_a_sign():
    rng = np.random.default_rng(2)
    p, y = rng.dirichlet(np.ones(4), (2, 3)), rng.integers(0, 4, (2, 3))
    for name in ("sparse_log_loss", "sparse_log_loss_grad"):
        function = getattr(ref, name)
        flat = function(y.ravel(), p.reshape(6, 4), reduction="none")
        whole = function(y, p, reduction="none")
        assert whole.ravel().tolist() == flat.ravel().tolist()
        turned = function(y, np.moveaxis(p, -1, 0), axis=0, reduction="none")
        assert turned.tolist() == (np.moveaxis(whole, -1, 0) if whole.ndim > 2 else whole).tolist()
        got = function(y, p, class_weight=[1, 2, 3, 4], reduction="none")
        scale = (y + 1)[..., None] if got.ndim > 2 else y + 1
        np.testing.assert_allclose(got, scale * whole, rtol=1e-15)
    target = ref.one_hot(y, 4)
    for end in ("", "_grad"):
        wanted = getattr(ref, f"sparse_log_loss{end}")(y, p, reduction="none")
        got = getattr(ref, f"categorical_log_loss{end}")(target, p, reduction="none")
        np.testing.assert_allclose(got, wanted, rtol=1e-15)
    assert ref.sparse_log_loss_grad([0], [[-0.0, 1.0]]).tolist() == [[-np.inf, 0]]


def test_what_is_no_distribution_is_refused():
    for call, text in (
        (
            lambda: ref.sparse_log_loss([0], [[0.5, 0.4]]),
            r"^p has a row that sums to 0.9, not to 1",
        ),
        (lambda: ref.sparse_log_loss([0], [[1.5, -0.5]]), r"^p holds -0.5"),
        (lambda: ref.sparse_log_loss([2], [[0.5, 0.5]]), r"^labels is 2 at index 0; classes run"),
        (lambda: ref.sparse_log_loss([0], [[0.5, 0.5]], 0.5), r"^eps is 0.5; it must lie in \[0"),
        (lambda: ref.categorical_log_loss([[1, 1]], [[0.5, 0.5]]), r"^labels has a row that sums"),
        (lambda: ref.categorical_log_loss([[1.0, 0]], [[0.5, 0.6]]), r"^p has a row that sums"),
    ):
        with pytest.raises(ValueError, match=text):
            call()


def test_a_negative_zero_is_a_zero():
    got = ref.categorical_log_loss_grad([[0.5, 0.5]], [[-0.0, 1.0]])
    assert got.tolist() == [[-np.inf, -0.5]]
