"""Linear support vector machines: objective, duality gap, fit.

F(w, b) = mean of hinge or squared_hinge(X w + b, y) + l2/2 ||w||^2,  b is free
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from .. import _rules
from .._rules import Array, ArrayLike
from .._weights import of_classes, shares
from .._wide import wide
from ._fenchel import penalty
from ._interior_point import HingeProgram
from ._margins import Hinge, SquaredHinge
from ._proximal_newton import minimum
from .least_squares import design

__all__ = [
    "SvmModel",
    "linear_svm",
    "svm_duality_gap",
    "svm_objective",
]

LOSSES = ("hinge", "squared_hinge")


class SvmModel(NamedTuple):
    """A fitted linear support vector machine, with its dual variables, one an example.

    Examples whose alpha is not 0 are the support vectors: w = sum_i alpha_i y_i x_i / (N l2).
    """

    weights: Any
    intercept: Any
    alpha: Any

    @_rules.quiet
    def scores(self, X: ArrayLike) -> Any:
        """Scores (N,) of examples (N, D); the margin of a label y is y times its score."""
        (rows, w, b), result = _rules.floats(X=X, weights=self.weights, intercept=self.intercept)
        _rules.axes("X", rows, 2, "(N, D), one row an example")
        return _rules.give(rows @ w + b, result)

    def predict(self, X: ArrayLike) -> Any:
        """Labels -1 and +1 (N,): +1 where the score is not negative."""
        return np.where(self.scores(X) >= 0, 1, -1)


def _centered(
    X: ArrayLike,
    y: ArrayLike,
    l2: float,
    loss: str,
    sample_weight: ArrayLike | None,
    class_weight: ArrayLike | None,
) -> tuple[Any, Array, _rules.DType]:
    """The problem of the examples that count, which they are, and the dtype to give."""
    _rules.one_of("loss", loss, LOSSES)
    (rows, labels), result = design(X, y)
    if not (np.abs(labels) == 1).all():
        raise ValueError(
            f"y holds {labels[np.abs(labels) != 1][0]:g}; labels must be -1 and +1. Labels 0 and "
            "1 become 2 * y - 1."
        )
    rows, labels = wide(rows), wide(labels)
    factor = of_classes(class_weight, (labels > 0).astype(np.intp), 2)
    share = shares(sample_weight, len(rows), rows.dtype, factor)
    counted = share > 0
    rate = _rules.rate("l2", l2, open_low=True, open_high=True)
    kind = Hinge if loss == "hinge" else SquaredHinge
    problem = kind(rows[counted], labels[counted], share[counted], rate)
    return problem, counted, result


def _inward(
    problem: Any, X: ArrayLike, w: ArrayLike, b: ArrayLike
) -> tuple[Array, Array, _rules.DType]:
    """Weights and intercept in centered columns, and the weights as they are."""
    (_, v, c), result = _rules.floats(X=X, w=w, b=b)
    wanted = problem.columns.mean.shape
    if v.shape != wanted or c.size != 1:
        raise ValueError(f"w is {v.shape}, b {c.shape}; w must be {wanted}, b a number.")
    v = wide(v)
    inner, intercept = problem.columns.inward(v, c.reshape(()))
    return np.append(inner, intercept), v, result


@_rules.quiet
def svm_objective(
    X: ArrayLike,
    y: ArrayLike,
    w: ArrayLike,
    b: ArrayLike,
    l2: float,
    *,
    loss: str = "hinge",
    sample_weight: ArrayLike | None = None,
    class_weight: ArrayLike | None = None,
) -> Any:
    """Objective of a linear support vector machine.

        mean of hinge(X w + b, y) + l2/2 ||w||^2,  or of squared_hinge

    Args:
        X: (N, D) examples, finite.
        y: (N,) labels -1 and +1.
        w: (D,) weights.
        b: intercept, which is not penalised.
        l2: rate, positive.
        loss: "hinge" or "squared_hinge".
        sample_weight: (N,) weights of the mean, not negative; None for equal ones.
        class_weight: (2,) weights of the classes -1 and +1; None for equal ones.
    Returns: a scalar.
    Raises: ValueError: shapes that do not fit, no examples, NaN or infinity, another label, l2
        not positive, an unknown loss, a negative weight, weights that are all 0.
    Elsewhere: sklearn.svm.SVC(kernel="linear"): C is 1 / (N l2); sklearn.svm.LinearSVC: C is 1 / (N
        l2), and the intercept is penalized.
    Source: Cortes and Vapnik 1995, eq. 19.
    """
    problem, _, _ = _centered(X, y, l2, loss, sample_weight, class_weight)
    at, v, result = _inward(problem, X, w, b)
    return _rules.give(np.asarray(problem.value(at) + penalty(v, 0, l2)), result)


@_rules.quiet
def svm_duality_gap(
    X: ArrayLike,
    y: ArrayLike,
    w: ArrayLike,
    b: ArrayLike,
    alpha: ArrayLike,
    l2: float,
    *,
    loss: str = "hinge",
    sample_weight: ArrayLike | None = None,
    class_weight: ArrayLike | None = None,
) -> Any:
    """Upper bound of F(w, b) - min F from dual variables; 0 exactly at the optimum.

        with m = 1 - y (X w + b) and v = sum_i alpha_i y_i x_i / N:
        mean of max(0, m) - alpha m + ||l2 w - v||^2 / (2 l2),
        for squared_hinge of max(0, m)^2 - alpha m + alpha^2 / 4

    Args:
        X: (N, D) examples, finite.
        y: (N,) labels -1 and +1.
        w: (D,) weights.
        b: intercept.
        alpha: (N,) dual variables, not negative, at most 1 for hinge; of the two classes the
            heavier side is scaled down until sum_i alpha_i y_i = 0, as the free intercept asks.
        l2: rate, positive.
        loss: "hinge" or "squared_hinge".
        sample_weight: (N,) weights of the mean, not negative; None for equal ones.
        class_weight: (2,) weights of the classes -1 and +1; None for equal ones.
    Returns: a scalar, not negative.
    Raises: ValueError: as svm_objective; alpha outside its interval.
    Edges: the terms are those of primal minus dual objective, rearranged so that none is
        negative: no cancellation near the optimum.
    Elsewhere: none.
    Source: Hsieh, Chang, Lin, Keerthi and Sundararajan 2008, section 2; Borwein and Lewis 2006,
        theorem 3.3.5 (Fenchel).
    """
    problem, counted, _ = _centered(X, y, l2, loss, sample_weight, class_weight)
    at, v, result = _inward(problem, X, w, b)
    duals = _rules.numbers("alpha", alpha)
    if duals.shape != counted.shape:
        raise ValueError(f"alpha is {duals.shape}; it must be {counted.shape}.")
    _rules.between("alpha", duals, 0, 1 if loss == "hinge" else np.inf)
    gap = problem.gap_at(at, wide(duals[counted]), v)
    return _rules.give(np.asarray(gap), result)


@_rules.quiet
def linear_svm(
    X: ArrayLike,
    y: ArrayLike,
    l2: float,
    *,
    loss: str = "hinge",
    n_iter: int = 200,
    tol: float = 1e-10,
    sample_weight: ArrayLike | None = None,
    class_weight: ArrayLike | None = None,
) -> SvmModel:
    """Minimum of svm_objective: an interior-point method for hinge, Newton's for squared_hinge.

    Args:
        X: (N, D) examples, finite; D may be 0.
        y: (N,) labels -1 and +1.
        l2: rate, positive; the intercept is free.
        loss: "hinge" or "squared_hinge".
        n_iter: number of steps, at most.
        tol: stop once the duality gap is not above this.
        sample_weight: (N,) weights of the mean, not negative; None for equal ones.
        class_weight: (2,) weights of the classes -1 and +1; None for equal ones.
    Returns: SvmModel(weights (D,), intercept, alpha (N,)); alpha is 0 where the weight is.
    Raises: ValueError: as svm_objective.
    Edges: columns are centered and scaled inside, in float64. Labels of one class alone give
        weights 0 and an intercept that is the label. With hinge the intercept need not be
        unique; each that is optimal lies within the gap.
    Elsewhere: sklearn.svm.SVC(kernel="linear"): C is 1 / (N l2), dual_coef_ is C alpha y of the
        support vectors; sklearn.svm.LinearSVC: C is 1 / (N l2), and the intercept is penalized.
    Source: Ferris and Munson 2002 (hinge); Keerthi and DeCoste 2005 (squared hinge).
    """
    problem, counted, result = _centered(X, y, l2, loss, sample_weight, class_weight)
    steps, least = _rules.whole("n_iter", n_iter), _rules.rate("tol", tol)
    at = np.zeros(problem.l2.size, problem.a.dtype)
    alpha = np.zeros(len(counted), at.dtype)
    if (problem.labels == problem.labels[0]).all():
        at[-1] = problem.labels[0]
    elif loss == "hinge":
        program = HingeProgram(problem)
        program.solve(steps, least)
        at, alpha[counted] = program.at, np.clip(program.alpha / program.c, 0, 1)
    else:
        at = minimum(problem, at, steps, least)
        alpha[counted] = problem.alpha(at)
    w, b = problem.columns.outward(at[:-1], at[-1])
    return SvmModel(*(_rules.give(np.asarray(part), result) for part in (w, b, alpha)))
