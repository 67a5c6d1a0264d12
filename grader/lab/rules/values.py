"""Rules on special values: zeros, equal entries, infinity, NaN, rates of 0, what is left out."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from grader.lab.arguments import Argument, Array, Variant
from grader.lab.arguments.kinds import Distributions, Integers, Number, Together, Word
from grader.lab.rules.dtypes import (
    has_zero_rate,
    is_float,
    may_be_zero,
    with_zero_rates,
    zeroed,
)
from grader.lab.rules.rule import (
    Calls,
    Rule,
    change_arrays,
    listed,
    names_of,
    ordinary_sizes,
)
from grader.messages import message

TIE = 2.0
"""The rate to which entries are equal, where the rate may be 2; its double is 2 squared."""


def value_rules(variant: Variant, defaults: Mapping[str, Any]) -> Iterator[Rule]:
    """The rules on special values that the declaration asks for.

    Args:
        variant: of a function.
        defaults: of its parameters, those that have one.
    """
    if names := names_of(variant, only=_has_zeros):
        hint = message("Zeros in {names}, of either sign, need no exception.", names=names)
        yield Rule("Zeros of both signs", hint, lambda rng: _zeros(variant, rng))
    if names := names_of(variant, only=_has_ties):
        hint = message("Entries of {names} may be equal to each other.", names=names)
        yield Rule("Equal entries", hint, lambda rng: _ties(variant, rng))
    if names := names_of(variant, only=lambda a: a.infinite is True):
        yield Rule("Infinite entries", _infinite_hint(names), lambda rng: _infinite(variant, rng))
    if names := names_of(variant, only=lambda a: a.nan is True):
        hint = message("Entries of {names} may be NaN.", names=names)
        yield Rule("NaN", hint, lambda rng: _nan(variant, rng))
    if names := listed(_with_ends(variant)):
        hint = message("The ends of the range of {names} belong to it.", names=names)
        yield Rule("Ends of the range", hint, lambda rng: _ends(variant, rng))
    if not variant.first_kinds:
        return  # numbers and defaults are asked for once, with the first kind of each argument
    if rates := _rates(variant):
        hint = message("{names} may be 0: nothing may be divided by it.", names=listed(rates))
        yield Rule("Rates of 0", hint, lambda rng: _rates_of_zero(variant, rng))
    left = [
        name
        for name in defaults
        if name not in variant.declaration.given
        and _may_be_left_out(variant.arguments.get(name), defaults[name])
    ]
    if left:
        hint = message("{names} may be left out: give it its default.", names=listed(left))
        yield Rule("Arguments left out", hint, lambda rng: _left_out(variant, left, rng))


def _may_be_left_out(argument: Argument | None, default: Any) -> bool:
    """Whether the function is then asked for the same thing."""
    return argument is not None and not (
        isinstance(argument, Word) and argument.words != (default,)
    )


def _infinite_hint(names: str) -> str:
    return message(
        "Entries of {names} may be infinite: where do yours meet ∞ - ∞, 0 · ∞ or ∞ / ∞?",
        names=names,
    )


def _has_zeros(array: Array) -> bool:
    return may_be_zero(array) and array.zeros


def _has_ties(array: Array) -> bool:
    return is_float(array) and array.ties


def _zeros(variant: Variant, rng: np.random.Generator) -> Calls:
    def some(array: Array, value: np.ndarray) -> np.ndarray:
        if not _has_zeros(array) or not value.size:
            return value
        flat, places = value.reshape(-1).copy(), by_size(value)
        flat[places[: max(1, value.size // 3)]] = 0.0
        flat[places[-1]] = -0.0
        return flat.reshape(value.shape)

    changes = (("some zero", some), ("all zero", zeroed))
    for word, change in changes if variant.first_kinds else changes[:1]:
        yield word, change_arrays(variant, variant.draw(rng, ordinary_sizes(variant)), change)


def _ties(variant: Variant, rng: np.random.Generator) -> Calls:
    def some(array: Array, value: np.ndarray) -> np.ndarray:
        if not _has_ties(array) or not value.size:
            return value
        tie = TIE if array.holds(TIE) else value.flat[0]
        flat, places = value.reshape(-1).copy(), by_size(value)
        flat[places[: (value.size + 1) // 2]] = tie
        if array.holds(-tie) and value.size > 1:
            flat[places[-1]] = -tie
        return flat.reshape(value.shape)

    values = change_arrays(variant, variant.draw(rng, ordinary_sizes(variant)), some)
    yield "some equal", {n: _at_tie(variant.arguments[n], value) for n, value in values.items()}


def _at_tie(argument: Argument, value: Any) -> Any:
    """A rate, or the first of several, where entries are equal to it."""
    if isinstance(argument, Together) and not list(argument.arrays()):
        return (_at_tie(argument.parts[0], value[0]), *value[1:])
    if isinstance(argument, Number) and not argument.whole and argument.low <= TIE < argument.high:
        return TIE
    return value


def _infinite(variant: Variant, rng: np.random.Generator) -> Calls:
    for name in variant.arguments:
        if not any(array.infinite is True for array in variant.arrays(name)):
            continue

        def some(array: Array, value: np.ndarray) -> np.ndarray:
            return _with_infinities(array, value) if array.infinite is True else value

        values = variant.draw(rng, ordinary_sizes(variant))
        yield f"{name} infinite", values | {name: variant.arguments[name].map(values[name], some)}


def _with_infinities(array: Array, value: np.ndarray) -> np.ndarray:
    """Infinities of each sign that the interval has, in place of the largest entries."""
    signs = [sign * np.inf for sign in (1, -1) if array.holds(sign * np.inf)]
    flat, places = value.reshape(-1).copy(), by_size(value)
    largest = places[::-1][: len(signs)]
    flat[largest] = signs[: largest.size]
    return flat.reshape(value.shape)


def _nan(variant: Variant, rng: np.random.Generator) -> Calls:
    for name in variant.arguments:
        if not any(array.nan is True for array in variant.arrays(name)):
            continue

        def some(array: Array, value: np.ndarray) -> np.ndarray:
            return with_entry(value, np.nan) if array.nan is True else value

        values = variant.draw(rng, ordinary_sizes(variant))
        yield f"{name} NaN", values | {name: variant.arguments[name].map(values[name], some)}


def by_size(value: np.ndarray) -> np.ndarray:
    """The places of the entries from the smallest to the largest: in every draw the same ones are
    replaced, wherever they lie."""
    return np.argsort(value, axis=None)


def with_entry(value: np.ndarray, number: float, place: int = -1) -> np.ndarray:
    """The array with one entry replaced: at the same place in every draw, so that none is luckier.

    Args:
        value: of any shape.
        number: the new entry.
        place: among all entries in their order, the last one unless given.
    """
    flat = value.reshape(-1).copy()
    if flat.size:
        flat[place % flat.size] = number
    return flat.reshape(value.shape)


def _with_ends(variant: Variant) -> list[str]:
    """Arguments whose range ends at a number that belongs to it, 0 of a rate aside."""
    return [
        name
        for name, argument in variant.arguments.items()
        if any(_ends_of(array) for array in argument.arrays())
        or (isinstance(argument, Number) and _ends_of(argument))
    ]


def _ends_of(limited: Array | Number) -> list[float]:
    if isinstance(limited, (Integers, Distributions)):
        return []
    low_counts = isinstance(limited, Array) or limited.whole or limited.low != 0
    ends = [limited.low] if low_counts and not limited.open_low else []
    ends += [] if limited.open_high else [limited.high]
    return [end for end in ends if math.isfinite(end)]


def _ends(variant: Variant, rng: np.random.Generator) -> Calls:
    """Each argument in turn; an array has both ends among its entries."""

    def at_ends(array: Array, value: np.ndarray) -> np.ndarray:
        flat, places = value.reshape(-1).copy(), by_size(value)
        for turn, end in enumerate(_ends_of(array)):
            flat[places[turn::3]] = end
        return flat.reshape(value.shape)

    for name in _with_ends(variant):
        argument = variant.arguments[name]
        values = variant.draw(rng, ordinary_sizes(variant))
        if not isinstance(argument, Number):
            yield name, values | {name: argument.map(values[name], at_ends)}
            continue
        for end in _ends_of(argument):
            yield f"{name} = {end:g}", values | {name: int(end) if argument.whole else end}


def _rates(variant: Variant) -> list[str]:
    return [name for name, argument in variant.arguments.items() if has_zero_rate(argument)]


def _rates_of_zero(variant: Variant, rng: np.random.Generator) -> Calls:
    """Each rate alone, where there are several; all, among zeros and infinities or nothing else."""
    names = _rates(variant)
    each = [entry for n in names for entry in _zeroed(variant.arguments[n], variant, n, rng)]
    yield from each if len(each) > 1 else ()

    def special(array: Array, value: np.ndarray) -> np.ndarray:
        if may_be_zero(array) and value.size:
            value = with_entry(value, 0.0, int(by_size(value)[0]))
        return _with_infinities(array, value) if array.infinite is True else value

    for word, change in (("all = 0", special), ("all = 0, zeros", zeroed)):
        values = with_zero_rates(variant, variant.draw(rng, ordinary_sizes(variant)))
        yield word, change_arrays(variant, values, change)


def _zeroed(argument: Argument, variant: Variant, name: str, rng: np.random.Generator) -> Calls:
    """The rate, or each of a tuple of rates, made 0 alone."""
    parts = argument.parts if isinstance(argument, Together) else (argument,)
    for place, part in enumerate(parts):
        if not has_zero_rate(part):
            continue
        values = variant.draw(rng, ordinary_sizes(variant))
        if isinstance(argument, Together):
            value = values[name]
            values[name] = (*value[:place], 0.0, *value[place + 1 :])
            yield f"[{place}] = 0", values
        else:
            yield "= 0", values | {name: 0.0}


def _left_out(variant: Variant, names: list[str], rng: np.random.Generator) -> Calls:
    for name in names if len(names) > 1 else ():
        values = variant.draw(rng, ordinary_sizes(variant))
        yield f"without {name}", {n: v for n, v in values.items() if n != name}
    values = variant.draw(rng, ordinary_sizes(variant))
    yield "without all of them", {n: v for n, v in values.items() if n not in names}
