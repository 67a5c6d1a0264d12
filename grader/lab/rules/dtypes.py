"""Rules on dtypes: float32, integers, bools, and the integer dtypes of class numbers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from grader.lab.arguments import Argument, Array, Variant
from grader.lab.arguments.declarations import NUMBER
from grader.lab.arguments.kinds import Distributions, Integers, Number, Together
from grader.lab.rules.rule import Calls, Rule, Values, change_arrays, names_of, ordinary_sizes
from grader.messages import message

INTEGERS = (np.int32, np.uint8, np.int8)
"""Dtypes in which class numbers come, beside int64."""


def dtype_rules(variant: Variant) -> Iterator[Rule]:
    """The rules on dtypes that the declaration asks for."""
    arrays = [array for name in variant.arguments for array in variant.arrays(name)]
    if any(is_float(array) and array.float32 for array in arrays):
        yield Rule(
            "float32 in, float32 out", _float32_hint(variant), lambda rng: _float32(variant, rng)
        )
    if any(is_float(array) and array.integers for array in arrays):
        names = names_of(variant, only=lambda a: is_float(a) and a.integers)
        hint = message(
            "Whole numbers in {names} give a float64 answer: convert before computing.", names=names
        )
        yield Rule("Integers in, float64 out", hint, lambda rng: _integers(variant, rng))
    if any(is_float(array) and array.bools for array in arrays):
        names = names_of(variant, only=lambda a: is_float(a) and a.bools)
        hint = message("True and False in {names} count as 1 and 0.", names=names)
        yield Rule("Bools count as 1 and 0", hint, lambda rng: _bools(variant, rng))
    if any(isinstance(array, Integers) for array in arrays):
        names = names_of(variant, only=lambda a: isinstance(a, Integers))
        hint = message(
            "{names} may have any integer dtype: nothing may be computed in eight bits.",
            names=names,
        )
        yield Rule("Any integer dtype", hint, lambda rng: _integer_dtypes(variant, rng))


def is_float(array: Array) -> bool:
    """Whether the array is one of floats."""
    return not isinstance(array, Integers)


def may_be_zero(array: Array) -> bool:
    """Whether the array is one of floats that may all be 0."""
    return is_float(array) and array.holds(0) and not isinstance(array, Distributions)


def zeroed(array: Array, value: np.ndarray) -> np.ndarray:
    """Zeros, where the array may hold them."""
    return np.zeros(value.shape) if may_be_zero(array) else value


def has_zero_rate(argument: Argument) -> bool:
    """Whether the argument is a rate that may be 0, or a tuple with such rates."""
    if isinstance(argument, Together):
        return not list(argument.arrays()) and any(map(has_zero_rate, argument.parts))
    return isinstance(argument, Number) and argument.may_be_zero and not argument.whole


def with_zero_rates(variant: Variant, values: Values) -> Values:
    """The values with every rate 0 that may be."""
    return {name: _zero_rate(variant.arguments[name], value) for name, value in values.items()}


def _zero_rate(argument: Argument, value: Any) -> Any:
    if isinstance(argument, Together) and has_zero_rate(argument):
        return tuple(_zero_rate(p, v) for p, v in zip(argument.parts, value, strict=True))
    return 0.0 if has_zero_rate(argument) else value


def _float32_hint(variant: Variant) -> str:
    names = names_of(variant, only=lambda a: is_float(a) and a.float32)
    if variant.declaration.gives == NUMBER:
        return message("float32 in {names} is as good as float64.", names=names)
    return message(
        "float32 in {names} gives a float32 answer: no step may turn it into float64.", names=names
    )


def _float32(variant: Variant, rng: np.random.Generator) -> Calls:
    """Zeros and rates of 0 too: where those are answered apart, a dtype is easily lost."""
    yield "float32", single(variant, variant.draw(rng, ordinary_sizes(variant)))
    if not variant.first_kinds:
        return
    values = variant.draw(rng, ordinary_sizes(variant))
    yield "float32 zeros", single(variant, change_arrays(variant, values, zeroed))
    if any(map(has_zero_rate, variant.arguments.values())):
        values = variant.draw(rng, ordinary_sizes(variant))
        yield "float32, rates of 0", single(variant, with_zero_rates(variant, values))


def single(variant: Variant, values: Values) -> Values:
    """The values with float32 wherever the declaration has it."""
    return change_arrays(variant, values, _as_float32)


def _as_float32(array: Array, value: np.ndarray) -> np.ndarray:
    return value.astype(np.float32) if is_float(array) and array.float32 else value


def _integers(variant: Variant, rng: np.random.Generator) -> Calls:
    drawn: dict[Array, np.ndarray] = {}

    def whole(array: Array, value: np.ndarray) -> np.ndarray:
        if not (is_float(array) and array.integers):
            return value
        numbers = array.whole(value.shape)
        if not variant.is_ordered(array):
            numbers = rng.permutation(numbers)
        others = [known for other, known in drawn.items() if other != array]
        if numbers.ndim and any(np.array_equal(numbers, known) for known in others):
            numbers = np.roll(numbers, 1, axis=0)  # exchanged they would be the same arguments
        drawn[array] = numbers
        return numbers

    def zeros(array: Array, value: np.ndarray) -> np.ndarray:
        fits = is_float(array) and array.integers and array.holds(0)
        return np.zeros(value.shape, int) if fits else whole(array, value)

    changes = (("integers", whole), ("integer zeros", zeros))
    for word, change in changes if variant.first_kinds else changes[:1]:
        yield word, change_arrays(variant, variant.draw(rng, ordinary_sizes(variant)), change)
    if variant.first_kinds and any(map(has_zero_rate, variant.arguments.values())):
        values = variant.draw(rng, ordinary_sizes(variant))
        values = change_arrays(variant, with_zero_rates(variant, values), whole)
        yield "integers, rates of 0", values


def _bools(variant: Variant, rng: np.random.Generator) -> Calls:
    def change(array: Array, value: np.ndarray) -> np.ndarray:
        if not (is_float(array) and array.bools):
            return value
        flags = np.arange(value.size) % 2 == 0
        mixed = flags if variant.is_ordered(array) else rng.permutation(flags)
        return mixed.reshape(value.shape)

    yield "bools", change_arrays(variant, variant.draw(rng, ordinary_sizes(variant)), change)


def _integer_dtypes(variant: Variant, rng: np.random.Generator) -> Calls:
    for dtype in INTEGERS:

        def change(array: Array, value: np.ndarray, dtype: type = dtype) -> np.ndarray:
            fits = isinstance(array, Integers) and (array.low >= 0 or dtype is not np.uint8)
            return value.astype(dtype) if fits else value

        values = variant.draw(rng, ordinary_sizes(variant))
        yield np.dtype(dtype).name, change_arrays(variant, values, change)
