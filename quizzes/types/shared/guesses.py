"""Blind guesses: all of them where they are few, otherwise a fixed random sample."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from itertools import permutations, product
from math import factorial, prod
from typing import TypeVar

MAX_GUESSES = 5040  # seven entries in any order; some 0.1 s of scoring
EntryT = TypeVar("EntryT")


def combinations_of(choices: Sequence[Sequence[EntryT]]) -> Iterator[tuple[EntryT, ...]]:
    """One choice for each part; every combination is equally likely."""
    if prod(map(len, choices)) <= MAX_GUESSES:
        yield from product(*choices)
        return
    rng = random.Random("combinations")
    for _ in range(MAX_GUESSES):
        yield tuple(rng.choice(options) for options in choices)


def orders_of(entries: Sequence[EntryT]) -> Iterator[list[EntryT]]:
    """The entries in every order; all orders are equally likely."""
    if factorial(len(entries)) <= MAX_GUESSES:
        yield from map(list, permutations(entries))
        return
    rng = random.Random("orders")
    for _ in range(MAX_GUESSES):
        yield rng.sample(list(entries), len(entries))
