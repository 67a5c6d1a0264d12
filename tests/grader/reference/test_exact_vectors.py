"""Penalties, projections, divergences and gradients of class scores against mpmath.

Each answer is compared in units of the last place, its own or, where an exact zero may be a
rounding, that of the largest entry.
"""

from __future__ import annotations

import mpmath as mp
import numpy as np
import pytest

from grader import reference as ref
from tests.grader.reference.test_exact import ulps

DTYPES = (np.float64, np.float32, np.float16)


def exact(array):
    return [mp.mpf(float(v)) for v in np.asarray(array).ravel()]


def near(got, wanted, dtype, most=4, scale=0):
    """Entry by entry within `most` units of the last place, of `scale` where that is larger."""
    for value, right in zip(np.asarray(got).ravel(), wanted, strict=True):
        unit = mp.mpf(float(np.finfo(dtype).eps)) * scale
        far = abs(float(value) - right) / unit if unit else np.inf
        assert ulps(value, right, dtype) <= most or far <= most, (got, [float(w) for w in wanted])


def vectors(dtype):
    info = np.finfo(dtype)
    top, tiny, least = (float(v) for v in (info.max, info.tiny, info.smallest_subnormal))
    rng = np.random.default_rng(3)
    lists = [[3, 4], [top, -top], [top / 2, 1], [tiny, tiny], [3 * least, 4 * least], [0, 0], []]
    lists += [[1e-5, 2e-5], [0.1] * 7, rng.normal(0, 1, 9), rng.normal(0, 1e-3, 9)]
    lists += [[1e4, 0], [1e6] * 3, [1e16], [1e17, 0]]
    found = [np.array(v, np.float64) for v in lists]
    return [v.astype(dtype) for v in found if np.abs(v).max(initial=0) <= top]


def to_simplex(sizes, total):
    """The nearest point with that sum, and what was taken off."""
    falling, running, best = sorted(sizes, reverse=True), mp.mpf(0), None
    for count, size in enumerate(falling, 1):
        running += size
        if size > (running - total) / count:
            best = (running - total) / count
    return [max(s - best, mp.mpf(0)) for s in sizes], best


def lengths(v, dtype):
    """Norms, their directions and what shortens a vector by its length."""
    a, count = exact(v), len(v)
    size, one = mp.sqrt(mp.fsum(x * x for x in a)), np.zeros(count, int)
    unit = [x / size if size else mp.mpf(0) for x in a]
    near(ref.l1(v), [mp.fsum(map(abs, a))], dtype)
    near(ref.l2(v), [size], dtype)
    near(ref.sum_sq(v), [size**2], dtype)
    near(ref.l2_grad(v), unit, dtype)
    near(ref.group_lasso(v, one), [mp.sqrt(count) * size], dtype)
    near(ref.group_lasso_grad(v, one), [mp.sqrt(count) * x for x in unit], dtype)
    for l1, l2 in ((0.3, 0.2), (0, 1e-310), (1e-300, 0)):
        sums = mp.mpf(l1) * mp.fsum(map(abs, a)), mp.mpf(l2) * size**2
        near(ref.elastic_net(v, l1, l2), [sum(sums)], dtype, 8)
        slopes = [l1 * mp.sign(x) + 2 * mp.mpf(l2) * x for x in a]
        near(ref.elastic_net_grad(v, l1, l2), slopes, dtype)
    if count:
        near(ref.rmse(np.zeros_like(v), v), [size / mp.sqrt(count)], dtype)
        near(ref.rmse_grad(np.zeros_like(v), v), [x / mp.sqrt(count) for x in unit], dtype)
    for r in (1.0, 0.25, 0.0):
        inside = a if size <= r else [x * r for x in unit]
        near(ref.project_l2_ball(v, r), inside, dtype)
        most = max(map(abs, a), default=0)
        short = [x * max(0, 1 - r / size) if size else x for x in a]
        near(ref.prox_group(v, r), short, dtype, scale=most)
        near(ref.prox_group(np.stack([v, v]), r, 1)[1], short, dtype, scale=most)
        root = r * mp.sqrt(count)
        short = [x * max(0, 1 - root / size) if size else x for x in a]
        # Beside a group that is far larger and one that is far smaller.
        beside = np.array([1e-3, 30_000], dtype)
        groups = np.append(one, [7, -1])
        got = ref.prox_group_lasso(np.append(v, beside), r, groups)
        near(got[:count], short, dtype, scale=most)
        near(got[count:], [max(x - r, mp.mpf(0)) for x in exact(beside)], dtype)


def thresholds(v, dtype):
    """Entry by entry, and on the l1 ball and its relatives."""
    a = exact(v)
    sizes = [abs(x) for x in a]
    for r in (1.0, 0.25, 0.0):
        soft = [mp.sign(x) * max(abs(x) - r, 0) for x in a]
        near(ref.soft_threshold(v, r), soft, dtype, 1)
        near(ref.prox_elastic_net(v, r, 0.5), [x / 1.5 for x in soft], dtype, 2)
        near(ref.prox_sq_l2(v, r), [x / (1 + r) for x in a], dtype, 2)
        kept = [x if x * x > 2 * r else mp.mpf(0) for x in a]
        near(ref.hard_threshold(v, r), kept, dtype, 0)
        if not len(v):
            continue
        if mp.fsum(sizes) <= r:
            inside, bound = a, mp.mpf(0)
        elif r:
            cut, bound = to_simplex(sizes, r)
            inside = [c * mp.sign(x) for c, x in zip(cut, a, strict=True)]
        else:
            inside, bound = [mp.mpf(0)] * len(a), max(sizes)
        near(ref.project_l1_ball(v, r), inside, dtype, scale=r)
        clipped = [max(-bound, min(bound, x)) for x in a]
        near(ref.prox_l_inf(v, r), clipped, dtype, scale=max(sizes))
        if r:
            near(ref.project_simplex(v, r), to_simplex(a, r)[0], dtype, scale=r)


@pytest.mark.parametrize("dtype", DTYPES)
def test_penalties_at_every_size(dtype):
    with mp.workdps(350):
        for v in vectors(dtype):
            with np.errstate(all="raise"):
                lengths(v, dtype)
                thresholds(v, dtype)


def test_ends_of_rates():
    """0 times infinity is 0, and what is infinite both ways is settled."""
    inf = np.inf
    assert ref.elastic_net_grad([inf, -inf, 0], 1, 0).tolist() == [1, -1, 0]
    assert ref.elastic_net_grad([0.0, -2], inf, 0).tolist() == [0, -inf]
    assert ref.elastic_net([0.0], inf, inf) == ref.elastic_net_sklearn([0.0], inf, 0) == 0
    assert ref.soft_threshold([inf, 1], inf).tolist() == [0, 0]
    assert ref.prox_elastic_net([inf, 1], inf, 1).tolist() == [0, 0]
    assert ref.prox_elastic_net([inf, 1], 1, inf).tolist() == [0, 0]
    assert ref.prox_sq_l2([inf, 1], inf).tolist() == [0, 0]
    assert ref.hard_threshold([inf, 1, np.nan], inf).tolist()[:2] == [0, 0]
    assert ref.hard_threshold([1e-200, 0, -3], 0).tolist() == [1e-200, 0, -3]
    assert ref.hard_threshold([1.5e154, 1.4e154], 1e308).tolist() == [1.5e154, 0]
    assert ref.hard_threshold([2.0, 1.5e154, 1e-170], [2.0, 1e308, 0]).tolist() == [
        0,
        1.5e154,
        1e-170,
    ]
    assert ref.prox_group([inf, 1], 3).tolist() == [inf, 1]
    assert ref.prox_group([inf, 1], inf).tolist() == [0, 0]
    assert ref.min_norm_subgrad([inf, 2], [0, 0], inf).tolist() == [0, 0]
    assert ref.l2_grad([1, -inf]).tolist() == [0, -1]
    assert ref.project_l2_ball([inf, 1], 2).tolist() == [2, 0]
    assert np.isnan(ref.l2_grad([inf, inf])).all()
    assert ref.l0(np.array([-128, 1], np.int8), 1) == 1
    assert ref.prelu([-inf, 2], 0).tolist() == [0, 2]


def scores(dtype):
    top = float(np.finfo(dtype).max)
    rows = [[0, 0, 0], [40, 0, 0], [0, 40, -3], [1000, 0, -1000], [720, 0, 1], [top, -top, 0]]
    rows += [[1e-9, 0, 0], [17, 0, 17.5], [-np.inf, 0, 1], [30, -np.inf, 0], [16, 16, 15]]
    return np.array(rows).astype(dtype)


def softmax(z):
    size = max(z)
    e = [mp.exp(max(x - size, -2000)) if mp.isfinite(x) else mp.mpf(0) for x in z]
    e = [mp.mpf(0) if x - size < -2000 else value for x, value in zip(z, e, strict=True)]
    return [x / mp.fsum(e) for x in e]


def labels(dtype):
    soft = [[1, 0, 0], [0, 1, 0], [0.5, 0.25, 0.25], [1 - 2**-9, 2**-10, 2**-10], [0, 0.5, 0.5]]
    if dtype != np.float16:
        soft += [[1, 1e-20, 0], [0.999999, 1e-6, 0]]
    return np.array(soft).astype(dtype)


@pytest.mark.parametrize("dtype", DTYPES)
def test_gradients_of_sure_classes(dtype):
    """The shift of the scores is rounded, so that exp has some hundred units at 1000."""
    most = 900 if dtype == np.float64 else 200
    z = scores(dtype)
    with mp.workdps(400):
        probabilities = [softmax(exact(row)) for row in z]
        for weights in labels(dtype):
            tiled = np.tile(weights, (len(z), 1))
            y = np.full(len(z), weights.argmax())
            with np.errstate(all="raise"):
                dense = ref.softmax_ce_grad(z, tiled)
                above = ref.log_softmax_grad(z, tiled)
                product = ref.softmax_grad(z, tiled)
                sparse = ref.sparse_softmax_ce_grad(z, y)
            w = exact(weights)
            for row, p in enumerate(probabilities):
                wanted = [mp.fsum(w) * a - b for a, b in zip(p, w, strict=True)]
                near(dense[row], wanted, dtype, most)
                near(above[row], [-v for v in wanted], dtype, most)
                mean = mp.fsum(a * b for a, b in zip(p, w, strict=True))
                near(product[row], [a * (b - mean) for a, b in zip(p, w, strict=True)], dtype, most)
                wanted = [a - (k == y[row]) for k, a in enumerate(p)]
                near(sparse[row], wanted, dtype, most)
        for row, p in enumerate(probabilities):
            wanted = [(c == k) - p[k] for c in range(3) for k in range(3)]
            near(ref.log_softmax_grad(z)[row], wanted, dtype, most)


def test_a_finite_loss_of_scores_too_far_apart():
    top = np.finfo(float).max
    slopes = ref.softmax_grad([[0.0, 0.0]], [[top, -top]])
    assert slopes.tolist() == [[top / 2, -top / 2]]
    weighted = ref.softmax_ce_grad([[0.0, 0.0]], [[top, top / 2]], check=False)
    assert weighted[0] == pytest.approx([-top / 4, top / 4])
    assert ref.softmax_ce([[top, -top]], [[0.75, 0.25]])[0] == pytest.approx(top / 2)
    assert ref.huber([top], [-top], 0.25)[0] == pytest.approx(top / 2)


@pytest.mark.parametrize("dtype", DTYPES)
def test_divergences_of_far_and_close_distributions(dtype):
    rows = [
        [0.5, 0.5],
        [1, 0],
        [0, 1],
        [0.25, 0.75],
        [1 - 2**-9, 2**-9],
        [0.5 + 2**-9, 0.5 - 2**-9],
    ]
    if dtype != np.float16:
        rows += [[1e-30, 1], [1e-40, 1], [1, 1e-40], [1e-5, 1 - 1e-5], [1.1e-5, 1 - 1.1e-5]]
    if dtype == np.float64:
        rows += [[1.6e-309, 1], [1, 1e-310], [0.5 + 1e-9, 0.5 - 1e-9], [0.5 + 1e-13, 0.5 - 1e-13]]
    each = np.array(rows).astype(dtype)
    p, q = np.repeat(each, len(each), 0), np.tile(each, (len(each), 1))
    with np.errstate(all="raise"):
        got, entropies = ref.kl_divergence(p, q), ref.entropy(each)

    def term(a, b):
        return mp.inf if a and not b else (a * mp.log(a / b) if a else 0) - a + b

    with mp.workdps(60):
        for value, a, b in zip(got, p, q, strict=True):
            near(value, [sum(map(term, exact(a), exact(b)))], dtype, 24)
        for value, a in zip(entropies, each, strict=True):
            near(value, [-mp.fsum(x * mp.log(x) for x in exact(a) if x)], dtype)


def test_a_row_does_not_depend_on_another_one():
    """Not even the mean gradient of a batch in which another entry is infinite."""
    first = np.arange(1, 6) / 7
    for last in (0.0, 1e-310, 0.5):
        p = np.append(first, last)
        got = ref.log_loss_grad(np.ones(6), p)[:5]
        np.testing.assert_array_equal(got, ref.log_loss_grad(np.ones(6), np.append(first, 0.3))[:5])
