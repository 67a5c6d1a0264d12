"""Data sets: counts, ranges, distributions, and what noise moves."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from grader import reference as ref

MAKERS = [
    ref.make_circle,
    ref.make_xor,
    ref.make_gauss,
    ref.make_spiral,
    ref.make_reg_plane,
    ref.make_reg_gauss,
]
BALANCED = [ref.make_circle, ref.make_gauss, ref.make_spiral]


def made(make, n=4000, noise=0.0, seed=0):
    return make(n, noise, np.random.default_rng(seed))


@pytest.mark.parametrize("make", MAKERS)
def test_shapes_seeds_and_refusals(make):
    for n in (0, 1, 7):
        X, y = made(make, n)
        assert (X.shape, y.shape, X.dtype, y.dtype) == ((n, 2), (n,), np.float64, np.float64)
    np.testing.assert_array_equal(made(make).X, made(make).X)
    assert (made(make).X != made(make, seed=1).X).any()
    for noise in (-0.1, 0.6, np.nan):
        with pytest.raises(ValueError, match=r"^noise is .*; it must lie in \[0, 0.5\]"):
            made(make, noise=noise)
    with pytest.raises(ValueError, match=r"^n is -1"):
        made(make, -1)


@pytest.mark.parametrize("make", BALANCED)
def test_half_of_the_points_are_positive_and_all_are_shuffled(make):
    _, y = made(make, 401)
    assert (np.unique(y).tolist(), (y > 0).sum()) == ([-1, 1], 201)
    assert 50 < (y[:200] > 0).sum() < 150


def test_circle():
    X, y = made(ref.make_circle)
    r = np.hypot(*X.T)
    assert r[y > 0].max() < 2.5
    assert r[y < 0].min() > 3.5
    assert r.max() < 5
    assert stats.kstest(r[y > 0], stats.uniform(0, 2.5).cdf).pvalue > 1e-3
    assert stats.kstest(r[y < 0], stats.uniform(3.5, 1.5).cdf).pvalue > 1e-3
    angle = np.arctan2(X[:, 0], X[:, 1])
    assert stats.kstest(angle, stats.uniform(-np.pi, 2 * np.pi).cdf).pvalue > 1e-3
    noisy = made(ref.make_circle, noise=0.5)
    np.testing.assert_array_equal(noisy.X, X)
    flipped = (noisy.y != y).mean()
    assert 0.05 < flipped < 0.5
    # A point in the middle of the disc moves by at most 2.5 a coordinate.
    assert (noisy.y[r < 0.1] == 1).mean() > 0.7


def test_noise_of_the_circle_is_uniform_on_the_point_that_is_judged():
    shares = [
        (made(ref.make_circle, 40_000, noise).y != made(ref.make_circle, 40_000).y).mean()
        for noise in (0.1, 0.3)
    ]
    rng = np.random.default_rng(9)
    X, y = made(ref.make_circle, 40_000)
    for noise, share in zip((0.1, 0.3), shares, strict=True):
        moved = X + rng.uniform(-5, 5, X.shape) * noise
        wanted = (np.where(np.hypot(*moved.T) < 2.5, 1, -1) != y).mean()
        assert share == pytest.approx(wanted, abs=0.01)


def test_xor():
    X, y = made(ref.make_xor)
    assert (y == np.sign(X[:, 0] * X[:, 1])).all()
    assert 0.3 < np.abs(X).min() < 0.31
    assert 5.25 < np.abs(X).max() < 5.3
    assert stats.kstest(np.abs(X).reshape(-1), stats.uniform(0.3, 5).cdf).pvalue > 1e-3
    noisy = made(ref.make_xor, noise=0.25)
    np.testing.assert_array_equal(noisy.X, X)
    wanted = np.random.default_rng(5).uniform(-5, 5, X.shape) * 0.25 + X
    assert (noisy.y != y).mean() == pytest.approx(
        (np.sign(wanted.prod(axis=1)) != y).mean(), abs=0.02
    )


@pytest.mark.parametrize(("noise", "variance"), [(0.0, 0.5), (0.25, 2.25), (0.5, 4.0)])
def test_gauss(noise, variance):
    X, y = made(ref.make_gauss, 40_000, noise)
    for sign in (-1, 1):
        cloud = X[y == sign]
        np.testing.assert_allclose(cloud.mean(axis=0), 2 * sign, atol=0.06)
        np.testing.assert_allclose(cloud.var(axis=0), variance, rtol=0.04)


def test_spiral():
    X, y = made(ref.make_spiral, 200)
    r = np.hypot(*X.T)
    for sign, turn in ((1, 0), (-1, np.pi)):
        arm = X[y == sign][np.argsort(r[y == sign])]
        i = np.arange(100)
        t = 1.75 * i / 100 * 2 * np.pi + turn
        wanted = 5 * i[:, None] / 100 * np.c_[np.sin(t), np.cos(t)]
        np.testing.assert_allclose(arm, wanted, atol=1e-12)
    noisy = made(ref.make_spiral, 200, 0.2)
    away = noisy.X - X
    np.testing.assert_array_equal(noisy.y, y)
    assert 0.19 < np.abs(away).max() <= 0.2
    assert stats.kstest(away.reshape(-1), stats.uniform(-0.2, 0.4).cdf).pvalue > 1e-3


def test_plane():
    X, y = made(ref.make_reg_plane)
    np.testing.assert_allclose(y, X.sum(axis=1) / 10, rtol=1e-12)
    assert stats.kstest(X.reshape(-1), stats.uniform(-6, 12).cdf).pvalue > 1e-3
    noisy = made(ref.make_reg_plane, noise=0.5)
    np.testing.assert_array_equal(noisy.X, X)
    moved = (noisy.y - y) * 10
    assert moved.std() == pytest.approx(0.5 * np.sqrt(2 * 12**2 / 12), rel=0.05)


def test_bumps():
    X, y = made(ref.make_reg_gauss, 20_000)
    bumps = {(-4, 2.5): 1, (0, 2.5): -1, (4, 2.5): 1, (-4, -2.5): -1, (0, -2.5): 1, (4, -2.5): -1}
    wanted = np.zeros(len(y))
    for middle, sign in bumps.items():
        height = np.maximum(1 - np.hypot(*(X - middle).T) / 2, 0)
        wanted = np.where(height > np.abs(wanted), sign * height, wanted)
    np.testing.assert_allclose(y, wanted, atol=1e-12)
    assert stats.kstest(X.reshape(-1), stats.uniform(-6, 12).cdf).pvalue > 1e-3
    noisy = made(ref.make_reg_gauss, 20_000, 0.25)
    np.testing.assert_array_equal(noisy.X, X)
    near = np.hypot(*(X - (0, 2.5)).T) < 0.2
    moved = np.random.default_rng(3).uniform(-6, 6, (20_000, 2)) * 0.25
    wanted = -np.maximum(1 - np.hypot(*moved.T) / 2, 0).mean()
    assert noisy.y[near].mean() == pytest.approx(wanted, abs=0.12)


def drawn(make, n, noise, rng):
    """The points of a seed by their definitions, one by one."""
    name, y = make.__name__, [1.0 if i < n / 2 else -1.0 for i in range(n)]
    if name == "make_circle":
        size, turn = rng.uniform(0, 1, n), rng.uniform(0, 2 * np.pi, n)
        r = [2.5 * s if label > 0 else 3.5 + 1.5 * s for s, label in zip(size, y, strict=True)]
        X = [(a * np.sin(t), a * np.cos(t)) for a, t in zip(r, turn, strict=True)]
        moved = np.array(X) + noise * rng.uniform(-5, 5, (n, 2))
        y = [1.0 if np.hypot(*p) < 2.5 else -1.0 for p in moved]
    elif name == "make_xor":
        X = [[v + 0.3 if v > 0 else v - 0.3 for v in p] for p in rng.uniform(-5, 5, (n, 2))]
        moved = np.array(X) + noise * rng.uniform(-5, 5, (n, 2))
        return X, [1.0 if a * b >= 0 else -1.0 for a, b in moved]
    elif name == "make_gauss":
        cloud = np.sqrt(0.5 + 7 * noise) * rng.standard_normal((n, 2))
        X = [p + 2 * label for p, label in zip(cloud, y, strict=True)]
    elif name == "make_spiral":
        arm = [i for label in (1, -1) for i in range(y.count(label))]
        m = [y.count(label) for label in y]
        r = [5 * i / size for i, size in zip(arm, m, strict=True)]
        t = [3.5 * np.pi * a / 5 + (np.pi if v < 0 else 0) for a, v in zip(r, y, strict=True)]
        X = np.array([(a * np.sin(b), a * np.cos(b)) for a, b in zip(r, t, strict=True)])
        X = X + noise * rng.uniform(-1, 1, (n, 2))
    else:
        X = rng.uniform(-6, 6, (n, 2))
        moved = X + noise * rng.uniform(-6, 6, (n, 2))
        if name == "make_reg_plane":
            return X, [(a + b) / 10 for a, b in moved]
        middles = [(x, y) for y in (2.5, -2.5) for x in (-4, 0, 4)]
        signs = [1, -1, 1, -1, 1, -1]
        height = [[max(0, 1 - np.hypot(*(p - c)) / 2) for c in middles] for p in moved]
        return X, [max(h) * signs[int(np.argmax(h))] for h in height]
    order = rng.permutation(n)
    return np.array(X)[order], np.array(y)[order]


@pytest.mark.parametrize("noise", [0.0, 0.3])
@pytest.mark.parametrize("make", MAKERS)
def test_a_seed_always_gives_the_same_points(make, noise):
    # Figures and printed numbers of chapters rely on the order of the draws.
    for n in (1, 2, 301):
        X, y = made(make, n, noise, seed=4)
        wanted = drawn(make, n, noise, np.random.default_rng(4))
        np.testing.assert_allclose(X, wanted[0], atol=1e-12)
        np.testing.assert_allclose(y, wanted[1], atol=1e-12)


def test_split():
    X, y = np.arange(14).reshape(7, 2), np.arange(7)
    a, b, c, d = ref.split(X, y)
    assert (b.tolist(), d.tolist()) == ([0, 1, 2], [3, 4, 5, 6])
    np.testing.assert_array_equal(np.r_[a, c], X)
    assert len(ref.split(X, y, 10)[0]) == 0
    assert len(ref.split(X, y, 100)[2]) == 0
    assert len(ref.split(X, y, 90)[0]) == 6
    a[:] = -1
    assert X[0, 0] == 0
    with pytest.raises(ValueError, match=r"^percent is 101"):
        ref.split(X, y, 101)
    assert len(ref.split(np.zeros(200), np.zeros(200), 50).X_train) == 100
    assert ref.split(X, y[:, None]).y_train.shape == (3, 1)
    for bad in (y[:3], np.arange(9), 1):
        with pytest.raises(ValueError, match=r"^X is \(7, 2\), y .*; both need N rows"):
            ref.split(X, bad)
    with pytest.raises(ValueError, match=r"both need N rows"):
        ref.split(1, 1)
