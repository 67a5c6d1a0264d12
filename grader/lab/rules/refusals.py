"""Rules on what is refused: each argument in turn holds one thing that the declaration refuses."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from grader.lab.arguments import Argument, Array, Variant
from grader.lab.arguments.kinds import Integers, Number, Refusal, Word
from grader.lab.rules.rule import Calls, Rule, Values, ordinary_sizes
from grader.lab.rules.values import with_entry
from grader.messages import message

_FAR = 1000.0
_NEAR = 0.5
"""How far outside of an interval the numbers lie that must be refused."""
_OTHER_WORD = "something else"


def refusal_rules(variant: Variant) -> Iterator[Rule]:
    """A rule for each thing that the declaration refuses."""
    for name, argument in variant.arguments.items():
        yield from _argument_rules(variant, name, argument)
    for symbol, exception in variant.declaration.zero_raises.items():
        if symbol in variant.symbols:
            yield _empty_rule(variant, symbol, exception)


def _empty_rule(variant: Variant, symbol: str, exception: type[Exception]) -> Rule:
    bare = symbol.lstrip("*")
    hint = message("There is no answer without entries: raise {error}.", error=exception.__name__)
    sizes = ordinary_sizes(variant, **{bare: (0,)})
    title = f"Refuses empty arrays: {exception.__name__}"
    return Rule(title, hint, lambda rng: iter([("empty", variant.draw(rng, sizes))]), exception)


def _argument_rules(variant: Variant, name: str, argument: Argument) -> Iterator[Rule]:
    arrays = list(argument.arrays())
    if isinstance(argument, Array) or len(arrays) == 1:
        yield from _array_rules(variant, name, arrays[0])
    if isinstance(argument, Number):
        interval = _interval(argument)
        yield from _rule(
            variant, name, argument.outside, f"Refuses {name} outside {interval}",
            message("{name} lies in {interval}.", name=name, interval=interval),
            lambda value, rng: [(f"{n:g}", n) for n in _outside(argument)],
        )  # fmt: skip
        if argument.whole:
            yield from _rule(
                variant, name, argument.wrong_type, f"Refuses {name} that is no integer",
                message("{name} is a whole number.", name=name),
                lambda value, rng: [("a fraction", value + 0.5)],
            )  # fmt: skip
    if isinstance(argument, Word):
        yield from _rule(
            variant, name, argument.unknown, f"Refuses an unknown {name}",
            message("{name} is one of the words that the statement lists.", name=name),
            lambda value, rng: [("another word", _OTHER_WORD)],
            any_word=True,
        )  # fmt: skip


def _array_rules(variant: Variant, name: str, array: Array) -> Iterator[Rule]:
    change, interval = variant.arguments[name].map, _interval(array)

    def with_number(value: Any, number: float, place: int = -1) -> Any:
        return change(value, lambda array, entries: with_entry(entries, number, place))

    yield from _rule(
        variant, name, array.outside, f"Refuses {name} outside {interval}",
        message("Every entry of {name} lies in {interval}.", name=name, interval=interval),
        lambda value, rng: [
            (word, with_number(_undecided(value, variant, name), number, 1 - turn))
            for turn, (word, number) in enumerate(_outside_entries(array, variant))
        ],
    )  # fmt: skip
    yield from _rule(
        variant, name, array.nan, f"Refuses NaN in {name}",
        message("{name} does not hold NaN.", name=name),
        lambda value, rng: [("", with_number(value, np.nan))],
    )  # fmt: skip
    yield from _rule(
        variant, name, array.infinite, f"Refuses infinity in {name}",
        message("{name} is finite.", name=name),
        lambda value, rng: [(f"{n:g}", with_number(value, n)) for n in (np.inf, -np.inf)],
    )  # fmt: skip
    yield from _rule(
        variant, name, array.wrong_shape, f"Refuses {name} of another shape",
        message(
            "{name} has the shape {shape} and no other: NumPy would broadcast it unseen.",
            name=name, shape=_shape_text(variant, name, array),
        ),
        lambda value, rng: [(word, change(value, f)) for word, f in _OTHER_SHAPES.items()],
    )  # fmt: skip
    if isinstance(array, Integers):
        yield from _integer_rules(variant, name, array)


def _undecided(value: Any, variant: Variant, name: str) -> Any:
    """With class numbers that are alike: which others are beside the refused one decides nothing.

    They are the second class where there is one, as the first and the last are often special.
    """

    def alike(array: Array, entries: np.ndarray) -> np.ndarray:
        if not isinstance(array, Integers) or not math.isfinite(array.low):
            return entries
        second = int(array.low) + 1
        is_allowed = second < array.end(ordinary_sizes(variant))
        return np.full_like(entries, second if is_allowed else int(array.low))

    return variant.arguments[name].map(value, alike)


def _integer_rules(variant: Variant, name: str, array: Integers) -> Iterator[Rule]:
    change = variant.arguments[name].map
    yield from _rule(
        variant, name, array.wrong_type, f"Refuses {name} that are no integers",
        message("{name} holds integers.", name=name),
        lambda value, rng: [("floats", change(value, lambda a, v: v.astype(float)))],
    )  # fmt: skip
    yield from _rule(
        variant, name, array.repeated, f"Refuses {name} that repeat",
        message("No entry of {name} comes twice.", name=name),
        lambda value, rng: [("twice", change(value, lambda a, v: np.full_like(v, v.flat[0])))],
    )  # fmt: skip


def _shape_text(variant: Variant, name: str, array: Array) -> str:
    """The shape as the statement has it: ``(N,)``, or that of the argument it is shared with."""
    symbols = array.shape.symbols
    if len(array.shape.axes) == 1 and symbols and symbols[0].startswith("*"):
        others = [
            n
            for n in variant.arguments
            if n != name and any(symbols[0] in a.shape.symbols for a in variant.arrays(n))
        ]
        if others:
            return message("of {name}", name=others[0])
    return str(array.shape)


_OTHER_SHAPES: dict[str, Callable[[Array, np.ndarray], np.ndarray]] = {
    "an axis more": lambda array, value: value[..., None],
    "an axis before": lambda array, value: value[None],
    "an entry more": lambda array, value: np.concatenate([value, value[:1]]),
    "an entry less": lambda array, value: value[:-1],
    "one entry": lambda array, value: value[:1],
}


def _rule(
    variant: Variant,
    name: str,
    refusal: Refusal,
    title: str,
    rule: str,
    others: Callable[[Any, np.random.Generator], list[tuple[str, Any]]],
    any_word: bool = False,
) -> Iterator[Rule]:
    """The rule, where the declaration names an exception."""
    if isinstance(refusal, bool):
        return
    exception = refusal.__name__
    hint = message("{rule} Raise {error} for anything else.", rule=rule, error=exception)

    def calls(rng: np.random.Generator) -> Calls:
        values: Values = variant.draw(rng, ordinary_sizes(variant))
        for word, other in others(values[name], rng):
            yield f"{name} {word}".strip(), values | {name: other}

    yield Rule(title, hint, calls, refusal, any_word)


def _interval(limited: Array | Number) -> str:
    if isinstance(limited, Integers) and limited.below is not None:
        last = f"{limited.below} - 1" if isinstance(limited.below, str) else limited.below - 1
        return f"{limited.low:g} to {last}"
    left, right = "(" if limited.open_low else "[", ")" if limited.open_high else "]"
    low = "-∞" if math.isinf(limited.low) else f"{limited.low:g}"
    high = "∞" if math.isinf(limited.high) else f"{limited.high:g}"
    left, right = "(" if low == "-∞" else left, ")" if high == "∞" else right
    return f"{left}{low}, {high}{right}"


def _outside(number: Number) -> list[float]:
    found = [number.low - 1] if math.isfinite(number.low) else []
    found += [number.low] if number.open_low and math.isfinite(number.low) else []
    found += [number.high + 1] if math.isfinite(number.high) else []
    found += [number.high] if number.open_high and math.isfinite(number.high) else []
    return [int(n) if number.whole else float(n) for n in found]


def _outside_entries(array: Array, variant: Variant) -> list[tuple[str, float]]:
    if isinstance(array, Integers):
        found = [("below", array.low - 1)] if math.isfinite(array.low) else []
        if array.below is None and math.isinf(array.high):
            return found
        end = array.end(ordinary_sizes(variant))
        return [*found, ("at the end", end), ("far beyond the end", end + 100)]
    found = []
    if math.isfinite(array.low):
        found += [("just below", array.low - _NEAR), ("far below", array.low - _FAR)]
        found += [("at the lower end", array.low)] if array.open_low else []
    if math.isfinite(array.high):
        found += [("just above", array.high + _NEAR), ("far above", array.high + _FAR)]
        found += [("at the upper end", array.high)] if array.open_high else []
    return found
