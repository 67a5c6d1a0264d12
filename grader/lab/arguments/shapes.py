"""Shapes in the notation of jaxtyping: ``"N C"``, ``"*S C"``, ``"2 N"``, ``""``, ``"..."``.

A word is a symbol that stands for a length, the same one everywhere in a declaration. ``*S`` stands
for any number of axes, the same ones everywhere; ``...`` for axes of the argument's own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

ANY = "..."
_SYMBOL = re.compile(r"\*?[A-Za-z_][A-Za-z0-9_]*")
_LENGTH = re.compile(r"[0-9]+")

Axes = tuple[int, ...]
Sizes = Mapping[str, Axes]
"""The axes of each symbol: one for ``N``, any number for ``*S``."""


@dataclass(frozen=True)
class Shape:
    """The axes of an array: symbols as they were written, and lengths as texts of digits."""

    axes: tuple[str, ...]

    @property
    def symbols(self) -> tuple[str, ...]:
        """The symbols, in order."""
        return tuple(axis for axis in self.axes if not _LENGTH.fullmatch(axis))

    def of(self, sizes: Sizes) -> Axes:
        """The shape as a tuple. Raises: KeyError: a symbol without a size."""
        found: list[int] = []
        for axis in self.axes:
            found += (int(axis),) if _LENGTH.fullmatch(axis) else sizes[axis]
        return tuple(found)

    def owned_by(self, name: str) -> Shape:
        """The shape in which ``...`` has become a symbol of the argument's own."""
        return Shape(tuple(f"*{name}" if axis == ANY else axis for axis in self.axes))

    def __str__(self) -> str:
        commas = ", ".join(self.axes)
        return f"({commas},)" if len(self.axes) == 1 else f"({commas})"


def parse_shape(text: str) -> Shape:
    """The shape that a text writes down. Raises: ValueError: it is none."""
    axes = tuple(text.split())
    for axis in axes:
        if axis != ANY and not _SYMBOL.fullmatch(axis) and not _LENGTH.fullmatch(axis):
            raise ValueError(f'"{axis}" in the shape "{text}" is no symbol such as N or *S')
    if sum(axis == ANY or axis.startswith("*") for axis in axes) > 1:
        raise ValueError(f'the shape "{text}" leaves the number of axes open twice')
    return Shape(axes)
