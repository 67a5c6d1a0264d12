"""FTRL-proximal and the playground's rule."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mpmath import mp, mpf

from grader import reference as ref

GRADIENTS = [[1, -0.3], [0.5, 0.2], [-2, 0.1]]


def run(step, gradients, w=(0.0, 0.0), **hyper):
    w, state = np.array(w), None
    for g in gradients:
        w, state = step(w, g, state, **hyper)
    return w, state


def test_known_values():
    w, z, n = np.zeros(2), np.zeros(2), np.full(2, 0.1)
    wanted = [
        ([-0.0475823933983, 0], [1, -0.3]),
        ([-0.0905415949019, 0], [1.55380909948, -0.1]),
        ([-0.00414875643084, 0], [0.596043989392, 0]),
    ]
    for g, (weights, sums) in zip(GRADIENTS, wanted, strict=True):
        w, z, n = ref.ftrl_step(w, z, n, g, lr=0.1, l1=0.5, l2=0.01)
        np.testing.assert_allclose(w, weights, rtol=1e-11)
        np.testing.assert_allclose(z, sums, rtol=1e-11, atol=1e-15)
    np.testing.assert_allclose(n, [0.1 + 5.25, 0.1 + 0.14], rtol=1e-14)


def test_from_zero_without_penalties_it_is_adagrad():
    slow = [[0.1, -0.2], [0.3, 0.1], [-0.2, 0.4]]
    w, _ = run(ref.ftrl, slow, lr=0.1)
    # The table holds the weights after two of these three gradients.
    two, _ = run(ref.ftrl, slow[:2], lr=0.1)
    adagrad, _ = run(ref.adagrad, slow, lr=0.1, eps=0)
    np.testing.assert_allclose(w, adagrad, rtol=1e-13)
    np.testing.assert_allclose(two, run(ref.adagrad, slow[:2], lr=0.1, eps=0)[0], rtol=1e-13)


def test_known_value_from_zero_without_penalties():
    w, _ = run(ref.ftrl, GRADIENTS, lr=0.1)
    plain, _ = run(ref.adagrad, GRADIENTS, lr=0.1, eps=0)
    np.testing.assert_allclose(w, plain, rtol=1e-12)
    np.testing.assert_allclose(w, [-0.0519118669823, 0.00670942282656], rtol=1e-10)


def test_a_first_weight_is_forgotten():
    slow = [[0.1, -0.2], [0.3, 0.1], [-0.2, 0.4]]
    w, _ = run(ref.ftrl, slow, (1.0, -2.0), lr=0.1, l1=0.5, l2=0.01)
    np.testing.assert_allclose(w, [0, -0.219228951], rtol=1e-7)


def test_each_parameter_by_hand():
    w, z, n, g = 0.5, 0.2, 0.36, 0.8
    got = ref.ftrl_step(w, z, n, g, lr=0.1, l1=0.3, l2=0.7, beta=0.4, l2_shrinkage=0.25)
    pulled = g + 2 * 0.25 * w
    total = z + pulled - (1 - 0.6) / 0.1 * w
    assert got.n == pytest.approx(1)
    assert got.z == pytest.approx(total)
    quadratic = 1 / 0.1 + 2 * (0.7 + 0.4 / (2 * 0.1))
    assert got.w == pytest.approx((np.clip(total, -0.3, 0.3) - total) / quadratic)
    flat = ref.ftrl_step(w, z, n, g, lr=0.1, lr_power=0)
    assert (flat.z, flat.w) == (pytest.approx(1.0), pytest.approx(-0.1))
    cube = ref.ftrl_step(w, z, n, g, lr=0.1, lr_power=-1)
    assert cube.z == pytest.approx(z + g - (1 - 0.36) / 0.1 * w)


def test_untouched_weights_stay_and_nothing_is_divided_by_nothing():
    got = ref.ftrl_step([0.0, 0.0], [0.0, 0.0], [0.0, 0.0], [0.0, 1.0], lr=0.5)
    assert got.w.tolist() == [0, -0.5]
    same = ref.ftrl_step([-0.3], [0.6], [0.25], [0.0], lr=0.1)
    assert (same.z, same.n) == ([0.6], [0.25])


@settings(max_examples=60)
@given(
    # Sums next to the smallest number there is would be rounded to a weight of 0.
    st.floats(-3, 3).map(lambda z: round(z, 9)),
    st.floats(0.01, 3),
    st.floats(-3, 3).map(lambda g: round(g, 9)),
    st.floats(0, 2),
)
def test_a_weight_is_exactly_zero_where_its_sum_is_within_the_threshold(z, n, g, l1):
    got = ref.ftrl_step(0.1, z, n, g, lr=0.1, l1=l1)
    assert (got.w == 0) == (abs(got.z) <= l1)


@pytest.mark.parametrize(
    ("hyper", "which"),
    [
        ({"lr": 0}, "lr is 0"),
        ({"l1": -1}, "l1 is -1"),
        ({"l2": -1}, "l2 is -1"),
        ({"beta": -1}, "beta is -1"),
        ({"l2_shrinkage": -1}, "l2_shrinkage is -1"),
        ({"lr_power": 0.5}, "lr_power is 0.5"),
        ({"lr_power": -1.5}, "lr_power is -1.5"),
    ],
)
def test_parameters_outside_their_interval_are_refused(hyper, which):
    with pytest.raises(ValueError, match=rf"^{which}; it must lie in"):
        ref.ftrl_step(0, 0, 0.1, 1, **hyper)


def test_other_refusals():
    with pytest.raises(ValueError, match=r"^n holds a negative number or NaN"):
        ref.ftrl_step(0, 0, -0.1, 1)
    with pytest.raises(ValueError, match=r"^g is \(1,\), w \(2,\)"):
        ref.ftrl_step([0, 0], [0, 0], [0, 0], [1])
    with pytest.raises(ValueError, match=r"^initial is -1"):
        ref.ftrl([0.0], [1.0], initial=-1)


def test_playground_rule():
    w = [0.05, -0.05, 0.5, 0.0, 0.1, 0.7, 0.1]
    grad = [0.0, 0.0, 1.0, 1.0, 0.0, 1.0, 1.0]
    dead = [False, False, False, False, False, True, False]
    new, gone = ref.l1_update(w, dead, grad, 0.1, 1.0)
    # w1 0.05 and w2 -0.05 lie on both sides of 0; from 0.1 the penalty lands on 0 exactly.
    np.testing.assert_allclose(new, [0, 0, 0.3, -0.1, 0, 0.7, -0.1], atol=1e-15)
    assert gone.tolist() == [True, True, False, False, False, True, False]
    assert gone.dtype == bool
    new, gone = ref.l1_update([0.3], [False], [5.0], 0.1, 0.0)
    assert (new.tolist(), gone.tolist()) == ([pytest.approx(-0.2)], [False])
    new, gone = ref.l1_update([0.5, -0.5], [False, False], [0.0, 0.0], 1, 0.5)
    assert (new.tolist(), gone.tolist()) == ([0, 0], [False, False])
    new, gone = ref.l1_update([1e-200], [False], [0.0], 1, 2e-200)
    assert (new.tolist(), gone.tolist()) == ([0], [True])


def test_playground_refusals():
    for more, which in (((-1, 0), "lr is -1"), ((0, -1), "rate is -1")):
        with pytest.raises(ValueError, match=rf"^{which}"):
            ref.l1_update([0.0], [False], [0.0], *more)
    with pytest.raises(TypeError, match=r"^dead holds int64; it must hold bools"):
        ref.l1_update([0.0], [0], [0.0], 1, 1)
    with pytest.raises(ValueError, match=r"the shapes must be equal"):
        ref.l1_update([0.0], [False, True], [0.0], 1, 1)


@pytest.mark.parametrize("power", [-0.5, -0.75, -1.0, 0.0])
def test_a_small_gradient_beside_a_large_sum_keeps_its_digits(power: float):
    n, g, lr = np.array([0.1, 0.0, 4.0], "f4"), np.array([1e-4, 1e-4, 1e-2], "f4"), 2.0**-10
    zero, one = np.zeros(3, "f4"), np.ones(3, "f4")
    new = ref.ftrl_step(one, zero, n, g, lr=lr, lr_power=power)
    with mp.workdps(40):
        for z, was, slope in zip(new.z, n.tolist(), g.tolist(), strict=True):
            grown = mpf(was) + mpf(slope) ** 2
            wanted = mpf(slope) - (grown**-power - (mpf(was) ** -power if was else power == 0)) / lr
            assert float(z) == pytest.approx(float(wanted), rel=1e-5)


@pytest.mark.parametrize("power", [-0.5, -0.75, -1.0])
def test_a_large_gradient_beside_a_subnormal_sum(power: float):
    new = ref.ftrl_step([1.0], [0.0], [1e-320], [1.0], lr=0.5, lr_power=power)
    assert new.z == 1 - 2  # n^-p is 0 beside 1
