"""Kinds of input: which of them a lab's cases hold, and calls that hold the others.

A lab that declares its arguments asks for every kind by itself. For one that does not, each call of
its cases is made again with every kind of input, so that a mutant that only those tell is found.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from grader.lab import Call, Lab
from grader.lab.expected_answers import expected_answer

Test = Callable[[np.ndarray], bool]
Change = Callable[[np.ndarray], np.ndarray]


@dataclass(frozen=True)
class InputKind:
    """A kind of array: ``holds`` says whether one is of it, ``change`` makes one of another."""

    holds: Test
    change: Change


def _floats(change: Change) -> Change:
    return lambda value: change(value) if value.dtype.kind == "f" and value.size else value


def _filled(number: float) -> Change:
    return _floats(lambda value: np.full_like(value, number))


def _with_infinity(value: np.ndarray) -> np.ndarray:
    changed = value.copy()
    changed.flat[0] = np.inf
    return changed


def _whole(value: np.ndarray) -> np.ndarray:
    return np.asarray(np.rint(np.clip(np.nan_to_num(value), -1e9, 1e9))).astype(int)


def _read_only(value: np.ndarray) -> np.ndarray:
    changed = value.copy(order="K")
    changed.flags.writeable = False
    return changed


def _repeats(value: np.ndarray) -> bool:
    return np.unique(value).size < value.size


KINDS = {
    "float32": InputKind(lambda v: v.dtype == np.float32, _floats(lambda v: v.astype(np.float32))),
    "integers": InputKind(lambda v: v.dtype.kind in "iu", _floats(_whole)),
    "no entries": InputKind(lambda v: v.size == 0, lambda v: v[:0] if v.ndim else v),
    "one entry": InputKind(lambda v: v.size == 1, lambda v: v[:1] if v.ndim else v),
    "several axes": InputKind(lambda v: v.ndim > 1, lambda v: np.stack([v, v])),
    "another order in memory": InputKind(
        lambda v: not v.flags.c_contiguous,
        lambda v: np.repeat(v, 2, axis=-1)[..., ::2] if v.ndim else v,
    ),
    "read-only": InputKind(lambda v: not v.flags.writeable, _read_only),
    "zeros": InputKind(lambda v: bool((v == 0).any()), _filled(0.0)),
    "equal entries": InputKind(_repeats, _floats(lambda v: np.full_like(v, v.flat[0]))),
    "infinity": InputKind(
        lambda v: v.dtype.kind == "f" and bool(np.isinf(v).any()), _floats(_with_infinity)
    ),
}
"""By name. A change that does not fit an array leaves it as it is."""
ZERO = "0"
"""The kind of a number among the arguments."""


def varied_calls(call: Call) -> Iterator[tuple[str, Call]]:
    """The call with every array of each kind, and with its numbers 0."""
    for name, kind in KINDS.items():
        yield name, _changed(call, partial(_changed_array, kind))
    yield ZERO, _changed(call, lambda v: 0.0 if type(v) is float else v)


def _changed_array(kind: InputKind, value: Any) -> Any:
    with np.errstate(all="ignore"):  # 1e200 is no float32
        return kind.change(value) if _is_array(value) else value


def never_asked(lab: Lab, calls: Sequence[Call]) -> list[tuple[str, str, str]]:
    """What the reference answers and no call asks: function, parameter and kind of input.

    Args:
        lab: whose reference answers.
        calls: of all of the lab's cases.
    """
    asked = {entry for call in calls for entry in _kinds_of(lab, call)}
    found: dict[tuple[str, str, str], None] = {}
    for call in calls:
        for kind, other in varied_calls(call):
            new = [e for e in _kinds_of(lab, other) if e[2] == kind and e not in asked]
            if any(e not in found for e in new) and _is_answered(lab, other):
                found.update(dict.fromkeys(new))
    return sorted(found)


def _is_answered(lab: Lab, call: Call) -> bool:
    return expected_answer(lab.reference, call.fresh()).raised is None


def _kinds_of(lab: Lab, call: Call) -> Iterator[tuple[str, str, str]]:
    for parameter, value in lab.inputs(call):
        parts = value if isinstance(value, (list, tuple)) else (value,)
        for kind in _kinds_of_parts(parts):
            yield call.function, parameter, kind


def _kinds_of_parts(parts: Iterable[Any]) -> Iterator[str]:
    for part in parts:
        if _is_array(part):
            yield from (name for name, kind in KINDS.items() if kind.holds(part))
        elif type(part) is float and part == 0:
            yield ZERO


def _changed(call: Call, change: Callable[[Any], Any]) -> Call:
    def within(value: Any) -> Any:
        if isinstance(value, (list, tuple)):
            return type(value)(map(within, value))
        return change(value)

    kwargs = {name: within(value) for name, value in call.kwargs.items()}
    return Call(call.function, tuple(map(within, call.args)), kwargs)


def _is_array(value: Any) -> bool:
    return isinstance(value, np.ndarray)
