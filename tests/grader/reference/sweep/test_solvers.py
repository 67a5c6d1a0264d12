"""Every solver by the residual of its conditions of optimality, on problems of every make.

The conditions are written down here, and taken in extended precision: for each weight the slope of
the objective, in units of the spread of its column, is 0, or within the rate l1 where the weight
is 0. Slopes of a free intercept are 0 as well, so that columns may be taken from their means.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import numpy as np
import pytest

from grader import reference as ref
from tests.grader.reference.sweep.subjects import public_functions

Array = Any
ROWS, COLUMNS, CLASSES = 40, 6, 3
EXACT = 1e-9
CERTIFIED = 1e-6
"""Of solvers that end at a duality gap of 1e-10: slopes are of the size of its root."""
FAR_MARGINS = 1e-8
"""Of margins of features near a million, whose last digits differ from BLAS to BLAS."""
ROUNDED = 1e-5
"""Of those in float32: the weights are rounded to it."""


class Problem(NamedTuple):
    X: Array
    real: Array
    binary: Array
    classes: Array


def drawn(rows: int = ROWS, columns: int = COLUMNS) -> Problem:
    rng = np.random.default_rng(rows)
    X = rng.standard_normal((rows, columns))
    score = X[:, 0] - 2 * X[:, 1] + rng.standard_normal(rows)
    classes = np.digitize(score + rng.standard_normal(rows), [-1, 1])
    return Problem(X, score, (score > 0).astype(float), classes)


PLAIN = drawn()
WIDE = drawn(12, 30)
STEPS = 10.0 ** np.linspace(-6, 6, COLUMNS)
NEAR = {
    "ordinary": PLAIN,
    "wide": WIDE,
    "dependent": PLAIN._replace(X=PLAIN.X[:, [0, 1, 2, 1, 0, 3]]),
    "of many sizes": PLAIN._replace(X=PLAIN.X * STEPS),
    "huge": PLAIN._replace(X=PLAIN.X * 2.0**300),
    "tiny": PLAIN._replace(X=PLAIN.X * 2.0**-300),
    "float32": PLAIN._replace(X=PLAIN.X.astype("f4"), real=PLAIN.real.astype("f4")),
}
FAR = NEAR | {
    "far": PLAIN._replace(X=PLAIN.X + 1e6 * np.arange(1, 7)),
    "far and of many sizes": PLAIN._replace(X=(PLAIN.X + 1e4) * STEPS),
    "a level column": PLAIN._replace(X=np.where(np.arange(6) == 2, 3.0, PLAIN.X)),
}
"""For solvers with a free intercept."""


def exact(values: Array) -> Array:
    return np.asarray(values, np.longdouble)


def spread(X: Array, *, free: bool) -> Array:
    away = exact(X) - (exact(X).mean(axis=0) if free else 0)
    return np.sqrt(np.square(away).mean(axis=0))


def residual(
    X: Array, off: Array, w: Array, *, l1: float = 0.0, l2: float = 0.0, free: bool = True
) -> float:
    """The largest slope, in units of columns; `off` is the slope of the losses by the scores."""
    columns, w = exact(X), exact(w)
    if free:
        columns = columns - columns.mean(axis=0)
    slope = np.tensordot(columns, off, (0, 0)) / len(off) + l2 * w
    beyond = np.where(w != 0, np.abs(slope + l1 * np.sign(w)), np.maximum(np.abs(slope) - l1, 0))
    unit = spread(X, free=free)
    unit = np.where(unit > 0, unit, 1).reshape((-1,) + (1,) * (w.ndim - 1))
    slopes = [(beyond / unit).max()]
    return float(max([*slopes, *np.abs(np.atleast_1d(off.mean(axis=0)))] if free else slopes))


def scores(X: Array, w: Array, b: Array) -> Array:
    return exact(X) @ exact(w) + exact(b)


def sigmoid(z: Array) -> Array:
    return 1 / (1 + np.exp(-z))


def softmax(z: Array) -> Array:
    p = np.exp(z - z.max(axis=1, keepdims=True))
    return p / p.sum(axis=1, keepdims=True)


def rate(problem: Problem, *, free: bool = True) -> float:
    """A rate of squares that is felt: of the size of a column's square."""
    squares = np.square(spread(problem.X, free=free))
    return float(squares[squares > 0].min()) / 8


def least(p: Problem) -> float:
    w, b = ref.linear_regression(p.X, p.real)
    return residual(p.X, scores(p.X, w, b) - exact(p.real), w)


def descent(p: Problem) -> float:
    A = np.column_stack([p.X, np.ones(len(p.X))])
    step = 0.5 / np.linalg.eigvalsh(A.T @ A / len(A)).max()
    w, b = ref.linear_regression_gd(p.X, p.real, step, 2000)
    return residual(p.X, scores(p.X, w, b) - exact(p.real), w)


def ridge(p: Problem) -> float:
    l2 = rate(p, free=False)
    w = ref.ridge(p.X, p.real, l2 * len(p.X))
    return residual(p.X, scores(p.X, w, 0) - exact(p.real), w, l2=l2, free=False)


def lasso(solve: Callable[..., Array], l2_share: float = 0.0) -> Callable[[Problem], float]:
    def of(p: Problem) -> float:
        """With a rate that leaves some weights 0, for columns of about one size."""
        l1 = 0.1 * float(ref.lasso_lambda_max(p.X, p.real))
        l2 = l2_share * rate(p, free=False)
        w = solve(p.X, p.real, l1, *([l2] if l2_share else []))
        return residual(p.X, scores(p.X, w, 0) - exact(p.real), w, l1=l1, l2=l2, free=False)

    return of


def logistic(solve: Callable[..., Any], l1_share: float = 0.0) -> Callable[[Problem], float]:
    def of(p: Problem) -> float:
        l1, l2 = l1_share * float(ref.logistic_lambda_max(p.X, p.binary)), rate(p)
        w, b = solve(p.X, p.binary, *([l1] if l1_share else []), l2)
        return residual(p.X, sigmoid(scores(p.X, w, b)) - p.binary, w, l1=l1, l2=l2)

    return of


def penalized_intercept(p: Problem) -> float:
    """The intercept is the weight of a column of ones."""
    l2 = rate(p)
    w, b = ref.logistic_newton(p.X, p.binary, l2, penalize_intercept=True)
    A = np.column_stack([p.X, np.ones(len(p.X))])
    off = sigmoid(scores(p.X, w, b)) - p.binary
    return residual(A, off, np.append(w, b), l2=l2, free=False)


def multinomial(solve: Callable[..., Any], l1_share: float = 0.0) -> Callable[[Problem], float]:
    def of(p: Problem) -> float:
        l2 = rate(p)
        l1 = l1_share * float(ref.softmax_lambda_max(p.X, p.classes, CLASSES))
        w, b = solve(p.X, p.classes, CLASSES, *([l1] if l1_share else []), l2)
        off = softmax(scores(p.X, w, b)) - np.eye(CLASSES)[p.classes]
        return residual(p.X, off, w, l1=l1, l2=l2)

    return of


def machine(loss: str) -> Callable[[Problem], float]:
    def of(p: Problem) -> float:
        """Dual variables are slopes of the losses: of hinge any in [0, 1] where a margin is met."""
        y, l2 = 2 * p.binary - 1, rate(p)
        w, b, alpha = ref.linear_svm(p.X, y, l2, loss=loss)
        short = 1 - y * scores(p.X, w, b)
        if loss == "hinge":
            assert ((alpha >= 0) & (alpha <= 1)).all()
            wrong = np.abs(np.where(short > 0, 1 - alpha, alpha) * short).max()
        else:
            wrong = np.abs(alpha - 2 * np.maximum(short, 0)).max()
        return max(float(wrong), residual(p.X, -exact(alpha) * y, w, l2=l2))

    return of


class Solver(NamedTuple):
    """What a solver leaves, the problems it is made for, and how far it gets on them."""

    residual: Callable[[Problem], float]
    problems: dict[str, Problem]
    bound: float = EXACT


ALIKE = {name: NEAR[name] for name in ("ordinary", "float32", "huge", "tiny", "dependent")}
"""For methods whose progress depends on how columns relate."""

SOLVERS: dict[str, Solver] = {
    "linear_regression": Solver(least, FAR),
    "linear_regression_gd": Solver(descent, {"ordinary": PLAIN, "wide": WIDE}, 1e-8),
    "ridge": Solver(ridge, NEAR),
    "lasso_cd": Solver(lasso(ref.lasso_cd), ALIKE | {"wide": WIDE}),
    "enet_cd": Solver(lasso(ref.enet_cd, 1.0), NEAR),
    "ista": Solver(lasso(lambda *a: ref.ista(*a, n_iter=3000)), ALIKE, 1e-8),
    "fista": Solver(lasso(lambda *a: ref.fista(*a, n_iter=1500)), ALIKE, 1e-8),
    "logistic_gd": Solver(
        logistic(lambda X, y, l2: ref.logistic_gd(X, y, l2, n_iter=1500)), {"ordinary": PLAIN}, 1e-8
    ),
    "logistic_newton": Solver(logistic(ref.logistic_newton), FAR),
    "logistic_newton(penalize_intercept=True)": Solver(penalized_intercept, FAR),
    "softmax_regression": Solver(multinomial(ref.softmax_regression), FAR),
    "logistic_enet": Solver(logistic(ref.logistic_enet, 0.1), FAR, CERTIFIED),
    "softmax_enet": Solver(multinomial(ref.softmax_enet, 0.1), FAR, CERTIFIED),
    "linear_svm(loss=hinge)": Solver(machine("hinge"), FAR),
    "linear_svm(loss=squared_hinge)": Solver(machine("squared_hinge"), FAR, FAR_MARGINS),
}


def cases() -> Iterator[tuple[str, str]]:
    for name, solver in SOLVERS.items():
        yield from ((name, kind) for kind in solver.problems)


@pytest.mark.parametrize(("name", "kind"), list(cases()))
def test_the_conditions_of_optimality_hold(name: str, kind: str):
    solver = SOLVERS[name]
    bound = ROUNDED if kind == "float32" else solver.bound
    with np.errstate(over="ignore"):
        assert solver.residual(solver.problems[kind]) <= bound


def test_every_solver_is_tried():
    """Those of linear models that take examples and give weights."""
    solvers = {
        name
        for name, code in public_functions().items()
        if code.__module__.startswith("grader.reference.linear.") and "." not in name
        if {"X", "y"} <= (taken := set(inspect.signature(code).parameters))
        if not {"w", "W"} & taken and not name.endswith("lambda_max")
    }
    assert solvers == {name.partition("(")[0] for name in SOLVERS}


def test_a_point_beside_the_optimum_is_noticed():
    w, b = ref.linear_regression(PLAIN.X, PLAIN.real)
    for where in (w + 1e-6 * np.eye(COLUMNS)[2], w):
        off = scores(PLAIN.X, where, b + (where is w) * 1e-6) - PLAIN.real
        assert residual(PLAIN.X, off, where) > 1e-7
