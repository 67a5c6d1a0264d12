"""Proximal Newton: a smooth convex function plus l1 |x_j| + l2/2 x_j^2, rates by variable.

Each step minimises a quadratic model with the penalty exactly, by coordinate descent that learns
which variables are 0 and by Newton's step on the others, and is shortened until the objective
falls. Lee, Sun and Saunders 2014; Friedman, Hastie and Tibshirani 2010.
"""

from __future__ import annotations

from typing import Any, Protocol

import numpy as np

from .._rules import Array

ROUNDS = 60
"""Passes over the variables for one step, at most; a few are usual."""


class Problem(Protocol):
    """What is minimised: a smooth part, and the rates of l1 and l2 of each variable."""

    l1: Array
    l2: Array

    def value(self, at: Array) -> Any:
        """The smooth part."""

    def slopes(self, at: Array) -> tuple[Array, Array]:
        """Gradient (M,) and Hessian (M, M) of the smooth part."""

    def gap(self, at: Array) -> Any:
        """An upper bound of the objective at this point minus its minimum."""


def minimum(problem: Problem, at: Array, steps: int, tol: float) -> Array:
    """The point where the gap is not above `tol`, or where no step leads lower."""
    value = _objective(problem, at)
    for _ in range(steps):
        if problem.gap(at) <= tol:
            break
        gradient, hessian = problem.slopes(at)
        if not (np.isfinite(value) and np.isfinite(hessian).all()):
            break
        target = _Model(at, gradient, hessian, problem).minimum()
        moved = _shortened(problem, at, value, target - at)
        if moved is None:
            break
        at, value = moved
    return at


def _objective(problem: Problem, at: Array) -> Any:
    return problem.value(at) + problem.l1 @ np.abs(at) + problem.l2 @ np.square(at) / 2


def _shortened(
    problem: Problem, at: Array, value: Any, direction: Array
) -> tuple[Array, Any] | None:
    """The first of the step and its halves that does not lead higher; None if none does."""
    room = 4 * np.finfo(at.dtype).eps * abs(value)
    length = 1.0
    while length > 1e-12:
        moved = at + length * direction
        new = _objective(problem, moved)
        if new <= value + room and (moved != at).any():
            return moved, new
        length /= 2
    return None


class _Model:
    """g (x - a) + (x - a) H (x - a) / 2 + l1 |x| + l2/2 x^2 about a point a."""

    def __init__(self, at: Array, gradient: Array, hessian: Array, problem: Problem) -> None:
        self.x, self.l1 = at.copy(), problem.l1
        self.slope = gradient + problem.l2 * at  # of all but l1, kept up to date
        diagonal = np.einsum("jj->j", hessian)
        # A little of the identity: directions without curvature, such as dependent columns.
        diagonal += problem.l2 + 1e-10 * diagonal.max() + np.finfo(at.dtype).tiny
        self.hessian, self.diagonal = hessian, diagonal.copy()

    def minimum(self) -> Array:
        first = self._violation()
        for _ in range(ROUNDS):
            self._sweep()
            self._face()
            # Far from the optimum of the objective that of the model need not be exact.
            wanted = 1e-3 * first * min(first, 1)
            rounding = (
                8 * np.finfo(self.x.dtype).eps * (self.diagonal * np.abs(self.x)).max(initial=0)
            )
            if self._violation() <= max(wanted, rounding):
                break
        return self.x

    def _violation(self) -> Any:
        """How far the worst variable is from the conditions of optimality."""
        at_zero = np.maximum(np.abs(self.slope) - self.l1, 0)
        beside = np.abs(self.slope + self.l1 * np.sign(self.x))
        return np.where(self.x == 0, at_zero, beside).max(initial=0)

    def _sweep(self) -> None:
        """One pass of coordinate descent."""
        for j in range(self.x.size):
            rate, old, curvature = self.l1[j], self.x[j], self.diagonal[j]
            rho = curvature * old - self.slope[j]
            if not old and abs(rho) <= rate:
                continue
            new = (rho - min(max(rho, -rate), rate)) / curvature
            if new != old:
                self.slope += self.hessian[j] * (new - old)
                self.x[j] = new

    def _face(self) -> None:
        """Newton's step of the variables that are not 0, as far as their signs stay."""
        live = np.flatnonzero((self.x != 0) | (self.l1 == 0))
        x = self.x[live]
        wanted = -self.slope[live] - self.l1[live] * np.sign(x)
        try:
            step = np.linalg.solve(self.hessian[np.ix_(live, live)], wanted)
        except np.linalg.LinAlgError:
            return
        if not np.isfinite(step).all():
            return
        bound = self.l1[live] > 0
        turning = bound & (np.sign(x) * (x + step) < 0)
        length = (np.abs(x[turning]) / np.abs(step[turning])).min(initial=1)
        moved = x + length * step
        moved[bound & (np.sign(moved) != np.sign(x))] = 0
        moved[turning & (np.abs(x) <= length * np.abs(step))] = 0
        self.slope += (moved - x) @ self.hessian[live]
        self.x[live] = moved
