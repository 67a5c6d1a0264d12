"""All draws of the network at once, then cut into layers and scaled by a table."""

import itertools

import numpy as np

VARIANCE = {
    "glorot_uniform": lambda n, m: 2 / (n + m),
    "glorot_normal": lambda n, m: 2 / (n + m),
    "he_uniform": lambda n, m: 2 / n,
    "he_normal": lambda n, m: 2 / n,
    "lecun_normal": lambda n, m: 1 / n,
    "playground": lambda n, m: 1 / 12,
}


def unit_normal(rng, count):
    kept = np.empty(0)
    while len(kept) < count:
        z = rng.normal(size=2 * count + 10)
        kept = np.append(kept, z[np.abs(z) <= 2])
    return kept[:count] / 0.8796256610342398


def init_params(sizes, seed, scheme="glorot_uniform"):
    if scheme not in VARIANCE or len(sizes) < 2 or not all(size >= 1 for size in sizes):
        raise ValueError(f"{sizes}, {scheme}")
    rng = np.random.default_rng(seed)
    layers = list(itertools.pairwise(sizes))
    total = sum(n * m for n, m in layers)
    if scheme.endswith("normal"):
        z = unit_normal(rng, total)
    else:
        z = rng.uniform(-np.sqrt(3), np.sqrt(3), total)
    params, start = [], 0
    for n, m in layers:
        W = z[start : start + n * m].reshape(n, m) * np.sqrt(VARIANCE[scheme](n, m))
        start += n * m
        params.append((W, (0.1 if scheme == "playground" else 0.0) * np.ones(m)))
    return params


def count_params(sizes):
    if len(sizes) and min(sizes) < 1:
        raise ValueError("sizes")
    return sum((n + 1) * m for n, m in itertools.pairwise(sizes))
