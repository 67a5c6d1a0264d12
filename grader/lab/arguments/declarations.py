"""What a function takes: its arguments by name, and what holds of them together.

ARGUMENTS = [
    takes("sparse_ce", z=logits("N C"), y=classes("N", below="C", outside=ValueError))
    .may_be_empty("N")
    .gives_like("y"),
]
"""

from __future__ import annotations

import itertools
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from typing import Any

import numpy as np

from grader.lab.arguments.kinds import Argument, Array, Integers, Word
from grader.lab.arguments.shapes import Axes, Sizes

NUMBER = "a number"
"""What a function gives that gives no array."""

_LENGTHS = (5, 3, 4, 6, 2)
_ANY_AXES = ((7,), (2, 3), (3, 1))
"""Of symbols in their order."""


@dataclass(frozen=True)
class Declaration:
    """Arguments of one or more functions, made with `takes`.

    Attributes:
        functions: the names of the functions.
        arguments: by name.
        line: in ``cases.py``, for faults.
        least: of symbols, the least length; 1 unless given.
        zero: symbols whose length may be 0. A ``*S`` may hold no entries unless ``full`` names it.
        zero_raises: symbols whose length 0 is refused, with the exception.
        full: ``*S`` symbols that always hold entries.
        ordered: symbols along which no draw exchanges entries.
        scalars: arrays of any shape may have no axes at all.
        gives: the name of the argument whose shape and dtype the result has, `NUMBER`, or nothing.
        raises: the exception with which every call is answered.
        judged: what of an answer counts, or None for all of it.
        given: arguments that have a default and are given all the same.
    """

    functions: tuple[str, ...]
    arguments: Mapping[str, Argument]
    line: int = 1
    least: Mapping[str, int] = field(default_factory=dict)
    zero: tuple[str, ...] = ()
    zero_raises: Mapping[str, type[Exception]] = field(default_factory=dict)
    full: tuple[str, ...] = ()
    ordered: tuple[str, ...] = ()
    scalars: bool = False
    gives: str = ""
    raises: type[Exception] | None = None
    judged: Any = None
    given: tuple[str, ...] = ()

    def at_least(self, **least: int) -> Declaration:
        """The least lengths of symbols: ``.at_least(C=2)``."""
        return replace(self, least={**self.least, **least})

    def may_be_empty(self, *symbols: str) -> Declaration:
        """Symbols whose length may be 0."""
        return replace(self, zero=(*self.zero, *symbols))

    def refuses_empty(self, exception: type[Exception], *symbols: str) -> Declaration:
        """A length of 0 is refused: of these symbols, or of arrays of any shape."""
        names = symbols or tuple(s for s in self.symbols if s.startswith("*"))
        return replace(self, zero_raises={**self.zero_raises, **dict.fromkeys(names, exception)})

    def never_empty(self, *symbols: str) -> Declaration:
        """Arrays of any shape that always hold entries; all of them unless symbols are given."""
        names = symbols or tuple(s for s in self.symbols if s.startswith("*"))
        return replace(self, full=(*self.full, *names))

    def in_order(self, *symbols: str) -> Declaration:
        """Entries along these symbols keep their places in every draw.

        Elsewhere their order is chance, which decides where neighbors or the first entry matter.
        """
        return replace(self, ordered=(*self.ordered, *symbols))

    def without_axes(self) -> Declaration:
        """Arrays of any shape may have no axes: ``np.array(3.0)`` is asked for too."""
        return replace(self, scalars=True)

    def gives_like(self, name: str) -> Declaration:
        """The result has the shape and the dtype of this argument; integers give float64."""
        return replace(self, gives=name)

    def gives_number(self) -> Declaration:
        """The result is one number."""
        return replace(self, gives=NUMBER)

    def always_raises(self, exception: type[Exception]) -> Declaration:
        """Every call with such arguments is answered with this exception."""
        return replace(self, raises=exception)

    def judges(self, judged: Any) -> Declaration:
        """Of the answer only this counts, as in `steps`: ``.judges(result(0)[0])``.

        The rest may be of any form: a cache, or the state of an optimizer.
        """
        return replace(self, judged=judged)

    def always_given(self, *names: str) -> Declaration:
        """Arguments that may not be left out here, although they have a default."""
        return replace(self, given=(*self.given, *names))

    @property
    def symbols(self) -> tuple[str, ...]:
        """All symbols of the shapes, in the order in which they appear."""
        arrays = [array for argument in self.arguments.values() for array in _all_arrays(argument)]
        return tuple(dict.fromkeys(symbol for array in arrays for symbol in array.shape.symbols))

    def variants(self) -> Iterator[Variant]:
        """Every function with every word of a choice and every kind that an argument may be."""
        yield from self._variants

    @cached_property
    def _variants(self) -> tuple[Variant, ...]:
        return tuple(self._combined())

    def _combined(self) -> Iterator[Variant]:
        names = list(self.arguments)
        for function in self.functions:
            choices = [list(self.arguments[name].alternatives()) for name in names]
            for chosen in itertools.product(*choices):
                words = tuple(word for word, _ in chosen if word)
                arguments = dict(zip(names, (argument for _, argument in chosen), strict=True))
                firsts = all(
                    isinstance(entry, Word) or (word, entry) == kinds[0]
                    for (word, entry), kinds in zip(chosen, choices, strict=True)
                )
                yield Variant(self, function, words, arguments, firsts)


@dataclass(frozen=True)
class Variant:
    """One function of a declaration, with one word of each choice.

    ``first_kinds`` says that no argument is of another kind than the first that it may be.
    """

    declaration: Declaration
    function: str
    words: tuple[str, ...]
    arguments: Mapping[str, Argument]
    first_kinds: bool = True

    @cached_property
    def symbols(self) -> tuple[str, ...]:
        """The symbols of its shapes, and those below which its integers lie."""
        arrays = [array for argument in self.arguments.values() for array in argument.arrays()]
        below = [a.below for a in arrays if isinstance(a, Integers) and isinstance(a.below, str)]
        shapes = (symbol for array in arrays for symbol in array.shape.symbols)
        return tuple(dict.fromkeys([*shapes, *below]))

    def arrays(self, name: str) -> Sequence[Array]:
        """The arrays in an argument."""
        return self._arrays[name]

    @cached_property
    def _arrays(self) -> dict[str, tuple[Array, ...]]:
        return {name: tuple(argument.arrays()) for name, argument in self.arguments.items()}

    @cached_property
    def ordinary_sizes(self) -> Sizes:
        """Lengths of all symbols that differ, so that axes cannot be exchanged unseen."""
        sizes: dict[str, Axes] = {}
        alone = {array.shape.axes for arrays in self._arrays.values() for array in arrays}
        plain = any_axes = 0
        for symbol in self.symbols:
            if not symbol.startswith("*"):
                least = self.declaration.least.get(symbol, 1)
                sizes[symbol] = (max(_LENGTHS[plain % len(_LENGTHS)], least),)
                plain += 1
            else:
                whole = (symbol,) in alone
                sizes[symbol] = _ANY_AXES[any_axes % len(_ANY_AXES)] if whole else (5,)
                any_axes += 1
        return sizes

    def is_ordered(self, array: Array) -> bool:
        """Whether entries of the array keep their places in every draw."""
        return not set(array.shape.symbols).isdisjoint(self.declaration.ordered)

    @property
    def place(self) -> str:
        """``prox, "l1"``: where a rule is asked for."""
        return ", ".join([self.function, *self.words])

    def draw(self, rng: np.random.Generator, sizes: Sizes) -> dict[str, Any]:
        """Ordinary values of all arguments, by name.

        Rows and columns are exchanged at random, those of one symbol alike in all arguments, and
        with the columns the class numbers that stand for them; those of ordered symbols are not.
        """
        is_fixed = set(self.declaration.ordered)
        orders = {
            symbol: [np.arange(n) if symbol in is_fixed else rng.permutation(n) for n in axes]
            for symbol, axes in sizes.items()
        }
        return {
            name: argument.map(argument.draw(rng, sizes), partial(_reordered, orders))
            for name, argument in self.arguments.items()
        }


def takes(functions: str | Sequence[str], /, **arguments: Argument) -> Declaration:
    """Declares the arguments of a function, or of several that take the same.

    Args:
        functions: names that ``lab.yaml`` has.
        arguments: by name, each made with a word of the vocabulary.

    Raises: TypeError: an argument is none of those. ValueError: a shape is wrong.
    """
    for name, argument in arguments.items():
        if not isinstance(argument, Argument):
            raise TypeError(
                f"{name} is {argument!r}; write floats(), rate(), word(...) or the like"
            )
    names = (functions,) if isinstance(functions, str) else tuple(functions)
    owned = {name: argument.owned_by(name) for name, argument in arguments.items()}
    return Declaration(names, owned, sys._getframe(1).f_lineno)


def _all_arrays(argument: Argument) -> Iterator[Array]:
    for _, alternative in argument.alternatives():
        yield from alternative.arrays()


def _reordered(
    orders: Mapping[str, Sequence[np.ndarray]], array: Array, value: np.ndarray
) -> np.ndarray:
    axis = 0
    for symbol in array.shape.axes:
        for order in orders.get(symbol, (None,)):
            if order is not None:
                value = value.take(order, axis)
            axis += 1
    if isinstance(array, Integers) and isinstance(array.below, str):
        return np.argsort(orders[array.below][0])[value]
    return value
