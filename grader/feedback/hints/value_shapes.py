"""What the shape or the dtype of an answer says when it is not the expected one."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from grader.messages import message

OFF_BY_ONE = (
    message("There is one entry too many: a slice or a range is off by one."),
    message("There is one entry too few: a slice, a range or np.diff leaves one out."),
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
    if len(right) > 1 and shape == (math.prod(right),):
        return message("The values are in one long row: give them the shape of the input.")
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
        parts = enumerate(zip(got, expected, strict=True), start=1)
        hints = (_part_hint(a, b, n) for n, (a, b) in parts if _array_shapes_differ(a, b))
        return next(filter(None, hints), "")
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


def _part_hint(got: Any, expected: Any, place: int) -> str:
    if isinstance(got, (list, tuple)):
        return _lengths_hint(got, expected, place)
    return shape_hint(got, expected)


def _array_shapes_differ(got: Any, expected: Any) -> bool:
    if isinstance(got, (list, tuple)) or isinstance(expected, (list, tuple)):
        return isinstance(got, (list, tuple)) and isinstance(expected, (list, tuple))
    return np.shape(got) != np.shape(expected)


def dtype_hint(got: Any, expected: Any) -> str:
    """Why an answer has another dtype than the expected one; empty where nobody knows."""
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
    return _float_hint(dtype, right) if right.kind == "f" else ""


def _float_hint(dtype: np.dtype[Any], right: np.dtype[Any]) -> str:
    if dtype.kind == "b":
        return message(
            "The result is True and False where numbers of {right} are asked for.", right=right
        )
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
