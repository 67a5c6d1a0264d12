"""Support vector machine with the hinge loss, by a primal-dual interior-point method.

    min l2/2 |w|^2 + sum c_i xi_i  with  y_i (x_i w + b) = 1 - xi_i + s_i,  xi, s >= 0

alpha in (0, c) belongs to the equations, eta = c - alpha to xi. Each step is Mehrotra's: one for
where the products alpha s and eta xi would vanish, and one that corrects it. (Ferris and Munson
2002; Nocedal and Wright 2006, section 16.6.)
"""

from __future__ import annotations

import numpy as np

from .._rules import Array
from ._margins import Hinge
from ._solving import least_squares


class HingeProgram:
    """The state of the method: weights with the intercept last, alpha, xi and s."""

    def __init__(self, problem: Hinge) -> None:
        self.problem, self.a, self.c = problem, problem.a, problem.share
        self.at = np.zeros(self.a.shape[1], self.a.dtype)
        self.alpha, self.xi = self.c / 2, np.full_like(self.c, 2)
        self.s = np.ones_like(self.c)

    def solve(self, steps: int, tol: float) -> None:
        """Until the gap is not above `tol`, or no step makes it smaller."""
        best = (self.gap(), self.at, self.alpha)
        for _ in range(steps):
            if best[0] <= tol or not self._step():
                break
            gap = self.gap()
            if gap < best[0]:
                best = (gap, self.at, self.alpha)
            elif not gap < 10 * best[0]:
                break
        _, self.at, self.alpha = best

    def gap(self) -> float:
        """Of the weights as they are and of the dual variables between 0 and 1."""
        return float(self.problem.gap_at(self.at, self.alpha / self.c))

    def _step(self) -> bool:
        """One step; False where rounding leaves no direction."""
        eta = self.c - self.alpha
        mu = (self.alpha @ self.s + eta @ self.xi) / (2 * self.c.size)
        weight = 1 / (self.xi / eta + self.s / self.alpha)
        matrix = self.a.T @ (self.a * weight[:, None]) + np.diag(self.problem.l2)
        if not np.isfinite(matrix).all():
            return False
        _, d_alpha, d_s, d_xi = self._direction(matrix, weight, eta, 0.0, 0.0)
        length = self._room(d_alpha, d_s, d_xi, 1.0)
        reached = (self.alpha + length * d_alpha) @ (self.s + length * d_s)
        reached += (eta - length * d_alpha) @ (self.xi + length * d_xi)
        aim = mu * (reached / (2 * self.c.size) / mu) ** 3
        if not aim < np.inf:
            return False
        d_at, d_alpha, d_s, d_xi = self._direction(
            matrix, weight, eta, aim - d_alpha * d_s, aim + d_alpha * d_xi
        )
        length = self._room(d_alpha, d_s, d_xi, 0.995)
        self.at = self.at + length * d_at
        self.alpha = self.alpha + length * d_alpha
        self.s, self.xi = self.s + length * d_s, self.xi + length * d_xi
        return True

    def _direction(
        self, matrix: Array, weight: Array, eta: Array, of_s: Array | float, of_xi: Array | float
    ) -> tuple[Array, Array, Array, Array]:
        """Newton's step towards alpha s = of_s and eta xi = of_xi, with equations kept."""
        to_s = of_s - self.alpha * self.s
        to_xi = of_xi - eta * self.xi
        off = self.a @ self.at + self.xi - self.s - 1
        right = to_s / self.alpha - to_xi / eta - off
        slope = self.problem.l2 * self.at - self.alpha @ self.a
        d_at = least_squares(matrix, (weight * right) @ self.a - slope)
        d_alpha = weight * (right - self.a @ d_at)
        d_s = (to_s - self.s * d_alpha) / self.alpha
        return d_at, d_alpha, d_s, (to_xi + self.xi * d_alpha) / eta

    def _room(self, d_alpha: Array, d_s: Array, d_xi: Array, share: float) -> float:
        """The longest step, at most 1, that keeps everything positive."""
        eta = self.c - self.alpha
        pairs = ((self.alpha, d_alpha), (eta, -d_alpha), (self.s, d_s), (self.xi, d_xi))
        least = 1.0
        for value, change in pairs:
            falls = change < 0
            least = min(least, float((share * value[falls] / -change[falls]).min(initial=1)))
        return least
