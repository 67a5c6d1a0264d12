"""Smaller and rounder inputs of the same kind as a given call's."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

import numpy as np

from grader.lab import Call

LENGTHS = (1, 2, 3)
"""What each length may become."""
DRAWS = 2
"""Calls of each combination of lengths."""
MOST_SHAPES = 12
"""Combinations of lengths that are tried."""
_ROUND = np.array([-2.0, -1.0, -0.5, 0.0, 0.5, 1.0, 2.0, 3.0])
_FEW = 3
"""The largest integer, where integers of its sign may be that small."""
_LARGE = 40.0
"""From here on exp leaves what float32 can hold: such an input is about overflow."""
_TINY = 1e-6
"""Below this an input is about lost digits."""


def shrunk_calls(call: Call, rng: np.random.Generator) -> Iterator[Call]:
    """Calls with fewer rows and columns and rounder numbers, smallest first; texts stay.

    Lengths that are equal stay equal, so that arrays still fit each other. A single class comes
    last: what it shows is a case of its own.

    Args:
        call: whose kind of inputs is kept.
        rng: draws the numbers.
    """
    classes = _classes(call)
    lengths = sorted({n for array in _arrays((call.args, call.kwargs)) for n in array.shape if n})
    choices = itertools.product(*[[k for k in LENGTHS if k <= n] or [n] for n in lengths])

    def order(chosen: tuple[int, ...]) -> tuple[bool, int, tuple[int, ...]]:
        pairs = zip(lengths, chosen, strict=True)
        single_class = any(new == 1 for old, new in pairs if old == classes)
        return single_class, int(np.prod(chosen)), chosen

    for chosen in sorted(choices, key=order)[:MOST_SHAPES]:
        sampler = _Sampler(dict(zip(lengths, chosen, strict=True)) | {0: 0}, call, rng)
        for _ in range(DRAWS):
            yield sampler.sample(call)
    yield _Sampler({n: n for n in (0, *lengths)}, call, rng).sample(call)


def _classes(call: Call) -> int:
    """How many classes the call's scores (N, C) have, where labels (N,) stand beside them."""
    arrays = [*_arrays(call.args), *_arrays(call.kwargs)]
    if not arrays or arrays[0].ndim != 2:
        return 0
    scores, *others = arrays
    labels = [a for a in others if a.dtype.kind in "iu" and a.shape == scores.shape[:1]]
    return scores.shape[1] if labels else 0


def _arrays(value: Any) -> Iterator[np.ndarray]:
    if isinstance(value, np.ndarray):
        yield value
    elif isinstance(value, (list, tuple)):
        for part in value:
            yield from _arrays(part)
    elif isinstance(value, dict):
        yield from _arrays(list(value.values()))


class _Sampler:
    """Draws values for one call; ``lengths`` says what each length becomes."""

    def __init__(self, lengths: dict[int, int], call: Call, rng: np.random.Generator) -> None:
        self.lengths, self.rng = lengths, rng
        first = next(_arrays(call.args), None)
        self.scores = first if first is not None and first.ndim == 2 else None

    def sample(self, call: Call) -> Call:
        """The call with new values."""
        args = tuple(self._value(value) for value in call.args)
        kwargs = {name: self._value(value) for name, value in call.kwargs.items()}
        return Call(call.function, args, kwargs)

    def _value(self, value: Any) -> Any:
        if isinstance(value, np.ndarray):
            return self._array(value)
        if isinstance(value, (list, tuple)):
            return type(value)(self._value(part) for part in value)
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
            if self._are_labels(value, low, high):
                return np.arange(self.lengths[self._classes])
            if low > _FEW or high < -_FEW:  # of the same sign, and so few that they come again
                return np.sign(low) * np.arange(1.0, _FEW + 1)
            return np.arange(max(low, -_FEW), min(high, _FEW) + 1)
        tiny = np.min(np.abs(value[value != 0]), initial=1.0)
        if tiny < _TINY:
            return np.append([0.0, -0.5, 2.0], float(f"{tiny:.0e}"))
        if not np.isfinite([low, high]).all():
            return np.array([low, high, -1.0, 0.5, 2.0])
        if low >= 0 and high <= 1:
            return np.array([0.0, 1.0] if np.isin(value, (0, 1)).all() else [0.0, 0.25, 0.5, 1.0])
        largest = max(abs(low), abs(high))
        if largest >= _LARGE:
            scale = float(f"{largest:.0e}")
            return np.array([-scale, 0.0, 1.0, scale]) if low < 0 else np.array([1.0, scale])
        return _ROUND if low < 0 else _ROUND[_ROUND > 0]

    @property
    def _classes(self) -> int:
        return self.scores.shape[1] if self.scores is not None else 0

    def _are_labels(self, value: np.ndarray, low: float, high: float) -> bool:
        """Whether the integers are classes of the scores, one for each row."""
        if self.scores is None or value.shape != self.scores.shape[:1]:
            return False
        return low >= 0 and high < self._classes
