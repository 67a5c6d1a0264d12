"""Patterns in wrong values that name their cause: dtype, shape, sign, factor, transposed, offset.

A pattern must explain every entry, and entries that it cannot tell apart (zeros, all alike) count
for nothing: no evidence, no hint. The texts tell no value, so that hidden cases may show them.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import numpy as np

from grader.compare import compare
from grader.judging import Judged
from grader.verdicts import Verdict


def hint_from_values(judged: Judged) -> str:
    """The first pattern that explains the answer; empty when none does."""
    got, expected = judged.outcome.value, judged.answer.value
    if judged.answer.raised is not None or judged.verdict is Verdict.changed_inputs:
        return ""
    if judged.verdict is Verdict.wrong_type:
        return _kind(got, expected)
    if judged.verdict is Verdict.wrong_shape:
        return _shape(got, expected)
    if judged.verdict is Verdict.wrong_dtype:
        return _dtype(got, expected)
    if judged.verdict is not Verdict.wrong_values:
        return ""
    if isinstance(got, np.ndarray) and _same(got.T, expected, judged):
        return "The values are right and transposed: rows and columns are exchanged."
    flat = _flat(got, expected)
    if flat is None:
        return ""
    near = partial(_near, rtol=max(judged.tolerance.rtol, 1e-9))
    return next(_patterns(*flat, _lengths(judged), near), "")


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


def _patterns(
    got: np.ndarray, want: np.ndarray, lengths: list[int], near: Callable[..., bool]
) -> Iterator[str]:
    """Hints by pattern; both arrays are flat, finite and of one length."""
    telling = np.abs(want) > 1e-12
    if not telling.any():
        return
    if near(got, -want):
        yield "Every value has the wrong sign."
    for factor, hint in _factors(lengths):
        if near(got, factor * want):
            yield hint
    distinct = np.unique(want[telling]).size > 2
    if distinct and near(np.abs(got), np.abs(want)):
        yield "The sizes are right; some signs are wrong."
    if distinct and near(np.sort(got), np.sort(want)):
        yield "The values are right and stand in the wrong order."
    off = got - want
    if distinct and abs(off[0]) > 1e-9 and near(off, np.full_like(off, off[0])):
        yield "Every value is off by the same amount: a term is missing or one too many."


def _factors(lengths: list[int]) -> Iterator[tuple[float, str]]:
    yield 2.0, "Every value is 2 times ours: a factor too many, or a ½ that is missing."
    yield 0.5, "Every value is half of ours: a ½ too many, or a factor 2 that is missing."
    for length in lengths:
        yield float(length), f"Every value is {length} times ours: sum in place of mean?"
        yield 1 / length, f"Every value is 1/{length} of ours: mean in place of sum?"
    yield 1 / math.log(2), "Every value is ours divided by ln 2: log2 in place of the natural log?"
    yield 1 / math.log(10), "Every value is ours divided by ln 10: log10 in place of log?"


def _near(got: np.ndarray, want: np.ndarray, rtol: float) -> bool:
    return bool(np.allclose(got, want, rtol=rtol, atol=1e-12))


def _same(got: np.ndarray, expected: Any, judged: Judged) -> bool:
    return got.ndim > 1 and compare(got, expected, judged.tolerance).right


def _flat(got: Any, expected: Any) -> tuple[np.ndarray, np.ndarray] | None:
    """Both answers as flat float arrays, lists joined; ``None`` unless all is finite."""
    pair = []
    for value in (got, expected):
        parts = value if isinstance(value, (list, tuple)) else [value]
        try:
            flat = np.concatenate([np.ravel(np.asarray(part, dtype=float)) for part in parts])
        except (TypeError, ValueError):
            return None
        if not flat.size or not np.isfinite(flat).all():
            return None
        pair.append(flat)
    return (pair[0], pair[1]) if pair[0].size == pair[1].size else None


def _lengths(judged: Judged) -> list[int]:
    """Rows and entries of the first array given: the n that a mean may have divided by."""
    for value in judged.case.inputs.args:
        if isinstance(value, np.ndarray) and value.ndim:
            return sorted({n for n in (len(value), value.size) if n > 2})
    return []
