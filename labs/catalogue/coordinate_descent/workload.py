"""Twenty passes over a system in which a fifth of the features count, and the gap afterwards."""

import numpy as np

from grader.lab import Call, call

SIZES = (200,)
SCALING = (200, 400, 800, 1_600)


def make(rng: np.random.Generator, size: int) -> list[Call]:
    X = rng.normal(size=(size, 40)) + 0.5 * rng.normal(size=(size, 1))
    w = np.where(np.arange(40) % 5 == 0, rng.normal(size=40), 0)
    noise = 0.1 * rng.normal(size=size)
    products = X.T @ noise
    if products.max() > -products.min():
        noise = -noise  # the largest product is negative in every draw
    y = X @ w + noise
    l1, l2 = (float(rate) for rate in rng.uniform(0.005, 0.01, 2))
    return [call("enet_cd", X, y, l1, l2, 20), call("lasso_duality_gap", X, y, w, l1)]
