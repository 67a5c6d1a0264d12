"""What a case is about: ordinary inputs, special ones, or bad ones that must be refused.

A cause that shows on ordinary inputs comes before one that shows only on special inputs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from enum import Enum
from typing import Any

import numpy as np

from grader.judging.drawn_cases import TIMED_SIZE
from grader.lab import Case, Lab
from grader.lab.sizes import input_arrays, input_bytes

LARGE_BYTES = 64 << 10
"""Inputs above this are there for what only size shows: time, memory, lost digits."""

USUAL_SHARE = 2
"""A dtype is as usual as the most frequent one if it comes half as often: 0 and 1 as integers, and
fractions beside them."""

Key = tuple[str, str]
"""A function and its parameter."""


class CaseKind(Enum):
    """Which inputs a case has."""

    ordinary = "ordinary"
    special = "special"
    refusal = "refusal"


def case_kinds(lab: Lab, cases: Sequence[Case]) -> dict[str, CaseKind]:
    """The kind of each row of a report, by its name. The rules of a lab are on special inputs.

    Args:
        lab: whose cases they are.
        cases: visible ones, and hidden ones on public inputs. Several of one name are ordinary
            together if one of them is.
    """
    usual = {
        key: {dtype for dtype, n in count.items() if USUAL_SHARE * n >= max(count.values())}
        for key, count in _counts(lab, [case for case in cases if not case.rule]).items()
    }
    kinds: dict[str, CaseKind] = {}
    for case in cases:
        if case.expects is not None:
            kinds[case.row] = CaseKind.refusal
        elif case.rule or _is_special(lab, case, usual):
            kinds.setdefault(case.row, CaseKind.special)
        else:
            kinds[case.row] = CaseKind.ordinary
    return kinds


def _is_special(lab: Lab, case: Case, usual: Mapping[Key, Collection[np.dtype[Any]]]) -> bool:
    """Empty, one entry, all zero, large, of the timed size, another dtype or order, not finite."""
    if case.name.startswith(TIMED_SIZE):
        return True
    arrays = input_arrays(case.inputs)
    if not arrays:
        return False
    if input_bytes(case.inputs) > LARGE_BYTES or max(array.size for array in arrays) <= 1:
        return True
    if not arrays[0].any():
        return True
    if any(dtype not in usual[key] for key, dtype in _dtypes(lab, case)):
        return True
    return any(
        not array.size or not array.flags.c_contiguous or _has_no_number(array) for array in arrays
    )


def _has_no_number(array: np.ndarray) -> bool:
    return array.dtype.kind == "f" and not np.isfinite(array).all()


def usual_dtypes(lab: Lab, cases: Sequence[Case]) -> dict[Key, np.dtype[Any]]:
    """The dtype that each parameter has most often, by function and parameter."""
    return {key: count.most_common(1)[0][0] for key, count in _counts(lab, cases).items()}


def _counts(lab: Lab, cases: Sequence[Case]) -> dict[Key, Counter[np.dtype[Any]]]:
    counts: dict[Key, Counter[np.dtype[Any]]] = {}
    for case in cases:
        for key, dtype in _dtypes(lab, case):
            counts.setdefault(key, Counter())[dtype] += 1
    return counts


def _dtypes(lab: Lab, case: Case) -> Iterator[tuple[Key, np.dtype[Any]]]:
    """The dtypes of a call's arrays, by function and parameter."""
    for name, value in lab.inputs(case.inputs):
        parts = value if isinstance(value, (list, tuple)) else (value,)
        for part in parts:
            if isinstance(part, np.ndarray):
                yield (case.inputs.function, name), part.dtype
