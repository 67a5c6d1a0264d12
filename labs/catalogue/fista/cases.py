"""Known steps, then drawn systems. The rules of the statement follow from ARGUMENTS."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from grader import reference
from grader.lab import Case, call, count, floats, rate, stratified, takes

STEP = (
    "The step of ISTA is taken from v; the first two steps are ISTA's own, as t - 1 is 0 at first."
)
AHEAD = "The next v lies (t - 1) / t_new of the last move ahead of the new w, t being the old one."
SCALE = "L is the largest eigenvalue of X^T X / N: it grows with the square of X."

ARGUMENTS = [
    takes(
        "fista",
        X=floats("N D", ties=False, largest=10.0),
        y=floats("N", ties=False, largest=6.0, wrong_shape=ValueError),
        lam=rate(outside=ValueError),
        n_iter=count(0),
    ).refuses_empty(ValueError, "N")
]
X = np.array([[1.0, 0.0, 2.0], [0.0, 1.0, 1.0], [1.0, 1.0, 0.0], [2.0, -1.0, 1.0]])
Y = np.array([1.0, 2.0, -1.0, 3.0])
DIAGONAL = np.array([[2.0, 0.0], [0.0, 0.0], [0.0, 1.0], [0.0, 1.0]])


def visible() -> Iterator[Case]:
    y = np.array([3.0, 1.0, 1.0, 1.0])
    yield Case("By hand: two steps", call("fista", DIAGONAL, y, 0.25, 2), STEP)
    yield Case("By hand: three steps", call("fista", DIAGONAL, y, 0.25, 3), AHEAD)
    yield Case("Three features, three steps", call("fista", X, Y, 0.5, 3), AHEAD)
    yield Case("Three features, fifty steps", call("fista", X, Y, 0.5, 50), AHEAD)
    yield Case(
        "No steps",
        call("fista", X, Y, 0.5, 0),
        "Without a step w is 0, and the history holds one number, half the mean square of y.",
    )


def system(rng: np.random.Generator, n: int, d: int) -> tuple[np.ndarray, np.ndarray]:
    """Examples and labels of which every third feature has no part; nearly the same in each draw.

    Whether the objective rises on the way shall not be chance.
    """
    X = stratified(np.random.default_rng(n), -2, 2, (n, d)) * rng.uniform(0.999, 1.001, (n, d))
    w = np.array([2.0, -1.0, 0.0])[np.arange(d) % 3]
    return X, X @ w + 0.3 * np.cos(np.arange(n))


def ill_conditioned(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """A system whose curvatures go from 1 down to 1e-4."""
    fixed = np.random.default_rng(1)
    left = np.linalg.qr(fixed.normal(size=(40, 10)))[0]
    right = np.linalg.qr(fixed.normal(size=(10, 10)))[0]
    X = np.sqrt(40) * (left * np.logspace(0, -2, 10)) @ right
    w = stratified(fixed, -20, 20, 10)
    return X, X @ (w * rng.uniform(0.99, 1.01, 10))


def is_accelerated(answer: Any, inputs: dict[str, Any]) -> str | None:
    """Whether the objective is below that of ISTA after five times as many steps."""
    X, y, lam, n_iter = (inputs[name] for name in ("X", "y", "lam", "n_iter"))
    w, history = answer
    value = reference.lasso_objective(X, y, w, lam)
    if abs(history[-1] - value) > 1e-9 * (1 + value):
        return "The last entry of the history is the objective at the weights that are returned."
    slow = reference.lasso_objective(X, y, reference.ista(X, y, lam, 5 * n_iter), lam)
    if value > slow:
        return (
            f"After {n_iter} steps the objective is {value:.3g}. ISTA is at {slow:.3g} after "
            f"{5 * n_iter} steps, and FISTA should be ahead of that."
        )
    return None


def hidden(rng: np.random.Generator) -> Iterator[Case]:
    lam = float(rng.uniform(0.199, 0.201))
    yield Case("More examples than features", call("fista", *system(rng, 12, 6), lam, 40), AHEAD)
    yield Case("More features than examples", call("fista", *system(rng, 5, 9), lam, 12), AHEAD)
    yield Case("As many features as examples", call("fista", *system(rng, 6, 6), lam, 30), AHEAD)
    yield Case("One step", call("fista", *system(rng, 9, 4), lam, 1), STEP)
    yield Case("One feature", call("fista", *system(rng, 7, 1), lam, 5), STEP)
    tall, y = system(rng, 10, 4)
    yield Case("Large features", call("fista", 100 * tall, y, 100 * lam, 20), SCALE)
    yield Case("Small features", call("fista", 0.01 * tall, y, 0.01 * lam, 20), SCALE)
    yield Case(
        "Without a penalty",
        call("fista", tall, y, 0.0, 25),
        "With lam = 0 this is Nesterov's accelerated gradient descent.",
    )
    yield Case(
        "Curvatures from 1 to 1e-4",
        call("fista", *ill_conditioned(rng), 1e-4, 100),
        "On an ill-conditioned system FISTA is far ahead of ISTA.",
        check=is_accelerated,
    )
    yield Case(
        "Many steps, in which the objective rises",
        call("fista", *ill_conditioned(rng), 1e-4, 300),
        "The iterates are asked for as they are defined: no restart, and no best w is kept.",
    )
    yield from _degenerate(tall, y, lam)


def _degenerate(X: np.ndarray, y: np.ndarray, lam: float) -> Iterator[Case]:
    column = X.copy()
    column[:, 1] = 0.0
    yield Case(
        "A feature that is always 0",
        call("fista", column, y, lam, 20),
        "The weight of a feature that is always 0 stays 0.",
    )
    zeros = "L is 0 where X is all zeros, and nothing can be divided by it: w stays 0."
    yield Case("X is all zeros", call("fista", np.zeros((4, 3)), y[:4], lam, 3), zeros)
    yield Case(
        "A rate that keeps all weights at 0",
        call("fista", X, y, 100 * lam, 5),
        "From max |X^T y| / N on no weight leaves 0.",
    )
