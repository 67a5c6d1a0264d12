"""Smaller and rounder inputs of the same kind as a given call's."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

import numpy as np

from grader.lab import Call

LENGTHS = (1, 2, 3)
DRAWS = 2
MOST_SHAPES = 12
_ROUND = np.array([-2.0, -1.0, -0.5, 0.0, 0.5, 1.0, 2.0, 3.0])
_LARGE = 40.0


def shrunk(call: Call, rng: np.random.Generator) -> Iterator[Call]:
    """Calls with fewer rows and columns and rounder numbers, smallest first; texts stay.

    Lengths that are equal stay equal, so that arrays still fit each other.
    """
    lengths = sorted({n for array in _arrays((call.args, call.kwargs)) for n in array.shape if n})
    choices = itertools.product(*[[k for k in LENGTHS if k <= n] or [n] for n in lengths])
    for chosen in sorted(choices, key=lambda one: (np.prod(one), one))[:MOST_SHAPES]:
        new = dict(zip(lengths, chosen, strict=True)) | {0: 0}
        for _ in range(DRAWS):
            draw = _Drawing(new, call, rng)
            args = tuple(draw.value(value) for value in call.args)
            yield Call(call.function, args, {k: draw.value(v) for k, v in call.kwargs.items()})
    draw = _Drawing({n: n for n in (0, *lengths)}, call, rng)
    args = tuple(draw.value(value) for value in call.args)
    yield Call(call.function, args, {k: draw.value(v) for k, v in call.kwargs.items()})


def _arrays(value: Any) -> Iterator[np.ndarray]:
    if isinstance(value, np.ndarray):
        yield value
    elif isinstance(value, (list, tuple)):
        for part in value:
            yield from _arrays(part)
    elif isinstance(value, dict):
        yield from _arrays(list(value.values()))


class _Drawing:
    """Draws values for one call; ``lengths`` says what each length becomes."""

    def __init__(self, lengths: dict[int, int], call: Call, rng: np.random.Generator) -> None:
        self.lengths, self.rng = lengths, rng
        first = next(_arrays(call.args), None)
        self.scores = first if first is not None and first.ndim == 2 else None

    def value(self, value: Any) -> Any:
        if isinstance(value, np.ndarray):
            return self._array(value)
        if isinstance(value, (list, tuple)):
            return type(value)(self.value(part) for part in value)
        if isinstance(value, float) and np.isfinite(value):
            return float(f"{value:.1g}")
        return value

    def _array(self, value: np.ndarray) -> np.ndarray:
        shape = tuple(self.lengths[n] for n in value.shape)
        if not value.size or value.dtype.kind not in "fiu":
            return np.zeros(shape, value.dtype)
        drawn = self.rng.choice(self._palette(value), shape).astype(value.dtype)
        fortran = value.flags.f_contiguous and not value.flags.c_contiguous
        return np.asfortranarray(drawn) if fortran else drawn

    def _palette(self, value: np.ndarray) -> np.ndarray:
        """Round numbers of the kind that the array holds."""
        low, high = float(np.min(value)), float(np.max(value))
        if value.dtype.kind in "iu":
            classes = self.scores.shape[1] if self.scores is not None else 0
            if classes and value.shape == self.scores.shape[:1] and low >= 0 and high < classes:
                return np.arange(self.lengths[classes])
            return np.arange(max(low, -3), min(high, 3) + 1)
        if not np.isfinite([low, high]).all():
            return np.array([low, high, -1.0, 0.5, 2.0])
        if low >= 0 and high <= 1:
            return np.array([0.0, 1.0] if np.isin(value, (0, 1)).all() else [0.0, 0.25, 0.5, 1.0])
        largest = max(abs(low), abs(high))
        if largest >= _LARGE:
            scale = float(f"{largest:.0e}")
            return np.array([-scale, 0.0, 1.0, scale]) if low < 0 else np.array([1.0, scale])
        return _ROUND if low < 0 else _ROUND[_ROUND > 0]
