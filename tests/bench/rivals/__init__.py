"""Functions of the reference, and who else computes the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np

Sides = tuple[Callable[[], Any], dict[str, Callable[[], Any]]]

NO_VECTORS = (
    "without AVX-512 NumPy takes exp, log, expm1, log1p and tanh of float64 from the C library, "
    "entry by entry, where the rival has vector code"
)
FUSED = "the rival is one compiled loop; here every ufunc is a call over a block in the cache"


@dataclass(frozen=True)
class Duel:
    """A function at a size: `make(rng, scale)` gives our call and each rival's.

    `reason` says why a ratio above the bar is what NumPy alone can do. The time should grow with
    the `power` of the scale, at most. Solvers have bars of their own.
    """

    name: str
    size: str
    make: Callable[[np.random.Generator, int], Sides]
    reason: str = ""
    scales: tuple[int, ...] = (1, 2, 4, 8)
    power: float = 1.0
    solver: bool = False


def duels() -> Iterator[Duel]:
    """All of them, file by file."""
    for file in sorted(Path(__file__).parent.glob("[a-z]*.py")):
        yield from import_module(f"{__name__}.{file.stem}").DUELS
