"""Entropy, divergence and its gradient for many distributions."""

import numpy as np

from grader.lab import Call, call

SIZES = (2_000,)
SCALING = (500, 1_000, 2_000, 4_000)


def make(rng: np.random.Generator, size: int) -> list[Call]:
    p, q = rng.random((size, 25)) + 0.01, rng.random((size, 25)) + 0.01
    p, q = (rows / rows.sum(axis=1, keepdims=True) for rows in (p, q))
    return [call("entropy", p), call("kl_divergence", p, q), call("kl_divergence_grad", p, q)]
