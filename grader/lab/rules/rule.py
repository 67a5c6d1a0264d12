"""A rule: what is asked of every function for one kind of input, and the calls that ask for it."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.lab.arguments import Array, Variant
from grader.lab.arguments.kinds import Change
from grader.lab.arguments.shapes import Axes, Sizes

Values = dict[str, Any]
"""Values of arguments by name; one that is not there is left out of the call."""
Calls = Iterator[tuple[str, Values]]
"""Calls with a word for each that tells it from others of its rule."""


@dataclass(frozen=True)
class Rule:
    """One rule of one variant.

    Attributes:
        title: its row in a report. Rules of the same title are one row, all or nothing.
        hint: what a student reads when it is broken.
        expects: the exception that is right; ``None`` where a value is.
        calls: draws the calls.
        any_word: the calls are the same whichever word of a choice they hold.
    """

    title: str
    hint: str
    calls: Callable[[np.random.Generator], Calls]
    expects: type[Exception] | None = None
    any_word: bool = False

    def asked(self, rng: np.random.Generator, turn: int) -> Calls:
        """The calls that are made of one variant of a function.

        What is refused is mostly refused before a word decides what is computed: of a function with
        several words the first has every call of a refusal, and each other one of them in turn.

        Args:
            rng: draws the calls.
            turn: how many variants of the function have had the rule before.
        """
        if turn == 0 or self.expects is None:
            yield from self.calls(rng)
        elif not self.any_word:
            calls = list(self.calls(rng))
            yield from calls[turn % len(calls) :][:1]


def ordinary_sizes(variant: Variant, **changed: Axes) -> Sizes:
    """Lengths of all symbols; ``changed`` gives those of some, without the star of their names."""
    sizes = variant.ordinary_sizes
    if not changed:
        return sizes
    return {symbol: changed.get(symbol.lstrip("*"), axes) for symbol, axes in sizes.items()}


def with_any_axes(variant: Variant, *shapes: Axes) -> Sizes:
    """Ordinary lengths, with these shapes for the symbols ``*S``, one after the other."""
    turn = itertools.cycle(shapes)
    return {
        symbol: next(turn) if symbol.startswith("*") else axes
        for symbol, axes in ordinary_sizes(variant).items()
    }


def change_arrays(variant: Variant, values: Values, change: Change) -> Values:
    """The values with every array changed."""
    return {name: variant.arguments[name].map(value, change) for name, value in values.items()}


def names_of(variant: Variant, *, only: Callable[[Array], bool]) -> str:
    """The arguments in which such an array is, as a text: ``z and y``."""
    return listed([name for name in variant.arguments if any(map(only, variant.arrays(name)))])


def listed(names: Sequence[str]) -> str:
    """``a, b and c``."""
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))
