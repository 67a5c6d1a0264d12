"""What the shape or the dtype of an answer says when it is not the expected one."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from grader.messages import message

OFF_BY_ONE = (
    message(
        "There is one entry too many: is a slice or a range off by one, or something put in front "
        "or appended?"
    ),
    message(
        "There is one entry too few: does a slice, a range, np.diff or a condition leave one out?"
    ),
)


def shape_hint(got: Any, expected: Any) -> str:
    """Why an answer has another shape than the expected one; empty where nobody knows."""
    if isinstance(got, (list, tuple)) and isinstance(expected, (list, tuple)):
        return _lengths_hint(got, expected)
    if isinstance(got, (list, tuple)) or isinstance(expected, (list, tuple)):
        return ""
    shape, right = np.shape(got), np.shape(expected)
    if not shape and right:
        return message("Return one number for each entry instead of one in all: was it summed?")
    if shape and not right:
        return message("Return one number; the values still have to be reduced to it.")
    if _without_ones(shape) == _without_ones(right):
        if len(shape) > len(right):
            return message("An axis of length 1 is left over: (N, 1) is not (N,).")
        if len(shape) == len(right):
            return message("The shape is transposed: rows and columns are swapped.")
        return message("An axis of length 1 is missing: keepdims=True keeps it, [:, None] adds it.")
    if len(right) == 1 and shape == (right[0], right[0]):
        return message(
            "This is one value for each pair instead of one for each entry: (N,) with (N, 1) "
            "broadcasts to (N, N), and z[:, y] takes whole columns."
        )
    if 0 in right and len(shape) < len(right):
        return message(
            "An answer without entries keeps all of its axes, and np.array([]) has only one: give "
            "it its shape."
        )
    if len(right) > 1 and shape == (math.prod(right),):
        return message("The values are in one long row: reshape them to the shape asked for.")
    if shape == right[::-1]:
        return message("The shape is transposed: rows and columns are swapped.")
    return _axes_hint(shape, right)


def _without_ones(shape: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(length for length in shape if length != 1)


def _axes_hint(shape: tuple[int, ...], right: tuple[int, ...]) -> str:
    if len(shape) < len(right):
        return message("An axis too many is summed or taken away: axis= says which ones.")
    if len(shape) > len(right):
        return message("An axis is left that has to be summed or taken away; axis= says which.")
    off = [a - b for a, b in zip(shape, right, strict=True) if a != b]
    if off == [1]:
        return OFF_BY_ONE[0]
    if off == [-1]:
        return OFF_BY_ONE[1]
    return ""


def _lengths_hint(got: Any, expected: Any, place: int = 0) -> str:
    """For an answer of several values, or for its part at a place counted from 1."""
    if len(got) == len(expected):
        if not place and (hint := order_hint(got, expected)):
            return hint
        parts = enumerate(zip(got, expected, strict=True), start=1)
        named = isinstance(expected, tuple)  # entries of a list are alike
        hints = (_part_hint(a, b, n, named) for n, (a, b) in parts if _array_shapes_differ(a, b))
        return next(filter(None, hints), "")
    if len(got) == sum(part is not None for part in expected):
        return message("Entries that are None are left out: each None stays at its place.")
    if place:
        return message(
            "Value {place} of the answer has {found} entries; it must have {expected}.",
            place=place,
            found=len(got),
            expected=len(expected),
        )
    return message(
        "Return {expected} values; the function returns {found}.",
        found=len(got),
        expected=len(expected),
    )


def order_hint(got: Any, expected: Any) -> str:
    """For a tuple of the values that are asked for in one other order; empty where it is none."""
    if not isinstance(expected, tuple) or not isinstance(got, tuple):
        return ""
    kinds, right = [_kind_of(part) for part in got], [_kind_of(part) for part in expected]
    if None in kinds or kinds == right or set(kinds) != set(right) or len(kinds) != len(right):
        return ""
    if len(set(right)) < len(right):
        return ""
    asked = next(n for n, (a, b) in enumerate(zip(kinds, right, strict=True)) if a != b)
    return message(
        "The values are in another order than the statement names them: value {asked} has to be "
        "what is value {found} of yours.",
        asked=asked + 1,
        found=kinds.index(right[asked]) + 1,
    )


def _kind_of(part: Any) -> tuple[str, tuple[int, ...]] | None:
    """What tells a value of a tuple from the others: numbers of what kind, in what shape."""
    if isinstance(part, (list, tuple)):
        return type(part).__name__, (len(part),)
    if not isinstance(part, (np.ndarray, np.generic, int, float)):
        return None
    kind = np.asarray(part).dtype.kind
    return "i" if kind == "u" else kind, np.shape(part)


def _part_hint(got: Any, expected: Any, place: int, named: bool) -> str:
    if isinstance(got, (list, tuple)):
        return _lengths_hint(got, expected, place)
    hint = shape_hint(got, expected)
    return _of_part(place, hint) if hint and named else hint


def _of_part(place: int, hint: str) -> str:
    if hint in OFF_BY_ONE:  # whether it is more than chance is looked at by its words
        return hint
    return message("Value {place} of the answer: {hint}", place=place, hint=hint)


def _dtypes_differ(got: Any, expected: Any) -> bool:
    return np.asarray(got).dtype != np.asarray(expected).dtype


def _array_shapes_differ(got: Any, expected: Any) -> bool:
    if isinstance(got, (list, tuple)) or isinstance(expected, (list, tuple)):
        return isinstance(got, (list, tuple)) and isinstance(expected, (list, tuple))
    return np.shape(got) != np.shape(expected)


def dtype_hint(got: Any, expected: Any, *, of_integers: bool = True) -> str:
    """Why an answer has another dtype than the expected one; empty where nobody knows.

    Args:
        got, expected: answers of one kind.
        of_integers: whether there are arrays of integers among the inputs.
    """
    if isinstance(got, tuple) and isinstance(expected, tuple) and len(got) == len(expected):
        parts = enumerate(zip(got, expected, strict=True), start=1)
        hints = (
            (place, dtype_hint(a, b, of_integers=of_integers))
            for place, (a, b) in parts
            if _dtypes_differ(a, b)
        )
        return next((_of_part(place, hint) for place, hint in hints if hint), "")
    if not isinstance(got, (np.ndarray, np.generic)):
        return ""
    if not isinstance(expected, (np.ndarray, np.generic)):
        return ""
    dtype, right = got.dtype, expected.dtype
    if dtype.kind == "c":
        return message("The result is complex: is a root or a power of a negative number taken?")
    if right.kind == "b":
        return message("The result must be True and False, as a comparison gives it.")
    if right.kind in "iu":
        return message("The result must be whole numbers of dtype {right}.", right=right)
    return _float_hint(dtype, right, of_integers) if right.kind == "f" else ""


def _float_hint(dtype: np.dtype[Any], right: np.dtype[Any], of_integers: bool) -> str:
    if dtype.kind == "b":
        return message(
            "The result is True and False where numbers of {right} are asked for.", right=right
        )
    if dtype.kind in "iu" and not of_integers:
        return message("The result must be {right}; it holds integers.", right=right)
    if dtype.kind in "iu":
        return message("Integer inputs must give float results: convert before computing.")
    if dtype.itemsize > right.itemsize:
        return message(
            "Inputs of {right} must give {right}; something in between made it {dtype}.",
            right=right,
            dtype=dtype,
        )
    return message(
        "The result must be {right}; {dtype} holds fewer digits.", right=right, dtype=dtype
    )
