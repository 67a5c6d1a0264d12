"""What an argument may be: each kind draws values of its own and says what it refuses.

Values are drawn so that every draw decides alike: the sizes and signs of numbers are the same in
each, and so is their order up to an exchange of rows and columns, which a `Variant` draws for all
arguments together. Their last digits are chance.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any
from zlib import crc32

import numpy as np

from grader.lab.arguments.shapes import Axes, Shape, Sizes

Refusal = bool | type[Exception]
"""``True``: allowed. ``False``: nothing is said, and nothing asked. An exception: refused so."""

Change = Callable[["Array", np.ndarray], np.ndarray]
"""What a rule makes of one array among the arguments."""

_JITTER, _RATE, _RATE_JITTER = 0.02, 0.5, 0.01
"""By how much a drawn number may be off the size that it represents, in shares of it."""
_SIZES = np.array([0.3, 0.4, 0.6, 0.85, 1.2, 1.7, 2.4, 3.4])
"""Sizes of numbers. No draw decides on a threshold by luck: a rate of 0.5, its double, half, square
and root, and the root of its double or half, all lie between two of them."""


@dataclass(frozen=True, kw_only=True)
class Argument:
    """One argument of a function. ``wrong_type`` says what becomes of a value of another kind."""

    wrong_type: Refusal = False

    def draw(self, rng: np.random.Generator, sizes: Sizes) -> Any:
        """An ordinary value."""
        raise NotImplementedError

    def arrays(self) -> Iterator[Array]:
        """The arrays in it."""
        yield from ()

    def map(self, value: Any, change: Change) -> Any:
        """The value with every array in it changed."""
        return value

    def alternatives(self) -> Iterator[tuple[str, Argument]]:
        """The kinds that it may be, with a word for each where there are several."""
        yield "", self

    def owned_by(self, name: str) -> Argument:
        """The argument with ``...`` in its shape made a symbol of its own."""
        return self


@dataclass(frozen=True, kw_only=True)
class Array(Argument):
    """Floats of a shape, from ``low`` to ``high``.

    Attributes:
        shape: of the array.
        low, high: the interval of its entries, infinite where there is no limit.
        open_low, open_high: the ends do not belong to the interval.
        float32, integers, bools: dtypes in which the array may come beside float64.
        infinite, nan: what becomes of such entries.
        outside: what becomes of entries outside of the interval.
        wrong_shape: what becomes of an array of another shape.
        largest: the size of the largest number drawn where the interval does not say.
        ties: whether equal entries are asked for.
        zeros: whether some zeros among other entries are asked for.
        name: of the argument; arrays of different names are arranged in different ways.
    """

    shape: Shape
    low: float = -math.inf
    high: float = math.inf
    open_low: bool = False
    open_high: bool = False
    float32: bool = True
    integers: bool = True
    bools: bool = False
    infinite: Refusal = False
    nan: Refusal = False
    outside: Refusal = False
    wrong_shape: Refusal = False
    largest: float = 3.4
    ties: bool = True
    zeros: bool = True
    name: str = ""

    def draw(self, rng: np.random.Generator, sizes: Sizes) -> np.ndarray:
        """An ordinary value."""
        shape = self.shape.of(sizes)
        return self.arranged(self.levels(rng, math.prod(shape)), shape)

    def levels(self, rng: np.random.Generator, count: int) -> np.ndarray:
        """So many numbers that cover the interval evenly, in order."""
        jitter = rng.uniform(-_JITTER, _JITTER, count)
        if math.isfinite(self.low) and math.isfinite(self.high):
            steps = (np.arange(count) + 0.5 + jitter) / max(count, 1)
            return self.low + (self.high - self.low) * steps
        sizes = _sizes_up_to(self.largest, count) * (1 + jitter)
        if math.isfinite(self.low):
            return self.low + sizes
        if math.isfinite(self.high):
            return self.high - sizes
        sizes[1::2] *= -1
        return np.asarray(sizes)

    def whole(self, shape: Axes) -> np.ndarray:
        """Integers in the interval, of both signs where it has them."""
        low, high = math.ceil(max(self.low, -5)), math.floor(min(self.high, 5))
        low += self.open_low and low == self.low
        high -= self.open_high and high == self.high
        numbers = np.arange(low, max(low, high) + 1)
        count = math.prod(shape)
        chosen = numbers[np.linspace(0, len(numbers) - 1, max(count, 2)).round().astype(int)]
        return self.arranged(chosen[:count].astype(np.int64), shape)

    def arranged(self, numbers: np.ndarray, shape: Axes) -> np.ndarray:
        """The numbers in a shape, in an order that is the same in every draw."""
        return numbers[_arrangement(self.name, numbers.size)].reshape(shape)

    def holds(self, number: float) -> bool:
        """Whether the number lies in the interval."""
        above = number > self.low if self.open_low else number >= self.low
        return above and (number < self.high if self.open_high else number <= self.high)

    def arrays(self) -> Iterator[Array]:
        """The arrays in it."""
        yield self

    def map(self, value: Any, change: Change) -> Any:
        """The value with every array in it changed."""
        return change(self, value)

    def owned_by(self, name: str) -> Argument:
        """The argument with ``...`` in its shape made a symbol of its own."""
        return replace(self, shape=self.shape.owned_by(name), name=name)


@dataclass(frozen=True, kw_only=True)
class Distributions(Array):
    """Rows over the last axis that are probabilities and add up to 1."""

    def draw(self, rng: np.random.Generator, sizes: Sizes) -> np.ndarray:
        """An ordinary value."""
        rows = 0.1 + super().draw(rng, sizes)
        return np.asarray(rows / rows.sum(axis=-1, keepdims=True))


@dataclass(frozen=True, kw_only=True)
class Integers(Array):
    """Integers of any integer dtype, below a number or the length that a symbol stands for."""

    below: str | int | None = None
    repeated: Refusal = True

    def draw(self, rng: np.random.Generator, sizes: Sizes) -> np.ndarray:
        """An ordinary value."""
        shape, low = self.shape.of(sizes), int(max(self.low, -5))
        count = math.prod(shape)
        end = self.end(sizes)
        numbers = low + np.arange(count) % max(1, end - low)
        return self.arranged(numbers.astype(np.int64), shape)

    def end(self, sizes: Sizes) -> int:
        """The least integer that is too large."""
        if isinstance(self.below, str):
            return sizes[self.below][0]
        return self.below if self.below is not None else int(min(self.high, 5)) + 1


@dataclass(frozen=True, kw_only=True)
class Number(Argument):
    """One number: a rate, a count, a seed.

    Attributes:
        low, high: the interval in which it lies; ``open_low`` and ``open_high`` as for `Array`.
        whole: it is an int.
        outside, infinite: what becomes of a number outside, and of an infinite one.
    """

    low: float = 0.0
    high: float = math.inf
    open_low: bool = False
    open_high: bool = False
    whole: bool = False
    outside: Refusal = False
    infinite: Refusal = False

    def draw(self, rng: np.random.Generator, sizes: Sizes) -> Any:
        """An ordinary value."""
        if self.whole:
            low = int(max(self.low, -5)) + self.open_low
            return int(low + min(2, max(0, min(self.high, low + 2) - low)))
        share = float(_RATE * (1 + rng.uniform(-_RATE_JITTER, _RATE_JITTER)))
        if math.isfinite(self.high) and math.isfinite(self.low):
            return self.low + share * (self.high - self.low)
        return (self.low if math.isfinite(self.low) else 0.0) + share

    @property
    def may_be_zero(self) -> bool:
        """Whether 0 is its lowest value, as of a rate."""
        return self.low == 0 and not self.open_low


@dataclass(frozen=True, kw_only=True)
class Word(Argument):
    """One of some words. ``unknown`` says what becomes of another one."""

    words: tuple[str, ...]
    unknown: Refusal = False

    def draw(self, rng: np.random.Generator, sizes: Sizes) -> str:
        """An ordinary value."""
        return self.words[0]

    def alternatives(self) -> Iterator[tuple[str, Argument]]:
        """The kinds that it may be, with a word for each where there are several."""
        for word in self.words:
            yield f'"{word}"', replace(self, words=(word,))


@dataclass(frozen=True, kw_only=True)
class Together(Argument):
    """A tuple of arguments: a pair of rates, the parameters of a layer."""

    parts: tuple[Argument, ...]

    def draw(self, rng: np.random.Generator, sizes: Sizes) -> Any:
        """An ordinary value."""
        return tuple(part.draw(rng, sizes) for part in self.parts)

    def arrays(self) -> Iterator[Array]:
        """The arrays in it."""
        for part in self.parts:
            yield from part.arrays()

    def map(self, value: Any, change: Change) -> Any:
        """The value with every array in it changed."""
        return tuple(p.map(v, change) for p, v in zip(self.parts, value, strict=True))

    def owned_by(self, name: str) -> Argument:
        """The argument with ``...`` in its shape made a symbol of its own."""
        return replace(
            self, parts=tuple(p.owned_by(f"{name}_{n}") for n, p in enumerate(self.parts))
        )


@dataclass(frozen=True, kw_only=True)
class ListOf(Argument):
    """A list of arguments of one kind. Those of any shape get a shape each."""

    items: tuple[Argument, ...]

    def draw(self, rng: np.random.Generator, sizes: Sizes) -> Any:
        """An ordinary value."""
        return [item.draw(rng, sizes) for item in self.items]

    def arrays(self) -> Iterator[Array]:
        """The arrays in it."""
        for item in self.items:
            yield from item.arrays()

    def map(self, value: Any, change: Change) -> Any:
        """The value with every array in it changed."""
        return [item.map(v, change) for item, v in zip(self.items, value, strict=True)]

    def owned_by(self, name: str) -> Argument:
        """The argument with ``...`` in its shape made a symbol of its own."""
        return replace(
            self, items=tuple(x.owned_by(f"{name}_{n}") for n, x in enumerate(self.items))
        )


@dataclass(frozen=True, kw_only=True)
class Either(Argument):
    """One of several kinds, each with a word for it."""

    kinds: Mapping[str, Argument]

    def alternatives(self) -> Iterator[tuple[str, Argument]]:
        """The kinds that it may be, with a word for each where there are several."""
        for word, kind in self.kinds.items():
            for inner, argument in kind.alternatives():
                yield " ".join(filter(None, (word, inner))), argument

    def owned_by(self, name: str) -> Argument:
        """The argument with ``...`` in its shape made a symbol of its own."""
        return replace(self, kinds={w: kind.owned_by(name) for w, kind in self.kinds.items()})


@dataclass(frozen=True, kw_only=True)
class Drawn(Argument):
    """A value that the author's function draws: ``make(rng, sizes)``."""

    make: Callable[[np.random.Generator, Sizes], Any]

    def draw(self, rng: np.random.Generator, sizes: Sizes) -> Any:
        """An ordinary value."""
        return self.make(rng, sizes)


@cache
def _sizes_up_to(largest: float, count: int) -> np.ndarray:
    """So many sizes, the largest of all being of this one."""
    return np.asarray(_sizes(count) * (largest / _SIZES[-1]))


@cache
def _sizes(count: int) -> np.ndarray:
    """So many sizes: some of them spread over all, or all again and again."""
    if count == 1:
        return _SIZES[5:6]
    places = np.linspace(0, len(_SIZES) - 1, min(count, len(_SIZES))).round().astype(int)
    return np.resize(_SIZES[places], count)


@cache
def _arrangement(name: str, count: int) -> np.ndarray:
    """An order of so many numbers, another one for each name."""
    return np.random.default_rng([crc32(name.encode()), count]).permutation(count)
