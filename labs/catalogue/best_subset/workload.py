"""Four columns make up the labels; a fifth follows the labels and is the best one alone."""

import numpy as np

from grader.lab import Call, call

SIZES = (500,)


def make(rng: np.random.Generator, size: int) -> list[Call]:
    X = rng.normal(size=(size, 9)) + 0.5 * rng.normal(size=(size, 1))
    places = rng.permutation(9)
    y = X[:, places[:4]] @ np.array([2.0, -1.5, 1.0, -1.0]) + 0.3 * rng.normal(size=size)
    X[:, places[4]] = y + rng.normal(size=size)
    return [call("best_subset", X, y, 4)]
