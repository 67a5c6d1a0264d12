"""Sweeps of coordinate descent: over all columns by the residual, over a few by their Gram matrix.

Both make the steps of the definition, column after column. What is saved is work on columns that
cannot move: a weight of 0 stays as long as its correlation X_j^T r / N is not above the threshold,
and while X w / sqrt(N) moves by a distance s, the correlation moves by at most s ||X_j|| / sqrt(N).
"""

from __future__ import annotations

import numpy as np

from .._rules import Array

BLOCK = 16
"""Columns whose steps are made in Python on their own Gram matrix. Of 8, 16, 32 and 64, both 16 and
32 took at most 15% more CPU time than the best at 50 x 6000, 1000 x 1000 and 4000 x 1000."""

ENTRIES = 1 << 13
"""Entries of X in which the next column that can move is looked for at once, 64 KiB of float64."""

CROWD = 3
"""Columns of a block that can move, from which on its Gram matrix pays."""


def _step(c: float, old: float, scale: float, l1: float) -> float:
    """The weight of a column after its step."""
    rho = c + scale * old
    return (rho - min(max(rho, -l1), l1)) / scale if scale else 0.0


def _steps(
    c: list[float], w: list[float], scale: list[float], rest: list[list[float]], l1: float
) -> list[float]:
    """A step of each column of a block, in order; c of each column at its turn. Changes w.

    `rest` holds the rows of the Gram matrix from behind the diagonal.
    """
    turns = []
    for j, old in enumerate(w):
        now, *c = c
        turns.append(now)
        if old or not abs(now) <= l1:
            new = _step(now, old, scale[j], l1)
            if new != old:
                change, w[j] = new - old, new
                c = [a - change * g for a, g in zip(c, rest[j], strict=True)]
    return turns


def _rest(gram: Array) -> list[list[float]]:
    return [row[j:] for j, row in enumerate(gram.tolist(), 1)]


class All:
    """All columns, by r / N = (y - X w) / N. Memory: a copy of X, and BLOCK numbers a column."""

    def __init__(self, rows: Array, labels: Array, w: Array, l2: float) -> None:
        self.n, self.l2 = len(rows), l2
        self.x = _transposed(rows)
        self.square = np.vecdot(self.x, self.x) / self.n
        self.scale = self.square + l2
        self.labels, self.w = labels, np.where(self.scale, w, 0).astype(w.dtype)
        self.rests: dict[int, list[list[float]]] = {}
        self.refresh()

    def refresh(self) -> None:
        """The residual, from the weights."""
        at = np.flatnonzero(self.w)
        self.residual = (self.labels - self.w[at] @ self.x[at]) / self.n
        self.idle = self.w == 0

    def correlations(self, piece: slice = slice(None)) -> Array:
        """X^T r / N - l2 w."""
        c = self.x[piece] @ self.residual
        return np.asarray(c - self.l2 * self.w[piece] if self.l2 else c)

    def sweep(self, l1: float) -> tuple[bool, float]:
        """One pass; whether any weight moved, and how far X w / sqrt(N) did."""
        before, moved = self.residual.copy(), False
        look = width = BLOCK * max(1, ENTRIES // (BLOCK * self.n))
        at = 0
        while at < len(self.w):
            piece = slice(at, (at + width) // BLOCK * BLOCK)
            c = self.correlations(piece)
            stay = np.abs(c) <= l1
            stay &= self.idle[piece]
            first = int(stay.argmin())
            if stay[first]:
                at, width = piece.stop, 2 * width
                continue
            at, width = at + first, look
            stop = at + BLOCK - at % BLOCK
            if np.count_nonzero(stay[first : first + stop - at]) > BLOCK - CROWD:
                stop = at + 1
            moved |= self._block(slice(at, stop), c[first : first + stop - at], l1)
            at = stop
        change = before - self.residual
        return moved, float(np.sqrt(change @ change * self.n))

    def _block(self, piece: slice, c: Array, l1: float) -> bool:
        """Steps of one column, or of some up to the end of a block."""
        at, old = piece.start, self.w[piece]
        if len(c) == 1:
            new = [_step(c.item(0), old.item(0), self.scale.item(at), l1)]
        else:
            first = at % BLOCK
            if at - first not in self.rests:
                x = self.x[at - first : piece.stop]
                self.rests[at - first] = _rest(x @ x.T / self.n)
            new = old.tolist()
            rest = self.rests[at - first][first:]
            _steps(c.tolist(), new, self.scale[piece].tolist(), rest, l1)
        changes = np.subtract(new, old, dtype=old.dtype)
        if not changes.any():
            return False
        old[:] = new
        self.idle[piece] = old == 0
        changes /= self.n
        self.residual -= changes @ self.x[piece]
        return True


def _transposed(rows: Array, tile: int = 256) -> Array:
    """A copy of X^T, tile by tile: NumPy alone would write it with large strides."""
    out = np.empty(rows.shape[::-1], rows.dtype)
    for start in range(0, len(rows), tile):
        out[:, start : start + tile] = rows[start : start + tile].T
    return out


class Few:
    """Some columns, by their Gram matrix; the others must not be able to move.

    `room` is how far X w / sqrt(N) may go from where it was before one of the others can.
    """

    def __init__(self, gram: Array, w: Array, c: Array, l2: float, room: float) -> None:
        self.gram, self.w, self.c, self.room = gram, w, c, room
        gram[np.diag_indices(len(w))] += l2
        self.scale = np.diagonal(gram).copy()
        pieces = [slice(at, at + BLOCK) for at in range(0, len(w), BLOCK)]
        self.blocks = [(p, self.scale[p].tolist(), _rest(gram[p, p])) for p in pieces]
        self.began = w, c
        self.steady: Steady | None = None

    def sweep(self, l1: float) -> tuple[bool, float] | None:
        """One pass, as that of All. None and nothing done if one of the others might have moved."""
        w, c, turns = self.w, self.c, None
        if self.steady is not None:
            turns = self.steady.sweep(self, l1)
        if turns is None:
            turns = self._sweep(l1)
            same = np.array_equal(np.sign(w), np.sign(self.w))
            linear = l1 and same and c.dtype == np.float64  # LAPACK has nothing wider
            self.steady = Steady(self) if linear else None
        changes, distance = self.w - w, 0.0
        if self.room < np.inf:
            # The squared distance after each step, from what it has taken out of c.
            squares = np.cumsum(changes * (2 * (c - turns) + self.scale * changes))
            distance = float(np.sqrt(squares.max()))
            gone = max((w - self.began[0]) @ (self.began[1] - c), 0)
            if not np.sqrt(gone) + distance < self.room:
                self.w, self.c, self.distance = w, c, distance
                return None
        return bool(changes.any()), distance

    def _sweep(self, l1: float) -> Array:
        """A pass in blocks; c of each column at its turn."""
        w, self.c, turns = self.w.tolist(), self.c.copy(), []
        for piece, scale, rest in self.blocks:
            new = w[piece]
            turns += _steps(self.c[piece].tolist(), new, scale, rest, l1)
            if new != w[piece]:
                changes = np.subtract(new, w[piece], dtype=self.c.dtype)
                w[piece] = new
                self.c -= changes @ self.gram[piece]
        self.w = np.array(w, self.w.dtype)
        return np.array(turns, self.c.dtype)


class Steady:
    """Sweeps in which no weight becomes 0, leaves 0 or changes its sign: a linear map.

    With c the correlations before, the changes d solve T d = c - l1 sign(w), T the lower triangle
    of the Gram matrix of the weights that are not 0.
    """

    def __init__(self, few: Few) -> None:
        self.free = free = np.flatnonzero(few.w)
        self.signs, self.zero = np.sign(few.w[free]), few.w == 0
        self.rows = few.gram[free]
        # The inverse of T, scaled to a diagonal of ones, has a norm of at most 2.
        unit = 1 / np.sqrt(few.scale[free])
        triangle = np.tril(self.rows[:, free] * unit * unit[:, None])
        self.inverse = np.linalg.inv(triangle) * unit * unit[:, None]
        earlier = free < np.arange(len(few.w))[:, None]
        self.earlier = np.where(earlier, self.rows.T, 0)

    def sweep(self, few: Few, l1: float) -> Array | None:
        """c of each column at its turn; None, and nothing done, if it is no such sweep."""
        changes = self.inverse @ (few.c[self.free] - l1 * self.signs)
        new = few.w[self.free] + changes
        turns = np.asarray(few.c - self.earlier @ changes)
        if not ((new * self.signs > 0).all() and (np.abs(turns[self.zero]) <= l1).all()):
            return None
        few.w = few.w.copy()
        few.w[self.free] = new
        few.c = few.c - changes @ self.rows
        return turns
