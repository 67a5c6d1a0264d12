"""The words with which ``cases.py`` declares arguments; each makes an `Argument`.

Where a keyword takes ``True``, ``False`` or an exception: ``True`` allows such values, an exception
says that they are refused with it, and with ``False`` nothing is said and nothing asked.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from grader.lab.arguments import kinds
from grader.lab.arguments.kinds import Argument, Array, Refusal
from grader.lab.arguments.shapes import ANY, Sizes, parse_shape


def floats(shape: str = ANY, **options: Any) -> Array:
    """An array of floats of a shape, any one unless given; ``options`` are those of `Array`."""
    return Array(shape=parse_shape(shape), **options)


def logits(shape: str = ANY, **options: Any) -> Array:
    """Scores of any sign, up to about 6."""
    return floats(shape, **{"largest": 6.0, **options})


def probabilities(shape: str = ANY, **options: Any) -> Array:
    """Numbers in [0, 1]; ``open_low`` and ``open_high`` leave the ends out."""
    return floats(shape, low=0.0, high=1.0, **options)


def labels(shape: str = ANY, **options: Any) -> Array:
    """Labels in [0, 1], fractions among them."""
    return floats(shape, low=0.0, high=1.0, **options)


def distributions(shape: str, **options: Any) -> Array:
    """Probabilities that add up to 1 over the last axis."""
    return kinds.Distributions(
        shape=parse_shape(shape), low=0.0, high=1.0, **{"integers": False, "ties": False, **options}
    )


def integers(shape: str = ANY, low: float = -math.inf, **options: Any) -> Array:
    """An array of integers, of any integer dtype, from ``low`` on and below ``below``."""
    return kinds.Integers(shape=parse_shape(shape), low=low, **options)


def classes(shape: str, below: str | int, **options: Any) -> Array:
    """Class numbers from 0 to ``below`` - 1, where ``below`` is a number or a symbol."""
    return integers(shape, low=0, below=below, **options)


def counts(shape: str = ANY, **options: Any) -> Array:
    """Numbers of events: integers from 0 on."""
    return integers(shape, low=0, **options)


def rate(low: float = 0.0, high: float = math.inf, **options: Any) -> kinds.Number:
    """One float from ``low`` to ``high``: a rate, a threshold, a factor."""
    return kinds.Number(low=low, high=high, **options)


def count(low: int = 1, high: float = math.inf, **options: Any) -> kinds.Number:
    """One int from ``low`` to ``high``: how many steps, rows, passes."""
    return kinds.Number(low=low, high=high, whole=True, **options)


def seed() -> kinds.Number:
    """A seed for ``numpy.random.default_rng``."""
    return kinds.Number(low=0, whole=True)


def word(*words: str, unknown: Refusal = False) -> kinds.Word:
    """One of some words; every one is asked for."""
    return kinds.Word(words=words, unknown=unknown)


def pair(first: Argument, second: Argument, *more: Argument) -> kinds.Together:
    """A tuple of two arguments, or more."""
    return kinds.Together(parts=(first, second, *more))


def list_of(*items: Argument) -> kinds.ListOf:
    """A list with these items. One alone stands for three of its kind."""
    return kinds.ListOf(items=items * 3 if len(items) == 1 else items)


def either(**named: Argument) -> kinds.Either:
    """One of several kinds: ``either(array=floats(), list=list_of(floats()))``."""
    return kinds.Either(kinds=named)


def drawn(make: Callable[[np.random.Generator, Sizes], Any]) -> kinds.Drawn:
    """What no other word describes: ``make(rng, sizes)`` draws it; ``sizes["N"]`` is ``(5,)``."""
    return kinds.Drawn(make=make)
