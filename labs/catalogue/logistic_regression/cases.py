"""The chapter's six points, then drawn examples. Newton's answers are judged by the gradient."""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from grader.lab import Case, call, count, floats, labels, raises, rate, stratified, takes

GD, NEWTON = "logistic_gd", "logistic_newton"
STEP = "A step subtracts lr times the gradient, X^T (p - y) / N + l2 w for w and mean(p - y) for b."
FREE = "The intercept has no penalty: the mean of p - y is 0 at the optimum."
SOLVE = "A Newton step solves H d = gradient; H holds p (1 - p), l2 for the weights and 1/N."
NEAR = 1e-6
"""From gradients of about 1e-7 on, rounding hides whether a step lowers the objective."""

ARGUMENTS = [
    takes(
        GD,
        X=floats("N D", float32=False, nan=ValueError, infinite=ValueError),
        y=labels("N", float32=False, outside=ValueError, wrong_shape=ValueError),
        l2=rate(outside=ValueError),
        lr=rate(outside=ValueError),
        n_iter=count(0, outside=ValueError),
    )
    .refuses_empty(ValueError, "N")
    .may_be_empty("D")
]


def _slopes(answer: Any, inputs: Mapping[str, Any]) -> tuple[np.ndarray, float, np.ndarray]:
    """The gradient by weights and by intercept, and the logits."""
    X, y, l2 = np.asarray(inputs["X"], float), np.asarray(inputs["y"], float), inputs["l2"]
    w, b = answer
    z = X @ w + b
    e = np.exp(-np.abs(z))
    off = np.where(z >= 0, 1, e) / (1 + e) - y
    return X.T @ off / len(y) + l2 * w, float(off.mean()), z


def is_the_optimum(answer: Any, inputs: Mapping[str, Any]) -> str | None:
    by_weights, bias, _ = _slopes(answer, inputs)
    if abs(bias) > NEAR:
        return f"The mean of p - y is {bias:.1e}; with a free intercept it is 0 at the optimum."
    size = float(np.abs(by_weights).max(initial=0.0))
    if size > NEAR:
        return (
            f"The gradient by the weights has an entry of size {size:.1e}; at the optimum it is 0."
        )
    return None


def is_on_its_side(answer: Any, inputs: Mapping[str, Any]) -> str | None:
    _, _, z = _slopes(answer, inputs)
    if (np.where(np.asarray(inputs["y"]) > 0.5, z, -z) < 2).any():
        return "Separable labels: after these steps every example lies far on its own side."
    return None


X6 = np.array([[0, 1], [1, 0], [1, 2], [2, 1], [3, 3], [2, 3]], float)
Y6 = np.array([0, 0, 1, 0, 1, 1])
OUTLIER = np.array([[-30, -13], [2, -2], [2, 2], [-3, -3]], float)
"""With the second one positive, full Newton steps from zero never arrive."""


def visible() -> Iterator[Case]:
    yield Case("By hand: one step of descent", call(GD, X6, Y6, n_iter=1), STEP)
    yield Case("Ten steps of descent", call(GD, X6, Y6, n_iter=10), STEP)
    yield Case("Ten steps with a penalty", call(GD, X6, Y6, l2=0.1, n_iter=10), STEP)
    yield Case("Newton: one step", call(NEWTON, X6, Y6, l2=0.1, n_iter=1), SOLVE)
    yield Case("Newton: the optimum", call(NEWTON, X6, Y6, l2=0.1), FREE, check=is_the_optimum)
    yield Case(
        "Newton: separable labels, no penalty",
        call(NEWTON, X6, Y6, n_iter=12),
        "The optimum is at infinity: give the finite numbers that the steps have reached.",
        check=is_on_its_side,
    )
    yield Case(
        "Newton: labels all 1",
        call(NEWTON, X6, np.ones(6), l2=0.1),
        "The best intercept is infinite, whatever the penalty on the weights: raise ValueError.",
        expects=raises(ValueError),
    )


def hidden(rng: np.random.Generator) -> Iterator[Case]:
    X = stratified(rng, -2, 2, (40, 3))
    soft = 1 / (1 + np.exp(-(X @ np.array([1.0, -2.0, 0.5]) + stratified(rng, -2, 1, 40))))
    hard = (soft > 0.45).astype(int)
    yield Case("Descent: forty examples", call(GD, X, hard), STEP)
    yield Case("Descent: a penalty", call(GD, X, hard, l2=0.5, n_iter=30), STEP)
    yield Case("Descent: soft labels, small steps", call(GD, X, soft, lr=0.05, n_iter=40), STEP)
    yield Case("Descent: no steps", call(GD, X, hard, n_iter=0), "Without steps all is 0.")
    far = X6 * rng.uniform(250, 350)
    yield Case("Descent: far logits", call(GD, far, Y6, n_iter=3), "exp must not overflow.")
    yield Case("Newton: one step again", call(NEWTON, X, soft, l2=0.2, n_iter=1), SOLVE)
    yield from _optima(rng, X, soft, hard)
    yield from _refused(X, hard)


def _optima(
    rng: np.random.Generator, X: np.ndarray, soft: np.ndarray, hard: np.ndarray
) -> Iterator[Case]:
    flat = np.hstack([X, np.ones((40, 1))])
    many = stratified(rng, -2, 2, (12_000, 2))
    rare = (many[:, 0] + stratified(rng, -2, 2, 12_000) > 2.5).astype(int)
    inputs = {
        "hard labels, a penalty": (X, hard, 0.1),
        "soft labels, no penalty": (X, soft, 0.0),
        "a strong penalty": (X, (np.arange(40) % 9 == 0).astype(int), 20.0),
        "rare positives": (X, (np.arange(40) % 13 == 0).astype(int), 1.0),
        "a constant feature": (flat, hard, 0.05),
        "columns of different size": (X * np.array([100.0, 1.0, 0.01]), soft, 0.001),
        "no features": (X[:, :0], (np.arange(40) % 13 == 0).astype(int), 0.0),
        "labels as bools": (X, hard == 1, 0.3),
        "12,000 examples": (many, rare, 0.01),
    }
    for name, (rows, y, l2) in inputs.items():
        steps = 15 if l2 in (0.1, 0.3, 20.0) else 50
        made = call(NEWTON, rows, y, l2=l2, n_iter=steps)
        yield Case(f"Newton: {name}", made, SOLVE, check=is_the_optimum)
    yield Case(
        "Newton: an outlier",
        call(NEWTON, OUTLIER * rng.uniform(0.9, 1.1), np.array([0, 1, 0, 0]), l2=0.001),
        "A full step may raise the objective: halve it until it falls.",
        check=is_the_optimum,
    )
    side = (X[:, 0] > 0).astype(int)
    yield Case(
        "Newton: separable, no penalty",
        call(NEWTON, X, side, n_iter=15),
        "H becomes singular where all probabilities are 0 or 1; the answer is finite all the same.",
        check=is_on_its_side,
    )


def _refused(X: np.ndarray, y: np.ndarray) -> Iterator[Case]:
    hole = X.copy()
    hole[3, 1] = np.nan
    bad: dict[str, tuple[str, np.ndarray, np.ndarray, float]] = {
        "a label of 2": (NEWTON, X, np.where(np.arange(40) == 7, 2, y), 0.1),
        "a column of labels": (NEWTON, X, y[:, None], 0.1),
        "labels of another length": (NEWTON, X, y[:-1], 0.1),
        "NaN among the features": (NEWTON, hole, y, 0.1),
        "a negative rate": (NEWTON, X, y, -0.1),
        "no examples": (NEWTON, X[:0], y[:0], 0.1),
        "labels all 0": (NEWTON, X, np.zeros(40), 0.1),
        "a label of -1": (GD, X, np.where(np.arange(40) == 7, -1, y), 0.1),
    }
    for name, (function, rows, labels_, l2) in bad.items():
        hint = f"{name[0].upper()}{name[1:]}: raise ValueError."
        made = call(function, rows, labels_, l2=l2)
        yield Case(f"Refused: {name}", made, hint, expects=raises(ValueError))
