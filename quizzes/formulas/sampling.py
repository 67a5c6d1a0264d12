"""What an author's formulas may call: random draws, arithmetic, the reference."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from grader import reference
from quizzes.formulas.expressions import FormulaError, Library

MAX_DRAWS = 1000  # entries of one drawn list


def formula_names() -> dict[str, Any]:
    """Names for every formula of an author: plain functions and `ref`, the reference."""
    return {**_FUNCTIONS, "ref": Library(reference), "pi": math.pi, "e": math.e, "inf": math.inf}


def draw_functions(rng: random.Random) -> dict[str, Callable[..., Any]]:
    """Names for formulas under ``draw``: functions that take their random numbers from ``rng``."""

    def step(low: float, high: float, by: float) -> float:
        """One value of low, low + by, … up to high."""
        return _clean(low + rng.randint(0, _steps(low, high, by)) * by)

    def steps(count: int, low: float, high: float, by: float) -> np.ndarray:
        """A list of values as from `step`."""
        return np.array([step(low, high, by) for _ in range(_count(count))])

    def whole(low: int, high: int) -> int:
        """One whole number, both ends included."""
        return rng.randint(int(low), int(high))

    def wholes(count: int, low: int, high: int) -> np.ndarray:
        """A list of whole numbers as from `whole`."""
        return np.array([rng.randint(int(low), int(high)) for _ in range(_count(count))])

    def pick(values: Sequence[Any]) -> Any:
        """One of the values."""
        return _to_python(rng.choice(list(values)))

    def sample(values: Sequence[Any], count: int) -> Any:
        """Several of the values, each at most once, in random order."""
        return _array_unless_texts(rng.sample(list(values), _count(count)))

    def chance(share: float) -> bool:
        """True in this share of draws."""
        return rng.random() < share

    functions = (step, steps, whole, wholes, pick, sample, chance)
    return {function.__name__: function for function in functions}


def _steps(low: float, high: float, by: float) -> int:
    count = round((high - low) / by) if by > 0 else -1
    if count < 0 or count > 10**6:
        raise FormulaError(f"cannot go from {low:g} to {high:g} by {by:g}")
    return count


def _count(count: int) -> int:
    if not 0 <= count <= MAX_DRAWS:
        raise FormulaError(f"cannot draw {count} values")
    return int(count)


def _clean(value: float) -> float:
    """0.3 rather than 0.30000000000000004, and no negative zero."""
    return round(float(value), 10) + 0.0


def _to_python(value: Any) -> Any:
    return value.item() if isinstance(value, np.generic) else value


def _array_unless_texts(values: list[Any]) -> Any:
    entries = [_to_python(value) for value in values]
    return entries if any(isinstance(entry, str) for entry in entries) else np.array(entries)


def _grid(low: float, high: float, by: float) -> np.ndarray:
    return np.array([_clean(low + k * by) for k in range(_count(_steps(low, high, by) + 1))])


def _round(value: Any, digits: int = 0) -> Any:
    return _to_python(np.round(value, digits) + 0.0)


def _of_values(function: Callable[..., Any]) -> Callable[..., Any]:
    """The function of one list, or of its values as arguments."""
    return lambda *values: _to_python(
        function(np.asarray(values[0] if len(values) == 1 else values))
    )


def _range(*ends: float) -> np.ndarray:
    whole = range(*(int(end) for end in ends))
    return np.array(whole[: _count(len(whole))])


def _sorted(values: Any) -> np.ndarray:
    return np.sort(np.asarray(values))


_FUNCTIONS: dict[str, Callable[..., Any]] = {
    "abs": np.abs,
    "sqrt": np.sqrt,
    "exp": np.exp,
    "log": np.log,
    "log2": np.log2,
    "log10": np.log10,
    "sin": np.sin,
    "cos": np.cos,
    "tanh": np.tanh,
    "floor": lambda value: math.floor(value),
    "ceil": lambda value: math.ceil(value),
    "sign": np.sign,
    "round": _round,
    "sum": _of_values(np.sum),
    "mean": _of_values(np.mean),
    "min": _of_values(np.min),
    "max": _of_values(np.max),
    "prod": _of_values(np.prod),
    "any": _of_values(np.any),
    "all": _of_values(np.all),
    "argmin": _of_values(np.argmin),
    "argmax": _of_values(np.argmax),
    "norm": _of_values(np.linalg.norm),
    "count": _of_values(np.count_nonzero),
    "cumsum": lambda values: np.cumsum(values),
    "unique": lambda values: np.unique(values),
    "len": len,
    "sort": _sorted,
    "reverse": lambda values: np.asarray(values)[::-1],
    "where": lambda test, yes, no: np.where(test, yes, no),
    "range": _range,
    "grid": _grid,
    "int": lambda value: int(value),
    "float": lambda value: float(value),
    "array": lambda values: np.asarray(values, dtype=float),
    "join": lambda *parts: np.concatenate([np.atleast_1d(part) for part in parts]),
    "reshape": lambda values, *shape: np.reshape(values, tuple(int(n) for n in shape)),
    "transpose": lambda values: np.transpose(values),
}
