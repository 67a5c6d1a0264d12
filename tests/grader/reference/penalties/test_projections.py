"""Projections on balls and on the simplex."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from grader import reference as ref

vectors = arrays(np.float64, 6, elements=st.floats(-10, 10))


def test_small_cases_by_hand():
    assert ref.project_l1_ball([3, -1, 2], 2).tolist() == [1.5, 0, 0.5]
    assert ref.project_l1_ball([0.5, -0.25]).tolist() == [0.5, -0.25]
    assert ref.project_l1_ball([[3.0, 0], [0, -3.0]], 2).tolist() == [[1, 0], [0, -1]]
    assert ref.project_l1_ball([3.0, -1.0], 0).tolist() == [0, 0]
    assert ref.project_l1_ball([]).tolist() == []
    assert ref.project_simplex([0.5, 0.5]).tolist() == [0.5, 0.5]
    assert ref.project_simplex([3.0, 1.0]).tolist() == [1, 0]
    np.testing.assert_allclose(ref.project_simplex([-1.0, -2.0, -1.5], 2), [7 / 6, 1 / 6, 2 / 3])
    np.testing.assert_allclose(ref.project_l2_ball([3.0, 4.0]), [0.6, 0.8], rtol=1e-15)
    assert ref.project_l2_ball([0.3, 0.4]).tolist() == [0.3, 0.4]
    assert ref.project_l2_ball([0.0], 0).tolist() == [0]
    np.testing.assert_allclose(ref.project_l2_ball([3e200, 4e200], 2), [1.2, 1.6], rtol=1e-14)
    assert ref.project_l_inf_ball([3.0, -0.5, -2.0]).tolist() == [1, -0.5, -1]


def test_sizes_far_above_the_radius_and_points_that_lie_inside():
    assert ref.project_l1_ball([1e20, -1e20, 0], 1).tolist() == [0.5, -0.5, 0]
    assert ref.project_simplex([1e20, 1e20, 0]).tolist() == [0.5, 0.5, 0]
    inside = np.array([0.25, -0.5])
    for project in (ref.project_l1_ball, ref.project_l2_ball):
        got = project(inside, 1)
        assert got.tolist() == inside.tolist() and not np.shares_memory(got, inside)
    outside = np.array([3.0, -0.5])
    assert ref.project_l_inf_ball(outside).tolist() == [1, -0.5]
    assert outside.tolist() == [3, -0.5]


def test_refusals():
    for name in ("project_l1_ball", "project_l2_ball", "project_l_inf_ball"):
        with pytest.raises(ValueError, match=r"^radius is -1"):
            getattr(ref, name)([1.0], -1)
    with pytest.raises(ValueError, match=r"^total is 0; it must lie in \(0, inf\)"):
        ref.project_simplex([1.0], 0)
    with pytest.raises(ValueError, match=r"^v is empty, \(0,\)"):
        ref.project_simplex([])
    with pytest.raises(ValueError, match=r"^v is \(1, 1\); it must be \(D,\)"):
        ref.project_simplex([[1.0]])
    for name in ("project_l1_ball", "project_simplex", "prox_l_inf"):
        with pytest.raises(ValueError, match=r"^v holds NaN or infinity"):
            getattr(ref, name)([np.nan], 1)


INSIDE = {
    "project_l1_ball": lambda w, r: ref.l1(w) <= r * (1 + 1e-9) + 1e-12,
    "project_l2_ball": lambda w, r: ref.l2(w) <= r * (1 + 1e-9),
    "project_l_inf_ball": lambda w, r: ref.l_inf(w) <= r,
    "project_simplex": lambda w, r: (w >= 0).all() and abs(w.sum() - r) <= 1e-9 * max(1, r),
}


@pytest.mark.parametrize("name", INSIDE)
@settings(max_examples=50)
@given(v=vectors, other=vectors, r=st.floats(0.1, 8))
def test_a_projection_is_inside_and_nearest(name, v, other, r):
    project = getattr(ref, name)
    near = project(v, r)
    assert INSIDE[name](near, r)
    np.testing.assert_allclose(project(near, r), near, atol=1e-9)
    # The set is convex: the way to any other of its points turns away from v.
    inside = project(other, r)
    assert (v - near) @ (inside - near) <= 1e-7


def test_a_radius_beyond_float32():
    w = ref.project_l2_ball(np.full(2, 3e38, "f4"), 4e38)
    np.testing.assert_allclose(w, np.full(2, 4e38 / np.sqrt(2), "f4"), rtol=1e-7)
    assert ref.project_l2_ball(np.full(2, 1e308), np.inf).tolist() == [1e308, 1e308]
