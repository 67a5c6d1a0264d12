"""The losses on candidates."""

from __future__ import annotations

import numpy as np
import pytest

from grader import reference as ref

W, B = np.arange(1, 13).reshape(4, 3) / 10, [0.1, 0, -0.1, 0.2]

X, LABELS, SAMPLED = [[1, -1, 0.5], [0.2, 0.3, -0.4]], [[0], [2]], [0, 1]

Q_TRUE, Q_SAMPLED = 2 * ref.log_uniform_prob(LABELS, 4), 2 * ref.log_uniform_prob(SAMPLED, 4)

ALL = (W, B, X, LABELS, SAMPLED, Q_TRUE, Q_SAMPLED)


def test_known_losses():
    losses = ref.sampled_softmax_loss(*ALL)
    np.testing.assert_allclose(losses, [1.02860454864, 0.805744985281], rtol=1e-11)
    losses = ref.nce_loss(*ALL)
    np.testing.assert_allclose(losses, [2.63943628334, 2.21742701706], rtol=1e-11)
    full = ref.sparse_softmax_ce(X @ W.T + B, [0, 2])
    np.testing.assert_allclose(full, [1.58712993596, 1.5290409989], rtol=1e-11)
    flat = (W, B, X, [0, 2], SAMPLED, Q_TRUE[:, 0], Q_SAMPLED)
    np.testing.assert_array_equal(ref.sampled_softmax_loss(*flat), ref.sampled_softmax_loss(*ALL))
    for loss in (ref.sampled_softmax_loss, ref.nce_loss):
        single = loss(*ALL)
        assert loss(*ALL, reduction="mean") == pytest.approx(single.mean())
        assert loss(*ALL, reduction="sum") == pytest.approx(single.sum())


def test_hits():
    kept = ref.sampled_softmax_loss(*ALL, False)
    removed = ref.sampled_softmax_loss(*ALL, True)
    assert kept[0] > removed[0]
    assert kept[1] == removed[1]
    logits = np.array([0.299250735349, 0.299250735349, 0.885458270485])
    wanted = ref.softplus(-logits[0]) + ref.softplus(logits[1]) + ref.softplus(logits[2])
    assert ref.nce_loss(*ALL)[0] == pytest.approx(wanted, rel=1e-10)
    assert ref.nce_loss(*ALL, True)[0] == pytest.approx(wanted - ref.softplus(logits[1]), rel=1e-10)


def test_all_classes_once_are_the_full_softmax():
    rng = np.random.default_rng(0)
    w, b, x, y = (
        rng.standard_normal((5, 3)),
        rng.standard_normal(5),
        rng.standard_normal((4, 3)),
        [0, 4, 2, 2],
    )
    arguments = (w, b, x, y, np.arange(5), np.ones(4), np.ones(5))
    got = ref.sampled_softmax_loss(*arguments)
    full = x @ w.T + b
    np.testing.assert_allclose(got, ref.sparse_softmax_ce(full, y), rtol=1e-13)
    grad = ref.sampled_softmax_loss_grad(*arguments, reduction="mean")
    off = ref.sparse_softmax_ce_grad(full, y, reduction="mean")
    np.testing.assert_allclose(grad.W, off.T @ x, rtol=1e-12, atol=1e-15)
    np.testing.assert_allclose(grad.b, off.sum(axis=0), rtol=1e-11, atol=1e-15)
    np.testing.assert_allclose(grad.x, off @ w, rtol=1e-11, atol=1e-14)


def test_several_true_classes_share_the_target():
    w, b, x = np.eye(3), np.zeros(3), [[1.0, 2.0, 0.0]]
    arguments = (w, b, x, [[0, 1]], [2], [[1.0, 1.0]], [1.0])
    logits = np.array([1.0, 2.0, 0.0])
    wanted = ref.softmax_ce(logits, [0.5, 0.5, 0.0])
    assert ref.sampled_softmax_loss(*arguments)[0] == pytest.approx(wanted, rel=1e-14)
    wanted = ref.sigmoid_ce(logits, [0.5, 0.5, 0.0]).sum()
    assert ref.nce_loss(*arguments)[0] == pytest.approx(wanted, rel=1e-14)


@pytest.mark.parametrize("name", ["sampled_softmax_loss", "nce_loss"])
def test_empty_batches_and_no_candidates(name):
    loss, slope = getattr(ref, name), getattr(ref, f"{name}_grad")
    empty = (W, B, np.zeros((0, 3)), np.zeros((0, 1), int), SAMPLED, np.zeros((0, 1)), Q_SAMPLED)
    assert loss(*empty).shape == (0,)
    for function in (loss, slope):
        with pytest.raises(ValueError, match=r"^The mean of no examples"):
            function(*empty, reduction="mean")
        with pytest.raises(ValueError, match=r"^reduction is 'max'"):
            function(*ALL, reduction="max")
    got = slope(*empty, reduction="sum")
    assert got.rows.tolist() == [0, 1]
    assert (got.W == 0).all()
    alone = (W, B, X, LABELS, [], Q_TRUE, [])
    assert (loss(*alone) >= 0).all()
    assert slope(*alone).rows.tolist() == [0, 2]
    nothing = (W, B, np.zeros((0, 3)), np.zeros((0, 1), int), [], np.zeros((0, 1)), [])
    assert slope(*nothing, reduction="sum").W.shape == (0, 3)
    assert (
        slope(*(np.float32(a) if i in (0, 1, 2, 5, 6) else a for i, a in enumerate(ALL))).W.dtype
        == np.float32
    )
    np.testing.assert_allclose(slope(*ALL, reduction="none").x, 2 * slope(*ALL).x)


@pytest.mark.parametrize("name", ["sampled_softmax_loss", "nce_loss_grad"])
def test_loss_refusals(name):
    function = getattr(ref, name)

    def refused(position, value, text):
        arguments = list(ALL)
        arguments[position] = value
        with pytest.raises(ValueError, match=text):
            function(*arguments)

    refused(0, [1.0, 2.0], r"^W is \(2,\); it must be \(C, d\)")
    refused(1, [1.0], r"^b is \(1,\); it must be \(4,\)")
    refused(2, [1.0, 2, 3], r"^x is \(3,\); it must be \(B, d\)")
    refused(2, [[1.0, 2], [3, 4]], r"^x is \(2, 2\); it must be \(2, 3\)")
    refused(3, [[4], [0]], r"^labels is 4 at index \(0, 0\); classes run from 0 to 3")
    refused(3, [[0], [1], [2]], r"^labels is \(3, 1\); it must be \(2, 1\)")
    refused(3, [[[0, 1]], [[1, 2]]], r"^labels is \(2, 1, 2\); it must be \(2, 1\)")
    refused(3, [[[0], [1]], [[1], [2]]], r"^labels is \(2, 2, 1\); it must be \(2, 1\)")
    refused(3, 0, r"^labels is \(\); it must be \(2, 1\)")
    refused(5, 1.0, r"^q_true is \(\); it must be \(2, 1\)")
    refused(3, np.zeros((2, 0), int), r"^(q_true|labels)")
    refused(4, [0, 4], r"^sampled is 4 at index 1")
    refused(4, [[0, 1]], r"^sampled is \(1, 2\); it must be \(2,\)")
    refused(5, [[1.0]], r"^q_true is \(1, 1\); it must be \(2, 1\)")
    refused(6, [1.0], r"^q_sampled is \(1,\); it must be \(2,\)")
    refused(5, [[1.0], [0.0]], "^Expected counts must be positive")
    for bad in (np.nan, 0.0, -1.0, -0.5):
        refused(5, [[1.0], [bad]], "^Expected counts must be positive")
        refused(6, [1.0, bad], "^Expected counts must be positive")
    arguments = list(ALL)
    arguments[3], arguments[5] = np.zeros((2, 0), int), np.zeros((2, 0))
    with pytest.raises(ValueError, match=r"^labels has no column"):
        function(*arguments)


def sure(z):
    """One row whose true logit is z and whose candidate's is 0."""
    return np.array([[1.0], [0.0]]), np.zeros(2), [[z]], [0], [1], [1.0], [1.0]


@pytest.mark.parametrize("z", [-50.0, -1.0, 0.0, 1.0, 40.0, 700.0])
def test_sure_true_classes_keep_their_digits(z):
    arguments = sure(z)
    below = np.log1p(np.exp(-abs(z))) + max(-z, 0)
    assert ref.nce_loss(*arguments)[0] - np.log(2) == pytest.approx(below, rel=1e-12, abs=2e-16)
    p = np.exp(-z) / (1 + np.exp(-z)) if z > 0 else 1 / (1 + np.exp(z))
    for grad in (ref.nce_loss_grad, ref.sampled_softmax_loss_grad):
        got = grad(*arguments, reduction="sum")
        assert got.b[0] == pytest.approx(-p, rel=1e-12)
    other = list(arguments)
    other[4], other[6] = np.empty(0, int), []
    assert ref.nce_loss(*other)[0] == pytest.approx(below, rel=1e-14)


def test_hits_with_any_of_the_true_classes_are_removed():
    W, b, x = np.eye(4), np.zeros(4), np.ones((1, 4))
    labels, sampled = [[0, 2]], [1, 2, 2, 3]
    ones = ([[1.0, 1.0]], [1.0] * 4)
    left = (W, b, x, labels, [1, 3], ones[0], [1.0] * 2)
    for loss in (ref.nce_loss, ref.sampled_softmax_loss):
        removed = loss(W, b, x, labels, sampled, *ones, remove_hits=True)
        np.testing.assert_allclose(removed, loss(*left), rtol=1e-14)
        assert removed < loss(W, b, x, labels, sampled, *ones, remove_hits=False)


def test_several_sure_classes_and_odds_next_to_even_ones():
    args = (np.eye(3), [0.0, 0, 0], [[50.0, 50, 0]], [[0, 1]], [2], [[1.0, 1]], [1.0])
    slope = ref.sampled_softmax_loss_grad(*args).b
    rest = np.exp(-50) / 2
    np.testing.assert_allclose(slope, [-rest / 2, -rest / 2, rest], rtol=1e-14)
    shifts = [1e-20, -1e-20, 0]
    even = (np.eye(3), shifts, [[0.0, 0, 0]], [[0, 1]], [2], [[1.0, 1]], [1.0])
    np.testing.assert_allclose(ref.nce_loss_grad(*even).b, [2.5e-21, -2.5e-21, 0.5], rtol=1e-14)
