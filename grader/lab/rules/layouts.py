"""Rules on memory: the order of entries, strides, arrays that may not be written to."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from grader.lab.arguments import Array, Variant
from grader.lab.rules.rule import Calls, Rule, change_arrays, ordinary_sizes, with_any_axes
from grader.messages import message


def layout_rules(variant: Variant) -> Iterator[Rule]:
    """The rules on memory, for every function that takes arrays."""
    if not any(map(variant.arrays, variant.arguments)):
        return
    hint = message("How the entries lie in memory must not matter: work by index.")
    yield Rule("Any order in memory", hint, lambda rng: _orders(variant, rng))
    hint = message("The arrays that are given may be read-only: write into one of your own.")
    yield Rule("Read-only arrays", hint, lambda rng: _read_only(variant, rng))


def _orders(variant: Variant, rng: np.random.Generator) -> Calls:
    orders = (("Fortran order", _fortran), ("every second entry", spaced))
    for word, change in orders if variant.first_kinds else orders[:1]:
        values = variant.draw(rng, with_any_axes(variant, (4, 3), (3, 2)))
        yield word, change_arrays(variant, values, change)


def _fortran(array: Array, value: np.ndarray) -> np.ndarray:
    return np.asfortranarray(value)


def spaced(array: Array, value: np.ndarray) -> np.ndarray:
    """The same entries, with as many others between them in memory."""
    if not value.ndim:
        return value
    return np.repeat(value, 2, axis=-1)[..., ::2]


def _read_only(variant: Variant, rng: np.random.Generator) -> Calls:
    values = variant.draw(rng, ordinary_sizes(variant))
    yield "read-only", change_arrays(variant, values, _locked)


def _locked(array: Array, value: np.ndarray) -> np.ndarray:
    value.flags.writeable = False
    return value
