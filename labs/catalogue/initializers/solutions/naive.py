"""Weight by weight."""

import math

import numpy as np


def standard(rng):
    while True:
        z = rng.normal()
        if -2 <= z <= 2:
            return z


def weight(rng, n, m, scheme):
    if scheme == "glorot_uniform":
        return (2 * rng.random() - 1) * math.sqrt(6 / (n + m))
    if scheme == "glorot_normal":
        return standard(rng) * math.sqrt(2 / (n + m)) / 0.8796256610342398
    if scheme == "he_uniform":
        return (2 * rng.random() - 1) * math.sqrt(6 / n)
    if scheme == "he_normal":
        return standard(rng) * math.sqrt(2 / n) / 0.8796256610342398
    if scheme == "lecun_normal":
        return standard(rng) * math.sqrt(1 / n) / 0.8796256610342398
    if scheme == "playground":
        return rng.random() - 0.5
    raise ValueError(scheme)


def init_params(sizes, seed, scheme="glorot_uniform"):
    if len(sizes) < 2:
        raise ValueError("sizes")
    for size in sizes:
        if size < 1:
            raise ValueError("size")
    rng = np.random.default_rng(seed)
    params = []
    for l in range(len(sizes) - 1):
        n, m = sizes[l], sizes[l + 1]
        W = np.zeros((n, m))
        for i in range(n):
            for j in range(m):
                W[i, j] = weight(rng, n, m, scheme)
        b = np.zeros(m)
        if scheme == "playground":
            b += 0.1
        params.append((W, b))
    return params


def count_params(sizes):
    count = 0
    for l, size in enumerate(sizes):
        if size < 1:
            raise ValueError("size")
        if l > 0:
            count += (sizes[l - 1] + 1) * size
    return count
