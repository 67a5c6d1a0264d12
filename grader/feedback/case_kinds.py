"""What a case is about: ordinary inputs, special ones, or bad ones that must be refused.

A cause that shows on ordinary inputs comes before one that shows only on special inputs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
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

Usual = Mapping[Key, Collection[Any]]
"""Usual dtypes, or usual orders in memory: some labs draw arrays with the columns shuffled, which
NumPy lays down column by column."""


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
    written = [case for case in cases if not case.rule]
    usual = _usual(_counts(lab, written)), _usual(_counts(lab, written, _is_in_order))
    kinds: dict[str, CaseKind] = {}
    for case in cases:
        if case.expects is not None:
            kinds[case.row] = CaseKind.refusal
        elif case.rule or _is_special(lab, case, usual):
            kinds.setdefault(case.row, CaseKind.special)
        else:
            kinds[case.row] = CaseKind.ordinary
    return kinds


def _usual(counts: Mapping[Key, Counter[Any]]) -> Usual:
    return {
        key: {form for form, n in count.items() if USUAL_SHARE * n >= max(count.values())}
        for key, count in counts.items()
    }


def _is_in_order(array: np.ndarray) -> bool:
    return bool(array.flags.c_contiguous)


def _is_special(lab: Lab, case: Case, usual: tuple[Usual, Usual]) -> bool:
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
    dtypes, orders = usual
    if any(
        array.dtype not in dtypes[key] or _is_in_order(array) not in orders[key]
        for key, array in _arrays(lab, case)
    ):
        return True
    return any(not array.size or _has_no_number(array) for array in arrays)


def _has_no_number(array: np.ndarray) -> bool:
    return array.dtype.kind == "f" and not np.isfinite(array).all()


def usual_dtypes(lab: Lab, cases: Sequence[Case]) -> dict[Key, np.dtype[Any]]:
    """The dtype that each parameter has most often, by function and parameter."""
    return {key: count.most_common(1)[0][0] for key, count in _counts(lab, cases).items()}


def _dtype(array: np.ndarray) -> np.dtype[Any]:
    return array.dtype


def _counts(
    lab: Lab, cases: Sequence[Case], form: Callable[[np.ndarray], Any] = _dtype
) -> dict[Key, Counter[Any]]:
    counts: dict[Key, Counter[Any]] = {}
    for case in cases:
        for key, array in _arrays(lab, case):
            counts.setdefault(key, Counter())[form(array)] += 1
    return counts


def _arrays(lab: Lab, case: Case) -> Iterator[tuple[Key, np.ndarray]]:
    """The arrays of a case's calls, by function and parameter."""
    for call in case.inputs.calls:
        for name, value in lab.inputs(call):
            for part in value if isinstance(value, (list, tuple)) else (value,):
                if isinstance(part, np.ndarray):
                    yield (call.function, name), part
