"""What kind, shape or dtype of an answer tell when they are not those asked for."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from grader.judging.judgment import Judgment
from grader.results.verdicts import Verdict


def hint_for_value_kind(judged: Judgment) -> str:
    """Why the answer has the wrong form; empty when it has the right one or nothing is known."""
    got, expected = judged.outcome.value, judged.answer.value
    if judged.answer.raised is not None:
        return ""
    if judged.verdict is Verdict.wrong_type:
        return _kind(got, expected)
    if judged.verdict is Verdict.wrong_shape:
        return _shape(got, expected)
    if judged.verdict is Verdict.wrong_dtype:
        return _dtype(got, expected)
    return ""


def _kind(got: Any, expected: Any) -> str:
    if got is None:
        return "The function gives back None: is a return missing?"
    if isinstance(got, list) and isinstance(expected, np.ndarray):
        return "A list is given back where an array is asked; np.array makes one."
    if isinstance(got, np.ndarray) and isinstance(expected, list):
        return "One array is given back where a list of arrays is asked, one for each given."
    if isinstance(got, (bool, np.bool_)):
        return "True and False are not numbers here."
    return ""


def _shape(got: Any, expected: Any) -> str:
    if isinstance(got, (list, tuple)) or isinstance(expected, (list, tuple)):
        return ""
    have, want = np.shape(got), np.shape(expected)
    if not have and want:
        return "One number is given back where one for each entry is asked: was it summed?"
    if have and not want:
        return "One number is asked; the values still have to be reduced to it."
    if len(have) == len(want) + 1 and 1 in have and math.prod(have) == math.prod(want):
        return "An axis of length 1 is left over: (N, 1) is not (N,)."
    if len(want) == 1 and have == (want[0], want[0]):
        return (
            "One value for each pair in place of one for each entry: (N,) with (N, 1) "
            "broadcasts to (N, N), and z[:, y] takes whole columns."
        )
    if len(want) > 1 and have == (math.prod(want),):
        return "The values stand in one long row: give them the shape of the input."
    if have == want[::-1]:
        return "The shape is transposed: rows and columns are exchanged."
    return ""


def _dtype(got: Any, expected: Any) -> str:
    have, want = getattr(got, "dtype", None), getattr(expected, "dtype", None)
    if have is None or want is None or want.kind != "f":
        return ""
    if have.kind in "iub":
        return "Whole numbers in must give floats out: convert before computing."
    if have.kind == "f" and have.itemsize > want.itemsize:
        return f"{want} in must give {want} out; something in between made it {have}."
    if have.kind == "f":
        return f"{want} is asked; {have} holds fewer digits."
    return ""
