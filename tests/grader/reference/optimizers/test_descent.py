"""Plain descent and momentum, step by step."""

from __future__ import annotations

import numpy as np
import pytest

from grader import reference as ref

W, G = np.array([1.0, -2.0]), np.array([0.5, 4.0])


def test_step_is_the_rate_times_the_gradient() -> None:
    w, state = ref.sgd(W, G, lr=0.1)
    np.testing.assert_allclose(w, W - 0.1 * G, rtol=1e-15)
    assert state is None
    assert ref.sgd(W, G, lr=0.0)[0].tolist() == W.tolist()


@pytest.mark.parametrize("mu", [0.0, 0.5, 0.9])
def test_velocity_is_kept(mu: float) -> None:
    w, v, state = W, np.zeros(2), None
    for k in range(4):
        g = G * (k + 1)
        v = mu * v - 0.1 * g
        w = w + v
        got, state = ref.momentum(w - v, g, state, lr=0.1, mu=mu)
        np.testing.assert_allclose(got, w, rtol=1e-13)


def test_without_momentum_all_three_are_the_same() -> None:
    plain = ref.sgd(W, G, lr=0.1)[0]
    np.testing.assert_allclose(ref.momentum(W, G, lr=0.1, mu=0.0)[0], plain, rtol=1e-15)
    np.testing.assert_allclose(ref.nesterov(W, G, lr=0.1, mu=0.0)[0], plain, rtol=1e-15)


def test_nesterov_looks_ahead() -> None:
    first = ref.nesterov(W, G, lr=0.1, mu=0.9)[0]
    np.testing.assert_allclose(first, W - 0.1 * 1.9 * G, rtol=1e-13)
    assert (np.abs(first - W) > np.abs(ref.momentum(W, G, lr=0.1, mu=0.9)[0] - W)).all()


def test_minimum_of_a_parabola_is_reached() -> None:
    for step in (ref.sgd, ref.momentum, ref.nesterov):
        w, state = np.array([5.0]), None
        for _ in range(400):
            w, state = step(w, w, state, lr=0.05)
        assert abs(w[0]) < 1e-6
