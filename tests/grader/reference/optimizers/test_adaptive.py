"""Rates that adapt to each weight, against the formulas written out."""

from __future__ import annotations

import numpy as np
import pytest

from grader import reference as ref

W = np.array([1.0, -2.0])
GRADIENTS = [np.array([0.5, 4.0]), np.array([-0.25, 2.0]), np.array([1.0, 0.0])]


@pytest.mark.parametrize("inside", [True, False])
def test_adagrad_divides_by_the_root_of_all_squares(inside: bool) -> None:
    w, total, state = W, np.full(2, 0.1), None
    got = W
    for g in GRADIENTS:
        total = total + g * g
        root = np.sqrt(total + 1e-3) if inside else np.sqrt(total) + 1e-3
        w = w - 0.1 * g / root
        got, state = ref.adagrad(got, g, state, lr=0.1, initial=0.1, eps=1e-3, eps_inside=inside)
        np.testing.assert_allclose(got, w, rtol=1e-13)


@pytest.mark.parametrize("inside", [True, False])
def test_rmsprop_forgets(inside: bool) -> None:
    w, mean, state = W, np.zeros(2), None
    got = W
    for g in GRADIENTS:
        mean = 0.8 * mean + 0.2 * g * g
        root = np.sqrt(mean + 1e-3) if inside else np.sqrt(mean) + 1e-3
        w = w - 0.1 * g / root
        got, state = ref.rmsprop(got, g, state, lr=0.1, rho=0.8, eps=1e-3, eps_inside=inside)
        np.testing.assert_allclose(got, w, rtol=1e-13)


def test_steps_do_not_depend_on_the_gradients_scale() -> None:
    for step in (ref.adagrad, ref.rmsprop):
        small = step(W, GRADIENTS[0], lr=0.1, initial=0.0, eps=0.0)[0]
        large = step(W, 1000 * GRADIENTS[0], lr=0.1, initial=0.0, eps=0.0)[0]
        np.testing.assert_allclose(small, large, rtol=1e-13)


def test_adagrads_rate_falls_and_rmsprops_does_not() -> None:
    moved = {}
    for step in (ref.adagrad, ref.rmsprop):
        w, state = np.zeros(1), None
        for _ in range(200):
            before = w
            w, state = step(w, np.ones(1), state, lr=0.1)
        moved[step] = float(before[0] - w[0])
    assert moved[ref.adagrad] < 0.01 < 0.099 < moved[ref.rmsprop]
