"""Known steps, then drawn systems. The rules of the statement follow from ARGUMENTS."""

from collections.abc import Iterator

import numpy as np

from grader.lab import Case, call, count, floats, rate, stratified, takes

STEP = "A step: take off the gradient of the squared error over L, then threshold by lam / L."
HISTORY = "The history begins with the objective at w = 0; it is half the mean square plus lam |w|."
SCALE = "L is the largest eigenvalue of X^T X / N: it grows with the square of X."

ARGUMENTS = [
    takes(
        "ista",
        X=floats("N D", ties=False, largest=10.0),
        y=floats("N", ties=False, largest=6.0, wrong_shape=ValueError),
        lam=rate(outside=ValueError),
        n_iter=count(0),
    ).refuses_empty(ValueError, "N")
]
X = np.array([[1.0, 0.0, 2.0], [0.0, 1.0, 1.0], [1.0, 1.0, 0.0], [2.0, -1.0, 1.0]])
Y = np.array([1.0, 2.0, -1.0, 3.0])


def visible() -> Iterator[Case]:
    diagonal = np.array([[2.0, 0.0], [0.0, 0.0], [0.0, 1.0], [0.0, 1.0]])
    y = np.array([3.0, 1.0, 1.0, 1.0])
    yield Case("By hand: one step", call("ista", diagonal, y, 0.25, 1), STEP)
    yield Case("By hand: two steps", call("ista", diagonal, y, 0.25, 2), STEP)
    yield Case("Three features, three steps", call("ista", X, Y, 0.5, 3), STEP)
    yield Case(
        "A rate that keeps all weights at 0",
        call("ista", X, Y, 1.8, 4),
        "From max |X^T y| / N on, here 1.75, no weight leaves 0.",
    )
    yield Case(
        "No steps",
        call("ista", X, Y, 0.5, 0),
        "Without a step w is 0, and the history holds one number, half the mean square of y.",
    )


def system(rng: np.random.Generator, n: int, d: int) -> tuple[np.ndarray, np.ndarray]:
    """Examples and labels of which every third feature has no part."""
    X = stratified(rng, -2, 2, (n, d))
    w = np.array([2.0, -1.0, 0.0])[np.arange(d) % 3] * stratified(rng, 0.9, 1.1, d)
    return X, X @ w + stratified(rng, -0.3, 0.3, n)


def hidden(rng: np.random.Generator) -> Iterator[Case]:
    lam = float(rng.uniform(0.18, 0.22))
    yield Case("Fifty steps, three features", call("ista", X, Y, 0.5, 50), STEP)
    yield Case("More examples than features", call("ista", *system(rng, 12, 6), lam, 40), STEP)
    yield Case("More features than examples", call("ista", *system(rng, 5, 9), lam, 40), STEP)
    yield Case("As many features as examples", call("ista", *system(rng, 6, 6), lam, 30), STEP)
    yield Case("One feature", call("ista", *system(rng, 7, 1), lam, 5), STEP)
    tall, y = system(rng, 10, 4)
    yield Case("Large features", call("ista", 100 * tall, y, 100 * lam, 20), SCALE)
    yield Case("Small features", call("ista", 0.01 * tall, y, 0.01 * lam, 20), SCALE)
    yield Case(
        "Unequal scales of the features",
        call("ista", tall * np.array([1.0, 5.0, 0.1, 2.0]), y, lam, 60),
        SCALE,
    )
    yield Case(
        "Without a penalty",
        call("ista", tall, y, 0.0, 25),
        "With lam = 0 this is plain gradient descent.",
    )
    yield from _degenerate(tall, y, lam)
    yield Case("Many examples: the history", call("ista", *system(rng, 60, 5), lam, 10), HISTORY)


def _degenerate(X: np.ndarray, y: np.ndarray, lam: float) -> Iterator[Case]:
    column = X.copy()
    column[:, 1] = 0.0
    yield Case(
        "A feature that is always 0",
        call("ista", column, y, lam, 20),
        "The weight of a feature that is always 0 stays 0.",
    )
    yield Case(
        "A feature that comes twice",
        call("ista", X[:, [0, 1, 1, 2]], y, lam, 30),
        "Copies of a feature get the same weight: from 0 their steps are the same.",
    )
    zeros = "L is 0 where X is all zeros, and nothing can be divided by it: w stays 0."
    yield Case("X is all zeros", call("ista", np.zeros((4, 3)), y[:4], lam, 3), zeros)
    yield Case("X and lam are zeros", call("ista", np.zeros((4, 3)), y[:4], 0.0, 3), zeros)
    yield Case(
        "Labels of 0", call("ista", X, np.zeros(len(y)), lam, 3), "The best weights are all 0."
    )
