"""Running means of the gradient, against the formulas written out."""

from __future__ import annotations

import numpy as np
import pytest

from grader import reference as ref

W = np.array([1.0, -2.0])
GRADIENTS = [np.array([0.5, 4.0]), np.array([-0.25, 2.0]), np.array([1.0, 0.0])]


def adam_by_hand(lr: float, b1: float, b2: float, eps: float, decay: float = 0.0) -> np.ndarray:
    """Kingma and Ba 2015, algorithm 1; with the decoupled decay of Loshchilov and Hutter 2019."""
    w, m, v = W, np.zeros(2), np.zeros(2)
    for t, g in enumerate(GRADIENTS, start=1):
        m, v = b1 * m + (1 - b1) * g, b2 * v + (1 - b2) * g * g
        step = (m / (1 - b1**t)) / (np.sqrt(v / (1 - b2**t)) + eps)
        w = w - lr * decay * w - lr * step
    return w


def run(step: object, **hyper: object) -> np.ndarray:
    w, state = W, None
    for g in GRADIENTS:
        w, state = step(w, g, state, **hyper)
    return w


@pytest.mark.parametrize(("b1", "b2"), [(0.9, 0.999), (0.5, 0.8), (0.0, 0.9)])
def test_adam_corrects_the_bias_of_its_means(b1: float, b2: float) -> None:
    got = run(ref.adam, lr=0.1, beta1=b1, beta2=b2, eps=1e-8, eps_after=True)
    np.testing.assert_allclose(got, adam_by_hand(0.1, b1, b2, 1e-8), rtol=1e-12)


@pytest.mark.parametrize("decay", [0.0, 0.01, 0.5])
def test_adamw_decays_the_weights_apart_from_the_gradient(decay: float) -> None:
    got = run(ref.adamw, lr=0.1, beta1=0.9, beta2=0.999, eps=1e-8, weight_decay=decay)
    np.testing.assert_allclose(got, adam_by_hand(0.1, 0.9, 0.999, 1e-8, decay), rtol=1e-12)


def test_first_step_of_adam_is_the_rate() -> None:
    w, state = ref.adam(W, GRADIENTS[0], lr=0.1, eps=1e-12)
    np.testing.assert_allclose(w, W - 0.1 * np.sign(GRADIENTS[0]), rtol=1e-9)
    assert state.t == 1


def test_lion_moves_by_the_sign_alone() -> None:
    small = run(ref.lion, lr=0.1, weight_decay=0.0)
    large = W
    state = None
    for g in GRADIENTS:
        large, state = ref.lion(large, 1000 * g, state, lr=0.1, weight_decay=0.0)
    np.testing.assert_allclose(small, large, rtol=1e-14)
    assert set(np.round(np.abs(small - W) / 0.1, 9)) <= {0.0, 1.0, 2.0, 3.0}
