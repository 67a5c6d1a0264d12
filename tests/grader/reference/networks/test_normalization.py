"""Batch and layer normalization."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch.nn import functional

from grader import reference as ref

X = [[1, 2], [3, 2], [5, 8]]


def test_known_values():
    out, cache = ref.batchnorm_train(X, [1, 2], [0, 1])
    wanted = [
        [-1.22451529629, -0.414125182311],
        [0, -0.414125182311],
        [1.22451529629, 3.82825036462],
    ]
    np.testing.assert_allclose(out, wanted, rtol=1e-11, atol=1e-15)
    dx, dgamma, dbeta = ref.batchnorm_backward([[1, 0], [0, 1], [0, -1]], cache)
    wanted = [
        [0.102157696634, -0.353487109689],
        [-0.204085882716, 0.353575481466],
        [0.101928186082, -8.83717774222e-05],
    ]
    np.testing.assert_allclose(dx, wanted, rtol=1e-10)
    np.testing.assert_allclose(dgamma, [-1.22451529629, -2.12118777347], rtol=1e-11)
    assert dbeta.tolist() == [1, 0]
    np.testing.assert_allclose(ref.bn_update([0, 0], cache.mean), [0.03, 0.04], rtol=1e-12)
    np.testing.assert_allclose(ref.bn_update([1, 1], cache.var), [1.01666666667, 1.07], rtol=1e-11)
    infer = ref.batchnorm_infer([[2, 4]], [1, 2], [0, 1], [3, 4], [4, 9])
    np.testing.assert_allclose(infer, [[-0.499937511716, 1]], rtol=1e-11)
    one = ref.batchnorm_train([1.0, 3, 5], 1.5, -1, 1e-3)[0]
    assert one[-1] == pytest.approx(0.836772944441, rel=1e-11)
    assert ref.bn_update(2, 5, 0.9) == pytest.approx(2.3)


@pytest.mark.parametrize("eps", [0.0, 1e-3])
def test_one_example_and_constant_columns_give_beta(eps):
    out, cache = ref.batchnorm_train([[0.1, 7.0]], [2, 3], [1, -1], eps)
    assert out.tolist() == [[1, -1]]
    assert ref.batchnorm_backward([[1.0, 1.0]], cache)[0].tolist() == [[0, 0]]
    out, _ = ref.batchnorm_train([[0.1], [0.1], [0.1]], 2, 0.5, eps)
    assert out.tolist() == [[0.5]] * 3
    assert ref.layer_norm([[0.1, 0.1, 0.1]], eps=eps)[0].tolist() == [[0, 0, 0]]
    infer = ref.batchnorm_infer([[3.0]], 2, 0.5, 1.0, 0.0, eps)
    assert infer[0, 0] == pytest.approx(0.5 if eps == 0 else 2 * 2 / np.sqrt(eps) + 0.5)


@pytest.mark.parametrize("value", [1e-9, 0.1, 1 / 3, 1e10 / 3, -7e20 / 3])
@pytest.mark.parametrize("count", [3, 7, 1000])
def test_equal_numbers_of_any_size_have_no_spread(value, count):
    column = np.full(count, value)
    out, cache = ref.batchnorm_train(column, 2, 0.5, 0)
    assert (out.tolist(), cache.var, cache.mean) == ([0.5] * count, 0, value)
    out, cache = ref.layer_norm(column, 2, 0.5, 0)
    assert (out.tolist(), cache.var, cache.mean) == ([0.5] * count, 0, value)
    # Rows far down a long table are found as well.
    table = np.random.default_rng(0).standard_normal((5000, 8))
    table[4000] = value
    out, cache = ref.layer_norm(table, eps=0)
    assert (out[4000].tolist(), cache.mean[4000]) == ([0] * 8, value)
    assert (cache.var == 0).sum() == 1


@pytest.mark.parametrize("turn", [1, -1])
def test_a_spread_of_the_last_digits_is_a_spread(turn):
    x = 1 + turn * np.array([4, 0, 0, 0]) * np.finfo(float).eps
    wanted = turn * np.array([3, -1, -1, -1]) / np.sqrt(3)
    for out in (ref.batchnorm_train(x, 1, 0, 0)[0], ref.layer_norm(x, eps=0)[0]):
        np.testing.assert_allclose(out, wanted, rtol=1e-9)


def test_moving_averages_at_both_ends():
    assert ref.bn_update([1.0], [5.0], 0).tolist() == [5]
    assert ref.bn_update([1.0], [5.0], 1).tolist() == [1]
    with pytest.raises(ValueError, match=r"^momentum is 1.5"):
        ref.bn_update([1.0], [5.0], 1.5)
    with pytest.raises(ValueError, match=r"the shapes must be equal"):
        ref.bn_update([1.0], [5.0, 1.0])


def test_inference_does_not_see_the_batch():
    rng = np.random.default_rng(0)
    x, g, b, m, v = rng.standard_normal((6, 3)), *rng.standard_normal((3, 3)), rng.random(3)
    whole = ref.batchnorm_infer(x, g, b, m, v)
    for i in range(6):
        np.testing.assert_array_equal(
            ref.batchnorm_infer(x[i : i + 1], g, b, m, v), whole[i : i + 1]
        )


@settings(max_examples=40)
@given(st.integers(0, 10**6), st.integers(2, 9))
def test_torch_agrees(seed, n):
    rng = np.random.default_rng(seed)
    x, dy = rng.standard_normal((2, n, 4))
    gamma, beta = rng.standard_normal((2, 4))
    t = torch.from_numpy(x).requires_grad_()
    g, b = (torch.from_numpy(v).requires_grad_() for v in (gamma, beta))
    for ours, back, theirs in (
        (
            ref.batchnorm_train(x, gamma, beta, 1e-3),
            ref.batchnorm_backward,
            functional.batch_norm(t, None, None, g, b, training=True, eps=1e-3),
        ),
        (
            ref.layer_norm(x, gamma, beta, 1e-3),
            ref.layer_norm_backward,
            functional.layer_norm(t, (4,), g, b, eps=1e-3),
        ),
    ):
        np.testing.assert_allclose(ours[0], theirs.detach().numpy(), rtol=1e-9, atol=1e-11)
        wanted = torch.autograd.grad(theirs, (t, g, b), torch.from_numpy(dy))
        for mine, other in zip(back(dy, ours[1]), wanted, strict=True):
            np.testing.assert_allclose(mine, other.numpy(), rtol=1e-7, atol=1e-9)
    stored = ref.batchnorm_infer(x, gamma, beta, gamma, beta**2)
    t, g, b = (v.detach() for v in (t, g, b))
    theirs = functional.batch_norm(t, g, b**2, g, b, eps=1e-3).numpy()
    np.testing.assert_allclose(stored, theirs, rtol=1e-10, atol=1e-12)


def test_layer_norm_of_more_axes_and_one_example():
    x = np.arange(24.0).reshape(2, 3, 4)
    out, cache = ref.layer_norm(x, [1, 2, 3, 4], 0.5)
    np.testing.assert_allclose(out[1, 2], ref.layer_norm(x[1, 2], [1, 2, 3, 4], 0.5)[0])
    dx, dgamma, dbeta = ref.layer_norm_backward(x, cache)
    assert (dx.shape, dgamma.shape, dbeta.shape) == (x.shape, (4,), (4,))
    np.testing.assert_allclose(dbeta, x.sum(axis=(0, 1)))
    dy = np.random.default_rng(0).standard_normal(x.shape)
    dx = ref.layer_norm_backward(dy, cache)[0]
    for i in range(2):
        _, part = ref.layer_norm(x[i], [1, 2, 3, 4], 0.5)
        np.testing.assert_allclose(dx[i], ref.layer_norm_backward(dy[i], part)[0], rtol=1e-12)
    out, cache = ref.layer_norm(x[0, 0], [1, 2, 3, 4], 0.5)
    np.testing.assert_allclose(ref.layer_norm_backward(dy[0, 0], cache)[0], dx[0, 0], rtol=1e-12)
    assert ref.layer_norm([[3.0]], 2, 0.5)[0].tolist() == [[0.5]]
    with pytest.raises(ValueError, match=r"^beta is \(3,\); it must be \(4,\)"):
        ref.layer_norm(x, 1, [1, 2, 3])


def test_without_spread_or_eps_nothing_goes_back():
    x = [[0.1, 1.0], [0.1, 2.0], [0.1, 4.0]]
    dx = ref.batchnorm_backward([[1.0, 1], [2, 2], [4, 0]], ref.batchnorm_train(x, 1, 0, 0)[1])[0]
    assert dx[:, 0].tolist() == [0, 0, 0]
    assert (dx[:, 1] != 0).all()
    _, cache = ref.layer_norm(np.transpose(x), eps=0)
    assert ref.layer_norm_backward([[1.0, 2, 4], [1, 2, 0]], cache)[0][0].tolist() == [0, 0, 0]


def test_refusals():
    with pytest.raises(ValueError, match=r"^x is \(1, 1, 1\); it must be \(N, D\), or \(N,\)"):
        ref.batchnorm_train([[[1.0]]], 1, 0)
    with pytest.raises(ValueError, match=r"^x is empty, \(0, 2\)"):
        ref.batchnorm_train(np.zeros((0, 2)), 1, 0)
    for names in (([1, 2, 3], 0, "gamma"), (1, [1, 2, 3], "beta")):
        with pytest.raises(ValueError, match=rf"^{names[2]} is \(3,\); it must be \(2,\)"):
            ref.batchnorm_train(X, *names[:2])
        with pytest.raises(ValueError, match=rf"^{names[2]} is \(3,\); it must be \(2,\)"):
            ref.layer_norm(X, *names[:2])
    with pytest.raises(ValueError, match=r"^mean is \(3,\); it must be \(2,\)"):
        ref.batchnorm_infer(X, 1, 0, [1, 2, 3], 1)
    for bad in (-1, np.nan):
        with pytest.raises(ValueError, match=r"^var holds a negative number or NaN"):
            ref.batchnorm_infer(X, 1, 0, 0, bad)
    for call in (
        lambda: ref.batchnorm_train(X, 1, 0, -1),
        lambda: ref.layer_norm(X, 1, 0, -1),
        lambda: ref.batchnorm_infer(X, 1, 0, 0, 1, -1),
    ):
        with pytest.raises(ValueError, match=r"^eps is -1"):
            call()
    for bad in (3.0, np.zeros((2, 0))):
        with pytest.raises(ValueError, match=r"it must be \(\.\.\., D\) with D at least 1"):
            ref.layer_norm(bad)
    for function, make in (
        (ref.batchnorm_backward, ref.batchnorm_train),
        (ref.layer_norm_backward, ref.layer_norm),
    ):
        with pytest.raises(ValueError, match=r"the shapes must be equal"):
            function([[1.0, 2.0]], make(X, 1, 0)[1])


@pytest.mark.parametrize("eps", [0.0, 1e-5])
def test_far_from_zero_tiny_and_huge(eps):
    rng = np.random.default_rng(0)
    z = rng.standard_normal((4000, 3))
    tables = [
        (1e4 + z).astype("f4"),
        1e12 + z,
        z.astype("f4") + np.float32([0, 1e3, -1e5]),
        z[:9] * 1e200,
        z[:9] * 1e-200,
        (z[:9] * 1e25).astype("f4"),
    ]
    for x in tables:
        wide = x.astype(np.longdouble) - x[0, 0]
        for axis, norm in ((0, ref.batchnorm_train), (1, ref.layer_norm)):
            mean = wide.mean(axis=axis, keepdims=True)
            var = np.square(wide - mean).mean(axis=axis, keepdims=True)
            wanted = (wide - mean) / np.sqrt(var + eps)
            out, cache = norm(x, 1.0, 0.0, eps)
            assert out.dtype == x.dtype
            atol = 2e-5 if x.dtype == "f4" else 1e-9
            np.testing.assert_allclose(out, wanted.astype("f8"), rtol=1e-4, atol=atol)
            mean = np.squeeze(mean + x[0, 0]).astype("f8")
            np.testing.assert_allclose(cache.mean, mean, rtol=1e-6, atol=1e-6)
            back = ref.batchnorm_backward if axis == 0 else ref.layer_norm_backward
            assert np.isfinite(back(np.ones_like(x), cache)[1]).all()


def test_gradients_of_many_rows_in_float32_are_added_in_float64():
    rng = np.random.default_rng(0)
    x = rng.standard_normal((60_000, 2)).astype("f4")
    dy = (100 + rng.standard_normal(x.shape)).astype("f4")
    for norm, back in (
        (ref.batchnorm_train, ref.batchnorm_backward),
        (ref.layer_norm, ref.layer_norm_backward),
    ):
        cache = norm(x, 1.0, 0.0)[1]
        _, dgamma, dbeta = back(dy, cache)
        wide = dy.astype("f8")
        np.testing.assert_allclose(dbeta, wide.sum(axis=0), rtol=1e-7)
        np.testing.assert_allclose(dgamma, (wide * cache.xhat).sum(axis=0), rtol=1e-5, atol=1)


def test_a_share_of_none_takes_nothing():
    assert ref.bn_update([1.0], [np.inf], 1).tolist() == [1]
    assert ref.bn_update([np.nan], [2.0], 0).tolist() == [2]


@pytest.mark.parametrize("dtype", ["f4", "f8"])
@pytest.mark.parametrize("name", ["batchnorm", "layer_norm"])
@pytest.mark.parametrize(
    ("of_gamma", "of_dy", "of_x"),
    [(0.8, 0.15, 0), (-0.9, 0, 0), (0.6, -0.6, 0), (0, 0.97, 0.5), (0.9, 0.9, 0.9), (0, -0.9, 0)],
)
def test_gradients_by_factors_near_the_ends_of_the_range(dtype, name, of_gamma, of_dy, of_x):
    """Factors are shares of the largest exponent; without eps the gradients are by powers of it."""
    rng = np.random.default_rng(4)
    x, dy = rng.normal(size=(2, 6, 5)).astype(dtype)
    gamma = rng.normal(size=5).astype(dtype)
    most = np.finfo(dtype).maxexp
    gamma_to, dy_to, x_to = (int(share * most) for share in (of_gamma, of_dy, of_x))

    def gradients(x, dy, gamma):
        train = ref.layer_norm if name == "layer_norm" else ref.batchnorm_train
        cache = train(x, gamma, np.zeros_like(gamma), 0.0)[1]
        return getattr(ref, f"{name}_backward")(dy, cache)

    far = gradients(np.ldexp(x, x_to), np.ldexp(dy, dy_to), np.ldexp(gamma, gamma_to))
    powers = (gamma_to + dy_to - x_to, dy_to, dy_to)
    for got, plain, power in zip(far, gradients(x, dy, gamma), powers, strict=True):
        wanted = np.ldexp(plain.astype(np.longdouble), power).astype(dtype)
        np.testing.assert_allclose(got, wanted, rtol=2e-4 if dtype == "f4" else 1e-12)


@pytest.mark.parametrize("name", ["batchnorm", "layer_norm"])
def test_no_gradient_gives_no_gradient(name):
    train = ref.layer_norm if name == "layer_norm" else ref.batchnorm_train
    cache = train(np.float32(X), 1e30, 0.0)[1]
    for part in getattr(ref, f"{name}_backward")(np.zeros((3, 2)), cache):
        assert not part.any()


def test_an_example_near_the_end_of_the_range_leaves_the_others_as_they_are():
    rng = np.random.default_rng(5)
    x, dy = rng.normal(size=(2, 4, 6)).astype("f4")
    plain = ref.layer_norm_backward(dy, ref.layer_norm(x)[1])[0]
    for factor in (1e-38, 1e37):
        dy[0] *= np.float32(factor)
        dx = ref.layer_norm_backward(dy, ref.layer_norm(x)[1])[0]
        np.testing.assert_array_equal(dx[1:], plain[1:])
        np.testing.assert_allclose(dx[0] / np.float32(factor), plain[0], rtol=1e-4)
        dy[0] /= np.float32(factor)
