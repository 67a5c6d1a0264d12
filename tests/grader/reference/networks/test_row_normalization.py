"""Root-mean-square and group normalization: by hand, PyTorch, extremes."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from torch.nn import functional

from grader import reference as ref


def test_by_hand():
    out, cache = ref.rms_norm([[3.0, 4.0], [0, 0]], [1, 2], eps=0)
    np.testing.assert_allclose(out, np.array([[3, 8], [0, 0]]) / np.sqrt(12.5), rtol=1e-15)
    assert (cache.mean.tolist(), cache.var.tolist()) == ([0, 0], [12.5, 0])
    dx, dgamma = ref.rms_norm_backward([[1.0, 0.0], [5, 5]], cache)
    np.testing.assert_allclose(dx[0], np.array([16, -12]) / 25 / np.sqrt(12.5), rtol=1e-14)
    assert dx[1].tolist() == [0, 0]
    np.testing.assert_allclose(dgamma, [3 / np.sqrt(12.5), 0], rtol=1e-15)
    # Groups are neighbors: (1, 3) and (10, 14).
    out, cache = ref.group_norm([[1.0, 3, 10, 14]], 2, [1, 1, 1, 3], [0, 0, 0, 5], eps=0)
    assert out.tolist() == [[-1, 1, -1, 8]]
    assert (cache.mean.tolist(), cache.var.tolist()) == ([[2, 12]], [[1, 4]])
    assert ref.rms_norm([2.0, 2.0], 1, 12)[0].tolist() == [0.5, 0.5]


@pytest.mark.parametrize("groups", [1, 2, 3, 6])
@pytest.mark.parametrize("positions", [(), (5,), (2, 3)])
def test_torch_agrees(groups, positions):
    rng = np.random.default_rng(groups)
    x, dy = 3 + 2 * rng.standard_normal((2, 4, 6, *positions))
    gamma, beta = rng.standard_normal((2, 6))
    t, g, b = (torch.from_numpy(v).requires_grad_() for v in (x, gamma, beta))
    theirs = functional.group_norm(t, groups, g, b, eps=1e-3)
    out, cache = ref.group_norm(x, groups, gamma, beta, 1e-3)
    np.testing.assert_allclose(out, theirs.detach().numpy(), rtol=1e-9, atol=1e-12)
    wanted = torch.autograd.grad(theirs, (t, g, b), torch.from_numpy(dy))
    for mine, other in zip(ref.group_norm_backward(dy, cache), wanted, strict=True):
        np.testing.assert_allclose(mine, other.numpy(), rtol=1e-8, atol=1e-10)


@pytest.mark.parametrize("shape", [(6,), (4, 6), (2, 3, 6)])
def test_torch_agrees_on_root_mean_squares(shape):
    rng = np.random.default_rng(1)
    x, dy = rng.standard_normal((2, *shape))
    gamma = rng.standard_normal(6)
    t, g = (torch.from_numpy(v).requires_grad_() for v in (x, gamma))
    theirs = functional.rms_norm(t, (6,), g, eps=1e-3)
    out, cache = ref.rms_norm(x, gamma, 1e-3)
    np.testing.assert_allclose(out, theirs.detach().numpy(), rtol=1e-12)
    wanted = torch.autograd.grad(theirs, (t, g), torch.from_numpy(dy))
    for mine, other in zip(ref.rms_norm_backward(dy, cache), wanted, strict=True):
        np.testing.assert_allclose(mine, other.numpy(), rtol=1e-10, atol=1e-12)


def test_one_group_is_layer_norm_and_a_group_a_channel_of_one_entry_is_beta():
    x = np.random.default_rng(2).standard_normal((5, 4))
    one = ref.group_norm(x, 1, [1, 2, 3, 4], 0.5)[0]
    np.testing.assert_allclose(one, ref.layer_norm(x, [1, 2, 3, 4], 0.5)[0], rtol=1e-12)
    out, cache = ref.group_norm(x, 4, 2, [1, 2, 3, 4], 0)
    assert out.tolist() == [[1, 2, 3, 4]] * 5
    assert not ref.group_norm_backward(x, cache)[0].any()


@pytest.mark.parametrize("eps", [0.0, 1e-6])
def test_tiny_huge_and_far_from_zero(eps):
    rng = np.random.default_rng(0)
    z = rng.standard_normal((9, 4))
    scales = (1.0, 1e200, 1e300, 1e-200, 1e-300)
    tables = [*(z * s for s in scales), 1e12 + z, (z * 1e30).astype("f4"), (1e4 + z).astype("f4")]
    for x in tables:
        wide = x.astype(np.longdouble)
        rest = wide.reshape(9, 2, 2)
        rest = rest - rest.mean(axis=2, keepdims=True)
        groups = rest / np.sqrt(np.square(rest).mean(axis=2, keepdims=True) + eps)
        root = wide / np.sqrt(np.square(wide).mean(axis=1, keepdims=True) + eps)
        rtol = 2e-7 if x.dtype == "f4" else 1e-14
        for wanted, (out, cache) in (
            (root, ref.rms_norm(x, eps=eps)),
            (groups.reshape(9, 4), ref.group_norm(x, 2, eps=eps)),
        ):
            assert out.dtype == x.dtype
            np.testing.assert_allclose(out, wanted.astype("f8"), rtol=rtol)
            back = ref.rms_norm_backward if wanted is root else ref.group_norm_backward
            assert all(np.isfinite(part).all() for part in back(1e300 * z, cache)[1:])


def test_a_gradient_stays_in_range_where_its_factors_do_not():
    x, dy = np.random.default_rng(3).standard_normal((2, 5, 4))
    x[0], dy[0] = [0.1, 1, 0.2, 2], [0, -1.9, -1.9, -1.9]
    for forward, back in (
        (ref.rms_norm, ref.rms_norm_backward),
        (lambda x, g, eps: ref.group_norm(x, 2, g, eps=eps), ref.group_norm_backward),
    ):
        wanted = back(dy, forward(x, 1.0, eps=0)[1])
        big, small = 2.0**900, 2.0**-900
        got = back(dy * big, forward(x * big, big, eps=0)[1])
        np.testing.assert_allclose(got[0] / big, wanted[0], rtol=1e-12)
        got = back(dy * small, forward(x * small, small, eps=0)[1])
        np.testing.assert_allclose(got[0] / small, wanted[0], rtol=1e-12)
        # Sums along a row overflow where its gradients are as large as they can be.
        got = back(dy[:1] * 2.0**1023, forward(x[:1], 0.999, eps=0)[1])
        np.testing.assert_allclose(got[0] / 2.0**1023, 0.999 * wanted[0][:1], rtol=1e-12)


def test_a_row_is_centered_in_its_own_range():
    ends, odd = 1.7e308, 1.5e-323  # an odd subnormal number has no half
    x = [[-ends, ends], [ends, ends], [odd, odd], [1, 1 + 2**-52], [2**-1000, 0]]
    out, cache = ref.group_norm(x, 1, eps=0)
    np.testing.assert_allclose(out, [[-1, 1], [0, 0], [0, 0], [-1, 1], [1, -1]], rtol=1e-15)
    assert cache.mean[:3, 0].tolist() == [0, ends, odd]


def test_the_ends_of_the_range_and_unknown_numbers():
    out, cache = ref.rms_norm([[2.0**-1022] * 2, [1e200, 0]], eps=16)
    np.testing.assert_allclose(out, [[2.0**-1024] * 2, [2**0.5, 0]], rtol=1e-15)
    np.testing.assert_allclose(cache.inv, [0.25, 2**0.5 * 1e-200], rtol=1e-15)
    out = ref.rms_norm([[np.nan, 1], [3, 4]], eps=0)[0]
    np.testing.assert_allclose(out, [[np.nan] * 2, np.array([3, 4]) / 12.5**0.5], rtol=1e-15)


@pytest.mark.parametrize("value", [1e-9, 0.1, 1 / 3, -7e20 / 3])
def test_equal_numbers_have_no_spread(value):
    out, cache = ref.group_norm(np.full((2, 3, 7), value), 1, 2, 0.5, 0)
    assert (out == 0.5).all()
    assert cache.mean.tolist() == [[value]] * 2
    assert not cache.var.any()


def test_sums_of_float32_are_taken_in_float64_and_rows_do_not_see_each_other():
    rng = np.random.default_rng(4)
    x = rng.standard_normal((60_000, 2)).astype("f4")
    dy = (100 + rng.standard_normal(x.shape)).astype("f4")
    for norm, back in (
        (ref.rms_norm, ref.rms_norm_backward),
        (lambda x: ref.group_norm(x, 1), ref.group_norm_backward),
    ):
        out, cache = norm(x)
        _, *sums = back(dy, cache)
        wanted = [(dy.astype("f8") * cache.xhat).sum(axis=0), dy.astype("f8").sum(axis=0)]
        for mine, other in zip(sums, wanted, strict=False):
            assert mine.dtype == np.float32
            np.testing.assert_allclose(mine, other, rtol=1e-6, atol=1e-3)
        np.testing.assert_array_equal(norm(x[-7:-4])[0], out[-7:-4])


def test_sums_over_a_batch_do_not_overflow_on_the_way_and_of_none_are_zero():
    x = np.array([[1.0, -1.0]] * 4)
    dy = np.array([[1.5e308], [1.5e308], [-1.5e308], [-1e308]]).repeat(2, axis=1)
    for forward, back in (
        (ref.rms_norm, ref.rms_norm_backward),
        (lambda x, gamma, eps: ref.group_norm(x, 1, gamma, 0, eps), ref.group_norm_backward),
    ):
        _, *sums = back(dy, forward(x, 1, eps=0)[1])
        for got, wanted in zip(sums, ([5e307, -5e307], [5e307, 5e307]), strict=False):
            np.testing.assert_allclose(got, wanted, rtol=1e-15)
        turned = x * [[1], [1], [-1], [-1]]
        below = np.array([[-1.5e308], [-1.5e308], [-1.5e308], [-1]]).repeat(2, axis=1)
        sums = back(below, forward(turned, 1, eps=0)[1])[1]
        np.testing.assert_allclose(sums, [-1.5e308, 1.5e308], rtol=1e-15)
        out, cache = forward(x[:0], [1, 2], eps=0)
        dx, *sums = back(dy[:0], cache)
        assert out.shape == dx.shape == (0, 2)
        assert [part.tolist() for part in sums] == [[0, 0]] * len(sums)


def test_layouts_give_the_same_digits_and_the_cache_is_float64():
    x, dy = np.random.default_rng(5).standard_normal((2, 50, 4, 3))
    _, cache = ref.group_norm(x, 2)
    plain = ref.group_norm_backward(dy, cache)
    for got, wanted in zip(ref.group_norm_backward(dy.copy("F"), cache), plain, strict=True):
        np.testing.assert_array_equal(got, wanted)
    for _, cache in (ref.rms_norm(x.astype("f4")), ref.group_norm(x.astype("f4"), 2)):
        assert {part.dtype for part in (cache.xhat, *cache[1:2], *cache[3:])} == {np.dtype("f8")}


def test_sums_of_the_smallest_numbers_are_rounded_once():
    _, cache = ref.rms_norm([[3.0, 4]] * 4, eps=0)
    _, sums = ref.rms_norm_backward(np.full((4, 2), 5e-324), cache)
    assert sums.tolist() == [3 * 5e-324, 5 * 5e-324]


def test_refusals():
    x = np.ones((2, 4))
    for bad in (3.0, np.zeros((2, 0))):
        with pytest.raises(ValueError, match=r"it must be \(\.\.\., D\) with D at least 1"):
            ref.rms_norm(bad)
    for bad in ([1.0], np.zeros((2, 0)), np.zeros((2, 3, 0))):
        with pytest.raises(ValueError, match=r"it must be \(N, C, \.\.\.\), no axis but N empty"):
            ref.group_norm(bad, 1)
    with pytest.raises(ValueError, match=r"^num_groups is 3; it must divide the 4 channels"):
        ref.group_norm(x, 3)
    with pytest.raises(ValueError, match=r"^num_groups is 0; it must be at least 1"):
        ref.group_norm(x, 0)
    with pytest.raises(TypeError, match=r"^num_groups is 2.0; it must be a whole number"):
        ref.group_norm(x, 2.0)
    for call in (
        lambda **a: ref.rms_norm(x, **a),
        lambda **a: ref.group_norm(x, 2, **a),
    ):
        with pytest.raises(ValueError, match=r"^gamma is \(3,\); it must be \(4,\)"):
            call(gamma=[1, 2, 3])
        with pytest.raises(ValueError, match=r"^eps is -1"):
            call(eps=-1)
    with pytest.raises(ValueError, match=r"^beta is \(2,\); it must be \(4,\)"):
        ref.group_norm(x, 2, 1, [1, 2])
    for back, (_, cache) in (
        (ref.rms_norm_backward, ref.rms_norm(x)),
        (ref.group_norm_backward, ref.group_norm(x, 2)),
    ):
        with pytest.raises(ValueError, match=r"the shapes must be equal"):
            back([[1.0, 2.0]], cache)
