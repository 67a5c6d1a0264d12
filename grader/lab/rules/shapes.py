"""Rules on shapes: no entries, one entry, no axes, more axes."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from grader.lab.arguments import Variant
from grader.lab.arguments.shapes import Axes
from grader.lab.rules.dtypes import single
from grader.lab.rules.rule import Calls, Rule, ordinary_sizes, with_any_axes
from grader.messages import message


def shape_rules(variant: Variant) -> Iterator[Rule]:
    """The rules on shapes that the declaration asks for."""
    stars = any(symbol.startswith("*") for symbol in variant.symbols)
    if empty_symbols(variant):
        hint = message("Arrays without entries are answered like any others, in the right shape.")
        yield Rule("Empty arrays", hint, lambda rng: _empty(variant, rng))
    if variant.symbols:
        hint = message("One entry is enough: nothing may depend on there being more.")
        yield Rule("A single entry", hint, lambda rng: _one(variant, rng))
    if stars:
        hint = message("The shape is any one: the answer for a matrix has the shape of a matrix.")
        yield Rule("More axes", hint, lambda rng: _more_axes(variant, rng))
    if stars and variant.declaration.scalars:
        hint = message("An array without axes holds one number: np.array(3.0) has the shape ().")
        yield Rule("No axes", hint, lambda rng: _no_axes(variant, rng))


def empty_symbols(variant: Variant) -> list[str]:
    """Symbols whose length may be 0."""
    declaration = variant.declaration
    return [
        symbol
        for symbol in variant.symbols
        if symbol not in declaration.zero_raises
        and (
            symbol in declaration.zero
            or (symbol.startswith("*") and symbol not in declaration.full)
        )
    ]


def _empty(variant: Variant, rng: np.random.Generator) -> Calls:
    """Each symbol alone, then all; where an argument is of a further kind, the first one alone."""
    symbols = empty_symbols(variant)
    for symbol in symbols if variant.first_kinds else symbols[:1]:
        bare = symbol.lstrip("*")
        if len(symbols) > 1 or not symbol.startswith("*"):
            yield f"{bare} of (0,)", variant.draw(rng, ordinary_sizes(variant, **{bare: (0,)}))
    shapes: tuple[Axes, ...] = (
        ((0,), (0, 3)) if any(s.startswith("*") for s in symbols) else ((0,),)
    )
    shapes = shapes if variant.first_kinds else shapes[-1:]
    for shape in shapes:
        sizes = ordinary_sizes(variant, **{symbol.lstrip("*"): shape for symbol in symbols})
        values = variant.draw(rng, sizes)
        last = shape is shapes[-1]
        yield f"{shape}{', float32' * last}", single(variant, values) if last else values


def _one(variant: Variant, rng: np.random.Generator) -> Calls:
    least = variant.declaration.least
    ones = {symbol.lstrip("*"): (least.get(symbol, 1),) for symbol in variant.symbols}
    yield "one entry", variant.draw(rng, ordinary_sizes(variant, **ones))
    for symbol in variant.symbols:
        if symbol.startswith("*") or least.get(symbol, 1) > 1 or len(variant.symbols) == 1:
            continue
        yield f"{symbol} of 1", variant.draw(rng, ordinary_sizes(variant, **{symbol: (1,)}))


def _more_axes(variant: Variant, rng: np.random.Generator) -> Calls:
    yield "three axes", variant.draw(rng, with_any_axes(variant, (2, 1, 3), (3, 2)))


def _no_axes(variant: Variant, rng: np.random.Generator) -> Calls:
    yield "no axes", variant.draw(rng, with_any_axes(variant, ()))
