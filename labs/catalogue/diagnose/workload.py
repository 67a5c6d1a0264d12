"""Gradients that shrink towards the input, and layers of ReLUs with a few dead units."""

import numpy as np

from grader.lab import Call, call

SIZES = (400,)
SCALING = (100, 200, 400, 800)


def make(rng: np.random.Generator, size: int) -> list[Call]:
    grads = [10.0 ** (layer - 2) * rng.normal(size=(size // 2 + 1, 200)) for layer in range(3)]
    activations = [np.maximum(rng.normal(size=(size, 256)), 0) for _ in range(3)]
    for layer in activations:
        layer[:, ::9] = 0
    return [call("grad_report", grads, activations)]
