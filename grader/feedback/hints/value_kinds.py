"""What the kind, shape or dtype of an answer says when it is not the expected one."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from grader.judging.judgment import Judgment
from grader.messages import message
from grader.results.verdicts import Verdict


def hint_for_value_kind(judgment: Judgment) -> str:
    """Why the answer has the wrong kind, shape or dtype; empty when it has not, or nobody knows."""
    got, expected = judgment.outcome.value, judgment.expected.value
    if judgment.expected.raised is not None:
        return ""
    if judgment.verdict is Verdict.wrong_type:
        return _type_hint(got, expected)
    if judgment.verdict is Verdict.wrong_shape:
        return _shape_hint(got, expected)
    if judgment.verdict is Verdict.wrong_dtype:
        return _dtype_hint(got, expected)
    return ""


def _type_hint(got: Any, expected: Any) -> str:
    if got is None:
        return message("The function returns None: is a return statement missing?")
    if isinstance(got, list) and isinstance(expected, np.ndarray):
        return message("Return an array instead of a list; np.array makes one.")
    if isinstance(got, np.ndarray) and isinstance(expected, list):
        return message("Return a list of arrays, one for each array that is given.")
    if isinstance(got, (bool, np.bool_)):
        return message("True and False are not numbers here.")
    return ""


def _shape_hint(got: Any, expected: Any) -> str:
    if isinstance(got, (list, tuple)) or isinstance(expected, (list, tuple)):
        return ""
    shape, right = np.shape(got), np.shape(expected)
    if not shape and right:
        return message("Return one number for each entry instead of one in all: was it summed?")
    if shape and not right:
        return message("Return one number; the values still have to be reduced to it.")
    if len(shape) == len(right) + 1 and 1 in shape and math.prod(shape) == math.prod(right):
        return message("An axis of length 1 is left over: (N, 1) is not (N,).")
    if len(right) == 1 and shape == (right[0], right[0]):
        return message(
            "This is one value for each pair instead of one for each entry: (N,) with (N, 1) "
            "broadcasts to (N, N), and z[:, y] takes whole columns."
        )
    if len(right) > 1 and shape == (math.prod(right),):
        return message("The values are in one long row: give them the shape of the input.")
    if shape == right[::-1]:
        return message("The shape is transposed: rows and columns are swapped.")
    return ""


def _dtype_hint(got: Any, expected: Any) -> str:
    if not isinstance(got, (np.ndarray, np.generic)):
        return ""
    if not isinstance(expected, (np.ndarray, np.generic)) or expected.dtype.kind != "f":
        return ""
    dtype, right = got.dtype, expected.dtype
    if dtype.kind in "iub":
        return message("Integer inputs must give float results: convert before computing.")
    if dtype.kind == "f" and dtype.itemsize > right.itemsize:
        return message(
            "Inputs of {right} must give {right}; something in between made it {dtype}.",
            right=right,
            dtype=dtype,
        )
    if dtype.kind == "f":
        return message(
            "The result must be {right}; {dtype} holds fewer digits.", right=right, dtype=dtype
        )
    return ""
