"""Arguments as trees: entries and fixed values in dictionaries, lists and tuples."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from tests.grader.reference.sweep.declarations import Fixed
from tests.grader.reference.sweep.extremes import filled
from tests.grader.reference.sweep.kinds import Entry
from tests.grader.reference.sweep.layouts import in_dtype

Tree = Any


def each(tree: Tree, change: Callable[[Entry, str], Any], path: str = "") -> Tree:
    """The tree with the value of every entry replaced by `change(entry, path)`."""
    if isinstance(tree, Entry):
        return Entry(tree.kind, change(tree, path), tree.by_row)
    if isinstance(tree, dict):
        return {key: each(part, change, str(key)) for key, part in tree.items()}
    if isinstance(tree, (list, tuple)):
        return type(tree)(each(part, change, f"{path}[{i}]") for i, part in enumerate(tree))
    return tree


def values(tree: Tree) -> Any:
    """What is passed to the function."""
    if isinstance(tree, dict):
        return {key: values(part) for key, part in tree.items()}
    if isinstance(tree, (list, tuple)):
        return type(tree)(values(part) for part in tree)
    return tree.get() if isinstance(tree, Fixed) else tree.value


def entries(tree: Tree, path: str = "") -> Iterator[tuple[str, Entry]]:
    """Every entry with its path."""
    if isinstance(tree, Entry):
        yield path, tree
    elif isinstance(tree, dict):
        for key, part in tree.items():
            yield from entries(part, str(key))
    elif isinstance(tree, (list, tuple)):
        for i, part in enumerate(tree):
            yield from entries(part, f"{path}[{i}]")


def cast(tree: Tree, dtype: str) -> Tree:
    return each(tree, lambda entry, _: in_dtype(entry, dtype))


def listed(tree: Tree) -> Tree:
    """Python lists in place of arrays."""
    return each(tree, lambda entry, _: entry.value.tolist())


def laid_out(tree: Tree, layout: Callable[[np.ndarray], Any]) -> Tree:
    return each(tree, lambda entry, _: layout(entry.value))


def widened(tree: Tree) -> Tree:
    """The same numbers in float64, contiguous; integers and masks as they are."""

    def wide(entry: Entry, _: str) -> np.ndarray:
        value = np.asarray(entry.value)
        if entry.is_float:
            return np.array(value, dtype=np.float64, order="C")
        if entry.kind == "mask":
            return np.array(value, dtype=bool, order="C")
        return np.array(value, dtype=np.int64, order="C") if value.size else value.astype(int)

    return each(tree, wide)


def with_extreme(tree: Tree, name: str, rows: str, dtype: str, which: Any) -> Tree:
    """The tree in a dtype, with an extreme in the entries that `which` tells, or that it names.

    In "first" rows those that `which` tells keep their numbers if they have no row an example.
    """

    def fill(entry: Entry, path: str) -> Any:
        if isinstance(which, str):
            chosen = which == path
        else:
            chosen = which(entry) and (rows == "all" or entry.by_row)
        return filled(entry, name, dtype, rows) if chosen else in_dtype(entry, dtype)

    return each(tree, fill)
