"""Kinds of arrays among the arguments: how ordinary ones are drawn, and what they become.

A specification is a kind and a shape: "real N D", "hard N", "real" for a single number. Its sizes
differ from each other, so that a shape of an answer tells what its axes are.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

SIZES = {"N": 6, "D": 3, "C": 4, "H": 5, "S": 7, "T": 2}
INTEGERS = ("class", "column", "id", "count_int")
"""Kinds that are integers whatever dtype the others have."""


@dataclass(frozen=True)
class Spec:
    """A kind and a shape."""

    kind: str
    shape: tuple[str, ...]

    def sized(self, sizes: dict[str, int]) -> tuple[int, ...]:
        return tuple(sizes[s] if s in sizes else int(s) for s in self.shape)


def spec(text: str) -> Spec:
    kind, *shape = text.split()
    return Spec(kind, tuple(shape))


@dataclass(frozen=True)
class Entry:
    """An array among the arguments, or the list made of it, and its kind.

    Attributes:
        kind: as in its specification.
        value: float64, or int64 or bool, until a trial gives it another form.
        by_row: its first axis is that of the examples.
    """

    kind: str
    value: Any
    by_row: bool = False

    @property
    def is_float(self) -> bool:
        return self.kind not in INTEGERS and self.kind != "mask"


def drawn(spec: Spec, rng: np.random.Generator, sizes: dict[str, int]) -> Entry:
    """An ordinary array: numbers that float16 holds exactly, ties and both labels among them."""
    shape = spec.sized(sizes)
    value = np.asarray(_ordinary(spec.kind, shape, rng))
    return Entry(spec.kind, value, spec.shape[:1] == ("N",))


def _ordinary(kind: str, shape: tuple[int, ...], rng: np.random.Generator) -> Any:
    count = int(np.prod(shape))
    steps = np.arange(count)
    match kind:
        case "real":
            return rng.integers(-192, 193, shape) / 64
        case "positive" | "count":
            return rng.integers(8, 193, shape) / 64
        case "negative":
            return -rng.integers(8, 193, shape) / 64
        case "unit" | "draw":
            return rng.integers(1, 64, shape) / 64
        case "rows":
            width = shape[-1] if shape else 1
            if width == 0:
                return np.empty(shape)
            rows = 1 + rng.multinomial(64 - width, np.full(width, 1 / width), shape[:-1])
            return (rows / 64).reshape(shape)
        case "hard":
            return (steps % 3 == 0).reshape(shape).astype(float)
        case "sign":
            return np.where(steps % 3 == 0, 1.0, -1.0).reshape(shape)
        case "mask":
            return (steps % 3 == 0).reshape(shape)
        case "class":
            return (steps % SIZES["C"] if count > 1 else steps).reshape(shape)
        case "column":
            return (2 * steps % SIZES["D"] if count > 1 else steps).reshape(shape)
        case "id":
            return (steps % 2).reshape(shape)
        case "count_int":
            return rng.integers(0, 9, shape)
    raise ValueError(kind)


def whole(entry: Entry) -> np.ndarray:
    """The ordinary array of integers nearest to an array of floats, valid for its kind."""
    value = entry.value
    if entry.kind == "rows":
        nearest = np.zeros(value.shape)
        if not value.ndim:
            return np.ones(())
        if value.size:
            np.put_along_axis(nearest, value.argmax(axis=-1, keepdims=True), 1.0, axis=-1)
        return nearest
    if entry.kind == "positive":
        return np.ceil(value)
    if entry.kind == "draw":
        return np.zeros(value.shape)
    return np.round(value)
