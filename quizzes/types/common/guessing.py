"""Blind answers: all of them where they are few, else a fair sample, always the same one."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from itertools import permutations, product
from math import factorial, prod
from typing import Any

MOST = 5040  # 7 entries in any order


def combinations_of(choices: Sequence[Sequence[Any]]) -> Iterator[tuple[Any, ...]]:
    """One choice for each part, every combination equally likely."""
    if prod(len(each) for each in choices) <= MOST:
        yield from product(*choices)
        return
    rng = random.Random("combinations")
    for _ in range(MOST):
        yield tuple(rng.choice(each) for each in choices)


def orders_of(entries: Sequence[Any]) -> Iterator[list[Any]]:
    """Every order of all entries, equally likely."""
    if factorial(len(entries)) <= MOST:
        yield from map(list, permutations(entries))
        return
    rng = random.Random("orders")
    for _ in range(MOST):
        yield rng.sample(list(entries), len(entries))
