"""Every answer is judged by the gradient and by the objective; refusals follow the statement."""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from grader.lab import Case, call, raises, stratified

FIT = "softmax_regression"
OPTIMUM = "At the optimum X^T (P - Y) / N + l2 W and the column means of P - Y are 0."
FREE = "The intercepts have no penalty: each class has its share of the probability at the optimum."
ABSENT = "A class without an example has a column and an intercept too; C is the argument classes."
NEAR, GAP, SHIFT = 1e-6, 1e-8, 1e-6


def is_the_optimum(answer: Any, inputs: Mapping[str, Any]) -> str | None:
    W, b = answer
    off = max(float(np.abs(W.sum(axis=1)).max(initial=0.0)), abs(float(b.sum())))
    if off > SHIFT:
        return f"The columns of W and the entries of b add up to 0; yours are off by {off:.1e}."
    problem = Problem(np.asarray(inputs["X"], float), inputs["y"], len(b), inputs["l2"])
    table = np.vstack([W, b])
    by_weights, by_intercepts = np.split(problem.gradient(table), [-1])
    bias = float(np.abs(by_intercepts).max())
    if not bias <= NEAR:
        return f"The mean of P - Y of a class is {bias:.1e}; with free intercepts it is 0."
    size = float(np.abs(by_weights).max(initial=0.0))
    if not size <= NEAR:
        return (
            f"The gradient by the weights has an entry of size {size:.1e}; at the optimum it is 0."
        )
    gap = problem.gap(table)
    if not gap <= GAP:
        return f"The objective is {gap:.1e} above its smallest value."
    return None


class Problem:
    """The objective of a table (D + 1, C) of weights and, in its last row, intercepts."""

    def __init__(self, X: np.ndarray, y: np.ndarray, classes: int, l2: float) -> None:
        self.rows = np.column_stack([X, np.ones(len(X))])
        self.targets = np.eye(classes)[y]
        self.rates = np.append(np.full(X.shape[1], l2), 0.0)[:, None]

    def value(self, table: np.ndarray) -> float:
        z = self.rows @ table
        top = z.max(axis=1)
        losses = top + np.log(np.exp(z - top[:, None]).sum(axis=1)) - (z * self.targets).sum(axis=1)
        return float(losses.mean() + (self.rates * table**2).sum() / 2)

    def probabilities(self, table: np.ndarray) -> np.ndarray:
        z = self.rows @ table
        e = np.exp(z - z.max(axis=1, keepdims=True))
        return np.asarray(e / e.sum(axis=1, keepdims=True))

    def gradient(self, table: np.ndarray) -> np.ndarray:
        off = (self.probabilities(table) - self.targets) / len(self.rows)
        return np.asarray(self.rows.T @ off + self.rates * table)

    def newton_step(self, table: np.ndarray) -> np.ndarray:
        p, (count, classes) = self.probabilities(table), table.shape
        spread = p[:, :, None] * np.eye(classes) - p[:, :, None] * p[:, None, :]
        pairs = self.rows[:, :, None] * self.rows[:, None, :] / len(p)
        curved = np.tensordot(pairs, spread, axes=(0, 0)).transpose(0, 2, 1, 3)
        square = curved.reshape(table.size, table.size)
        square = square + np.diag(np.repeat(self.rates, classes))
        step = np.linalg.lstsq(square, self.gradient(table).ravel(), rcond=None)[0]
        return np.asarray(step.reshape(count, classes))

    def gap(self, table: np.ndarray) -> float:
        """How far the objective falls in some steps of Newton's method from a small gradient."""
        start = best = self.value(table)
        for _ in range(5):
            table = table - self.newton_step(table)
            best = min(best, self.value(table))
        return start - best


X8 = np.array([[0, 1], [1, 0], [1, 2], [2, 1], [3, 3], [2, 3], [0, 0], [3, 1]], float)
Y8 = np.array([0, 0, 1, 2, 1, 2, 1, 2])


def _case(name: str, X: np.ndarray, y: np.ndarray, classes: int, l2: float, hint: str) -> Case:
    return Case(name, call(FIT, X, y, classes, l2), hint, check=is_the_optimum)


def visible() -> Iterator[Case]:
    shares = np.array([0, 1, 2, 2, 0, 1, 2, 2])
    yield _case("By hand: no features", np.zeros((8, 0)), shares, 3, 0.0, FREE)
    yield _case("Eight points, a penalty", X8, Y8, 3, 0.1, OPTIMUM)
    yield _case("Eight points, four classes", X8, Y8, 4, 0.1, ABSENT)
    yield Case(
        "A class that is too large",
        call(FIT, X8, Y8, 2, 0.1),
        "Class numbers lie from 0 to classes - 1: raise ValueError.",
        expects=raises(ValueError),
    )


def _mixed(rng: np.random.Generator, X: np.ndarray, classes: int) -> np.ndarray:
    """Labels that depend on X, and are not separable: a third of them is replaced."""
    y = np.floor((X[:, 0] - X[:, 0].min()) / (np.ptp(X[:, 0]) + 1e-9) * classes).astype(int)
    every = rng.permutation(len(y))[: len(y) // 3]
    y[every] = np.arange(len(every)) % classes
    return y


def hidden(rng: np.random.Generator) -> Iterator[Case]:
    X = stratified(rng, -2, 2, (60, 3))
    y = _mixed(rng, X, 3)
    yield _case("Sixty examples, a penalty", X, y, 3, 0.05, OPTIMUM)
    yield _case("A strong penalty", X, y, 3, 5.0, FREE)
    yield _case("No penalty", X, y, 3, 0.0, OPTIMUM)
    yield _case("Two classes", X, (y > 1).astype(int), 2, 0.1, OPTIMUM)
    yield _case("Five classes", X, _mixed(rng, X, 5), 5, 0.01, OPTIMUM)
    yield _case(
        "Rare classes", X, np.where(np.arange(60) % 20, 0, 1 + np.arange(60) % 3), 4, 1.0, FREE
    )
    yield _case("The last class has no example", X, y, 4, 0.2, ABSENT)
    yield _case("A class in between has no example", X, np.where(y > 0, y + 1, 0), 4, 0.2, ABSENT)
    yield _case("All examples of one class", X, np.ones(60, int), 3, 0.2, ABSENT)
    scaled = X * np.array([30.0, 1.0, 0.1])
    yield _case("Columns of different size", scaled, y, 3, 0.01, OPTIMUM)
    yield _case("A constant feature", np.hstack([X, np.ones((60, 1))]), y, 3, 0.1, OPTIMUM)
    yield _case("Features far from zero", X + 20, y, 3, 0.1, OPTIMUM)
    yield _case("Integers", np.round(3 * X).astype(int), y.astype(np.uint8), 3, 0.1, OPTIMUM)
    locked = np.asfortranarray(X)
    locked.flags.writeable = False
    yield _case("Read-only, in Fortran order", locked, y, 3, 0.1, OPTIMUM)
    yield Case("l2 left out", call(FIT, X, y, 3), OPTIMUM, check=is_the_optimum)
    yield from _refused(X, y)


def _refused(X: np.ndarray, y: np.ndarray) -> Iterator[Case]:
    hole, endless = X.copy(), X.copy()
    hole[3, 1], endless[5, 2] = np.nan, np.inf
    bad: dict[str, tuple[np.ndarray, np.ndarray, float]] = {
        "a class of 3": (X, np.where(np.arange(60) == 7, 3, y), 0.1),
        "a class of -1": (X, np.where(np.arange(60) == 7, -1, y), 0.1),
        "a column of labels": (X, y[:, None], 0.1),
        "labels of another length": (X, y[:-1], 0.1),
        "one row without its axis": (X[:, 0], y, 0.1),
        "NaN among the features": (hole, y, 0.1),
        "infinity among the features": (endless, y, 0.1),
        "a negative penalty": (X, y, -0.1),
        "no examples": (X[:0], y[:0], 0.1),
    }
    for name, (rows, labels, l2) in bad.items():
        hint = f"{name[0].upper()}{name[1:]}: raise ValueError."
        yield Case(
            f"Refused: {name}", call(FIT, rows, labels, 3, l2), hint, expects=raises(ValueError)
        )
    yield Case(
        "Refused: class numbers as floats",
        call(FIT, X, y.astype(float), 3, 0.1),
        "Class numbers are integers: raise TypeError for others.",
        expects=raises(TypeError),
    )
