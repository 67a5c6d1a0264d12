"""Proximal operators: known values, edges, and the property that defines them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from grader import reference as ref

V = [-3, -1, -0.2, 0, 0.5, 1, 2.5]
inf = np.inf
vectors = arrays(np.float64, 6, elements=st.floats(-10, 10))
GROUPS = np.array([0, 0, 1, 1, 1, 2])


def test_known_values():
    assert ref.soft_threshold(V, 1).tolist() == [-2, 0, 0, 0, 0, 0, 1.5]
    assert ref.soft_threshold(-0.83, 0.3) == pytest.approx(-0.53)
    assert ref.hard_threshold(V, 0.5).tolist() == [-3, 0, 0, 0, 0, 0, 2.5]
    assert ref.prox_elastic_net(V, 0.5, 1).tolist() == [-1.25, -0.25, 0, 0, 0, 0.25, 1]
    np.testing.assert_allclose(ref.prox_group([3, 4], 1), [2.4, 3.2], rtol=1e-15)
    np.testing.assert_allclose(ref.prox_l2([3, 4], 1), [2.4, 3.2], rtol=1e-15)
    assert ref.prox_sq_l2([2.0, -4.0], 1).tolist() == [1, -2]
    np.testing.assert_allclose(ref.prox_l_inf([3.0, -1, 2], 2), [1.5, -1, 1.5], rtol=1e-15)
    np.testing.assert_allclose(ref.prox_nuclear(np.diag([3.0, 1]), 2), np.diag([1, 0]), atol=1e-15)
    root = np.sqrt(2)
    got = ref.prox_group_lasso([3.0, 4.0, 2.0, 0.5], 1, [1, 1, 0, 5])
    np.testing.assert_allclose(got, [3 - 0.6 * root, 4 - 0.8 * root, 1, 0], rtol=1e-14)


def test_edges_of_thresholds():
    assert ref.soft_threshold([1.0, -1.0], 1).tolist() == [0, 0]
    assert ref.soft_threshold(V, 0).tolist() == V
    assert ref.soft_threshold([inf, -inf], 1).tolist() == [inf, -inf]
    assert ref.soft_threshold([inf, 5.0], inf).tolist() == [0, 0]
    assert np.isnan(ref.soft_threshold([np.nan], 1))
    assert ref.soft_threshold([3.0, 3.0], [1.0, 5.0]).tolist() == [2, 0]
    assert ref.hard_threshold([1.0, -1.0, 1.001], 0.5).tolist() == [0, 0, 1.001]
    assert ref.hard_threshold([inf, 0.0], 1).tolist() == [inf, 0]
    assert np.isnan(ref.hard_threshold([np.nan], 1))
    assert ref.hard_threshold([2.0, 2.0], [1.0, 2.0]).tolist() == [2, 0]
    assert ref.prox_sq_l2([2.0, 2.0], [0.0, 1.0]).tolist() == [2, 1]
    big = ref.soft_threshold(np.linspace(-2, 2, 20001), 1)
    assert (big[0], big[10000], big[-1]) == (-1, 0, 1)
    assert ref.soft_threshold([inf, 5.0, -inf], [1.0, inf, inf]).tolist() == [inf, 0, 0]


@pytest.mark.parametrize("prox", [ref.soft_threshold, ref.hard_threshold])
def test_long_arrays_have_a_rate_an_entry_too(prox):
    v, rates = np.linspace(-2, 2, 50_001), np.linspace(0, 3, 50_001)
    some = [0, 20_000, 30_000, 45_000, -1]
    got = prox(v, rates)[some]
    assert got.tolist() == [prox(v[i], rates[i]) for i in some]


def test_groups():
    table = np.array([[3.0, 4.0], [0.0, 0.0], [0.3, 0.4]])
    got = ref.prox_group(table, 1, axis=1)
    np.testing.assert_allclose(got, [[2.4, 3.2], [0, 0], [0, 0]], rtol=1e-15)
    np.testing.assert_allclose(ref.prox_group(table.T, 1, axis=0), got.T, rtol=1e-15)
    assert ref.prox_group([0.0, 0.0], 1).tolist() == [0, 0]
    assert ref.prox_group([3.0, 4.0], 5).tolist() == [0, 0]
    assert ref.prox_group([0.0, 0.0], 0).tolist() == [0, 0]
    np.testing.assert_allclose(ref.prox_group([3e200, 4e200], 5e199), [2.7e200, 3.6e200])
    np.testing.assert_allclose(ref.prox_group([[3e200, 4e200]], 5e199, 1), [[2.7e200, 3.6e200]])
    np.testing.assert_allclose(
        ref.prox_group([[3e-200, 4e-200]], 1e-200, 1), [[2.4e-200, 3.2e-200]]
    )
    assert ref.prox_group([[inf, 1.0], [3.0, 0.0]], 1, 1).tolist() == [[inf, 1], [2, 0]]
    assert np.isnan(ref.prox_group([np.nan, 1.0], 1)).all()
    assert ref.prox_group_lasso([0.0, 0.0, 2.0], 0, [0, 0, 1]).tolist() == [0, 0, 2]
    np.testing.assert_array_equal(ref.prox_group_lasso(V, 1, range(7)), ref.soft_threshold(V, 1))


ONE_RATE = "soft_threshold hard_threshold prox_sq_l2 prox_group prox_l2 prox_l_inf".split()


@pytest.mark.parametrize("name", ONE_RATE)
def test_negative_rates_are_refused(name):
    with pytest.raises(ValueError, match=r" is -1; it must lie in"):
        getattr(ref, name)(V, -1)
    if name in ONE_RATE[:3]:
        with pytest.raises(ValueError, match=r"must not be negative"):
            getattr(ref, name)(V, np.full(7, -1.0))
        with pytest.raises(ValueError, match=r"the shapes must be equal"):
            getattr(ref, name)(V, [1.0])


def test_other_refusals():
    for rates, which in (((-1, 0), "l1"), ((0, -1), "l2")):
        with pytest.raises(ValueError, match=rf"^{which} is -1"):
            ref.prox_elastic_net(V, *rates)
    with pytest.raises(ValueError, match=r"^t is -1"):
        ref.prox_group_lasso([1.0], -1, [0])
    with pytest.raises(ValueError, match=r"^t is -1"):
        ref.prox_nuclear([[1.0]], -1)
    with pytest.raises(ValueError, match=r"^v is \(7,\); it must be \(M, N\)"):
        ref.prox_nuclear(V, 1)
    with pytest.raises(ValueError, match=r"^v holds NaN or infinity"):
        ref.prox_nuclear([[inf]], 1)


PAIRS = {
    "soft_threshold": lambda w, t: t * ref.l1(w),
    "hard_threshold": lambda w, t: t * ref.l0(w),
    "prox_sq_l2": lambda w, t: t / 2 * ref.sum_sq(w),
    "prox_group": lambda w, t: t * ref.l2(w),
    "prox_l_inf": lambda w, t: t * ref.l_inf(w),
    "prox_elastic_net": lambda w, t: t * ref.l1(w) + 0.35 * ref.sum_sq(w),
    "prox_group_lasso": lambda w, t: t * ref.group_lasso(w, GROUPS),
    "prox_nuclear": lambda w, t: t * ref.nuclear_norm(w.reshape(2, 3)),
}


def apply(name, v, t):
    if name == "prox_elastic_net":
        return ref.prox_elastic_net(v, t, 0.7)
    if name == "prox_group_lasso":
        return ref.prox_group_lasso(v, t, GROUPS)
    if name == "prox_nuclear":
        return ref.prox_nuclear(v.reshape(2, 3), t).reshape(-1)
    return getattr(ref, name)(v, t)


@pytest.mark.parametrize("name", PAIRS)
@settings(max_examples=25)
@given(v=vectors, t=st.floats(0, 5), seed=st.integers(0, 999))
def test_no_other_point_has_a_lower_objective(name, v, t, seed):
    def objective(w):
        return ((w - v) ** 2).sum() / 2 + PAIRS[name](w, t)

    best = apply(name, v, t)
    rng = np.random.default_rng(seed)
    for scale in (1e-4, 1e-2, 1, 5):
        for _ in range(5):
            other = best + scale * rng.standard_normal(6) * (rng.random(6) < 0.5)
            assert objective(best) <= objective(other) + 1e-9
    assert objective(best) <= objective(np.zeros(6)) + 1e-9
    assert objective(best) <= objective(v) + 1e-9


@pytest.mark.parametrize("name", [n for n in PAIRS if n != "hard_threshold"])
@settings(max_examples=40)
@given(a=vectors, b=vectors, t=st.floats(0, 5))
def test_convex_ones_bring_no_two_points_further_apart(name, a, b, t):
    closer = ref.l2(apply(name, a, t) - apply(name, b, t))
    assert closer <= ref.l2(a - b) * (1 + 1e-12) + 1e-9


@settings(max_examples=60)
@given(v=vectors, t=st.floats(1e-3, 5))
def test_moreau_what_is_cut_off_is_a_projection_on_the_dual_ball(v, t):
    pairs = (
        (ref.soft_threshold, ref.project_l_inf_ball),
        (ref.prox_group, ref.project_l2_ball),
        (ref.prox_l_inf, ref.project_l1_ball),
    )
    for prox, project in pairs:
        np.testing.assert_allclose(prox(v, t) + project(v, t), v, atol=1e-12)


def test_rates_that_float32_cannot_hold():
    x = np.array([np.inf, 1e38, -3.0], "f4")
    assert ref.soft_threshold(x, 1e39).tolist() == [np.inf, 0, 0]
    assert ref.hard_threshold(np.array([1e20, 1e19], "f4"), 1e39).tolist() == [np.float32(1e20), 0]
    assert ref.prox_sq_l2(x[1:2], 1e40).tolist() == [np.float32(0.01)]
    assert ref.prox_elastic_net(x[1:2], 0.0, 1e40).tolist() == [np.float32(0.01)]
    for rates in (1.0, np.ones(0)):
        assert ref.hard_threshold(np.zeros(0), rates).shape == (0,)


@pytest.mark.parametrize("dtype", ["f4", "f8"])
def test_hard_thresholds_next_to_the_bound(dtype):
    bound = np.array(2, dtype)  # of which 2 lam is the square
    x = np.stack([np.nextafter(bound, 0), bound, np.nextafter(bound, 3), -np.array(np.nan, dtype)])
    wanted = [0, 0, x[2], np.nan]
    for lam in (2.0, np.full(4, 2, dtype)):
        np.testing.assert_array_equal(ref.hard_threshold(x, lam), wanted)
        np.testing.assert_array_equal(ref.hard_threshold(-x, lam), [0, 0, -x[2], np.nan])


def test_singular_values_beyond_the_range_of_the_entries():
    huge = np.full((2, 2), 1e308)
    np.testing.assert_allclose(ref.prox_nuclear(huge, 1.0), huge, rtol=1e-14)
    np.testing.assert_allclose(ref.prox_nuclear(huge, 1e308), huge / 2, rtol=1e-14)
    np.testing.assert_allclose(ref.nuclear_norm_grad(huge), np.full((2, 2), 0.5), rtol=1e-14)
    assert ref.prox_nuclear(huge, np.inf).tolist() == [[0, 0], [0, 0]]
    tiny = np.full((2, 2), 3e-320)
    assert ref.prox_nuclear(tiny, 0.0).tolist() == tiny.tolist()


def test_hard_thresholds_whose_doubles_leave_the_range():
    for lam, size in ((1e308, 1e154), (1e-310, 1e-155)):
        x = size * np.array([1.5, 1.4, -1.5])  # of which the squares are 2.25 and 1.96
        assert ref.hard_threshold(x, lam).tolist() == [x[0], 0, x[2]]
