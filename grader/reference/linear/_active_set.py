"""Newton steps on the weights that can move: the lasso and the elastic net up to a duality gap.

Where signs are known the optimum solves linear equations. A step solves them for the weights that
are not 0 and for those whose correlation is above the threshold, and sets to 0 what would change
its sign. If the objective would rise, fewer weights join or the step ends at the first sign that
changes, so that it falls in every step. After Kim and Park 2010, and Lee et al. 2007.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

import numpy as np

from .._rules import Array
from .lasso import gap

DIRECT = 192
"""Equations that are solved at once; more are solved by conjugate gradients. Of 96 to 400, this
took the least CPU time at 500 x 1000 and 1000 x 1000 with 40 to 550 weights."""

FIRST = 48
"""Columns that join at a time, at least."""

ENTRIES = 1 << 18
"""Entries of X that meet both products of a step before the next ones, 2 MiB of float64. Of 2^15 to
2^20, this took at most 6% more CPU time than the best at 1000 x 400 and 4000 x 2000."""

ROUNDING = 1e-14
"""Changes of the objective that say nothing, relative to ||y||^2 / N."""

RIDGE = 1e-12
"""Added to the diagonal, relative to its mean: dependent columns give a long step, no error."""


def descend(
    rows: Array, labels: Array, w: Array, l1: float, l2: float, tol: float, steps: int
) -> tuple[Array, int, bool]:
    """Weights, the steps taken, and whether their duality gap is at most tol. l1 is positive."""
    if not (rows.flags.c_contiguous or rows.flags.f_contiguous):
        rows = np.ascontiguousarray(rows)
    whole = _Rows(rows, labels, l2)
    chosen = _Chosen(whole)
    taken, stuck = 0, False
    scores = whole.scores(w) if w.any() else np.zeros_like(labels)
    while True:
        c, square = whole.state(w, scores)
        now = gap(c, w, square, l1)
        if now <= tol or stuck or taken >= steps:
            return w, taken, bool(now <= tol)
        problem: _Problem = whole
        goal, stuck = tol / 2, True
        if not whole.crowded(c, w, l1):
            problem, stuck = chosen, not chosen.add(c, w, l1)
            goal = max(goal, now / 10)
        path = _Path(problem, w[problem.index], c[problem.index], l1, goal)
        more = path.walk(steps - taken)
        taken, stuck = taken + more, stuck and not more
        w = np.zeros_like(w)
        w[problem.index] = path.w
        scores = problem.scores(path.w)


class _Problem(Protocol):
    """1/2 w.A w - target.w + l1 |w| over the columns `index`."""

    index: Any
    target: Array
    labels_square: Any
    most: int
    """Weights that may differ from 0."""

    @property
    def diagonal(self) -> Array:
        """That of A."""

    @property
    def gram(self) -> Array | None:
        """A, if it was made."""

    def product(self, v: Array) -> Array:
        """A v."""

    def scores(self, w: Array) -> Array:
        """X w."""


class _Rows:
    """All columns; A = X^T X / N + l2 is never made."""

    def __init__(self, rows: Array, labels: Array, l2: float) -> None:
        self.rows, self.labels, self.l2, self.n = rows, labels, l2, len(rows)
        self.index: Any = slice(None)
        self.target = (labels @ rows) / self.n
        self.labels_square = labels @ labels / self.n
        self.most = self.n if not l2 else len(self.target)
        self.known: Array | None = None
        self.gram: Array | None = None

    @property
    def diagonal(self) -> Array:
        """That of A."""
        if self.known is None:
            self.known = np.einsum("nd,nd->d", self.rows, self.rows) / self.n + self.l2
        return self.known

    def state(self, w: Array, scores: Array) -> tuple[Array, Any]:
        """X^T r / N - l2 w, and ||r||^2 / N + l2 ||w||^2; `scores` are X w."""
        r = self.labels - scores
        c = (r @ self.rows) / self.n
        return c - self.l2 * w if self.l2 else c, r @ r / self.n + self.l2 * (w @ w)

    def scores(self, w: Array) -> Array:
        """X w."""
        return np.asarray(self.rows @ w)

    def crowded(self, c: Array, w: Array, l1: float) -> bool:
        """Whether so many columns of so few can move that their Gram matrix would cost more."""
        d = len(w)
        if d <= DIRECT or self.n < 2 * d:
            return False
        return bool(2 * np.count_nonzero((np.abs(c) > l1) | (w != 0)) > d)

    def product(self, v: Array) -> Array:
        """A v, in one pass over X."""
        out = np.zeros_like(v)
        step = max(1, ENTRIES // len(v))
        for start in range(0, self.n, step):
            block = self.rows[start : start + step]
            out += (block @ v) @ block
        return np.asarray(out / self.n + self.l2 * v)


class _Chosen:
    """Some columns, by their Gram matrix; columns join, none leaves."""

    def __init__(self, whole: _Rows) -> None:
        self.whole, self.n, self.most = whole, whole.n, whole.most
        self.labels_square = whole.labels_square
        self.index: Any = np.zeros(0, np.intp)
        self.columns = whole.rows.T[:0]
        self.target = whole.target[:0]
        self.gram: Array = np.zeros((0, 0), whole.rows.dtype)

    def add(self, c: Array, w: Array, l1: float) -> bool:
        """The columns that are furthest above the threshold, and those in use; False if none."""
        size = np.where(w, np.inf, np.abs(c))
        size[self.index] = 0
        used = np.count_nonzero(w)
        more = np.flatnonzero(size > l1)
        most = max(FIRST, int(used)) + int(np.count_nonzero(size == np.inf))
        if len(more) > most:
            more = more[np.argpartition(size[more], -most)[-most:]]
        new, k = self.whole.rows.T[more], len(self.index)
        gram = np.empty((k + len(more), k + len(more)), new.dtype)
        gram[k:, k:] = new @ new.T
        if k:
            gram[:k, :k] = self.gram
            gram[k:, :k] = new @ self.columns.T
            gram[:k, k:] = gram[k:, :k].T
            new = np.concatenate([self.columns, new])
        gram[k:] /= self.n
        gram[:k, k:] /= self.n
        gram[np.arange(k, len(gram)), np.arange(k, len(gram))] += self.whole.l2
        self.gram, self.columns = gram, new
        self.index = np.concatenate([self.index, more])
        self.target = self.whole.target[self.index]
        return bool(len(more))

    @property
    def diagonal(self) -> Array:
        """That of A."""
        return np.diagonal(self.gram)

    def product(self, v: Array) -> Array:
        """A v."""
        return np.asarray(self.gram @ v)

    def scores(self, w: Array) -> Array:
        """X w of weights of the chosen columns."""
        return np.asarray(w @ self.columns)


class _Path:
    """Steps from w, until the gap over the problem's columns is at most `goal`."""

    def __init__(self, problem: _Problem, w: Array, c: Array, l1: float, goal: float) -> None:
        self.problem, self.w, self.c, self.l1, self.goal = problem, w, c, l1, goal
        self.limit, self.value = problem.most, self._value(w, c)

    def _value(self, w: Array, c: Array) -> Any:
        """The objective, less that of no weights; c is target - A w."""
        return self.l1 * np.abs(w).sum() - w @ (self.problem.target + c) / 2

    def walk(self, steps: int) -> int:
        """The number of steps taken."""
        for taken in range(steps):
            self.gap = self._gap(self.w, self.c)
            if self.gap <= self.goal or not self._step():
                return taken
        return steps

    def _gap(self, w: Array, c: Array) -> Any:
        """The duality gap over the problem's columns."""
        square = self.problem.labels_square - w @ (self.problem.target + c)
        return gap(c, w, square, self.l1)

    def _step(self) -> bool:
        """One step; False if no weight can move so that the objective falls."""
        while True:
            used, joining = self._free()
            free = np.concatenate([used, joining])
            if not len(free):
                return False
            signs = np.sign(np.concatenate([self.w[used], self.c[joining]]))
            d = self._direction(free, self.c[free] - self.l1 * signs)
            to = self.w[free] + d
            if self._moved(free, np.where(to * signs > 0, to, 0)):
                self.limit = 2 * self.limit + 1
                return True
            turned = d[len(used) :] * signs[len(used) :] <= 0
            if not turned.any():
                return self._cut(free, d, to * signs < 0)
            if not self.limit:
                return False
            self.limit = len(joining) // 4

    def _free(self) -> tuple[Array, Array]:
        """Weights in use, and those that join them: by `limit`, but at least one if none moves."""
        used = self.w.nonzero()[0]
        over = np.abs(self.c)
        off = np.abs(self.c[used] - self.l1 * np.sign(self.w[used])).max(initial=0)
        over[used] = 0
        joining = (over > self.l1 * (1 + 1e-12)).nonzero()[0]
        room = min(self.limit, max(self.problem.most - len(used), 0))
        if not room and off <= 1e-9 * self.l1:
            room = 1
        if len(joining) > room:
            order = np.argpartition(over[joining], len(joining) - 1 - room)
            joining = joining[order[len(joining) - room :]]
        return used, joining

    def _moved(self, free: Array, weights: Array) -> bool:
        """Whether the objective falls with these weights, which are taken then.

        Near the optimum its fall is lost in rounding; the gap, which is not, must halve there.
        """
        w = np.zeros_like(self.w)
        w[free] = weights
        c = self.problem.target - self.problem.product(w)
        value = self._value(w, c)
        lost = value - self.value <= ROUNDING * self.problem.labels_square
        if not (value < self.value or (lost and self._gap(w, c) < self.gap / 2)):
            return False
        self.w, self.c, self.value = w, c, value
        return True

    def _cut(self, free: Array, d: Array, crossing: Array) -> bool:
        """The step up to the first sign that changes."""
        at = np.flatnonzero(crossing)
        if not len(at):
            return False
        shares = -self.w[free[at]] / d[at]
        share = shares.min()
        weights = self.w[free] + share * d
        weights[at[shares <= share]] = 0
        return self._moved(free, weights)

    def _direction(self, free: Array, slope: Array) -> Array:
        """The solution of A d = slope over the free weights, near enough to go down."""
        problem = self.problem
        ridge = RIDGE * problem.diagonal[free].mean()
        if problem.gram is not None and len(free) <= DIRECT:
            part = problem.gram[free[:, None], free]
            part.flat[:: len(free) + 1] += ridge
            return np.linalg.solve(part, slope)
        scale = np.zeros_like(self.w)
        scale[free] = 1 / (problem.diagonal[free] + ridge)
        rest = np.zeros_like(self.w)
        rest[free] = slope
        return _conjugate(problem.product, scale, rest)[free]


def _conjugate(product: Callable[[Array], Array], scale: Array, rest: Array) -> Array:
    """Conjugate gradients, scaled by the diagonal, until a tenth of `rest` is left."""
    d, p = np.zeros_like(rest), scale * rest
    now = rest @ p
    goal = now / 100
    for _ in range(50):
        q = product(p)
        curved = p @ q
        if not curved > 0:
            break
        step = now / curved
        d += step * p
        rest = rest - step * q
        z = scale * rest
        before, now = now, rest @ z
        if now <= goal:
            break
        p = z + now / before * p
    return d
