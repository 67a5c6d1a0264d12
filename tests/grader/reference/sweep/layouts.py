"""Forms in which the same numbers may come: dtypes, layouts in memory, lists."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from tests.grader.reference.sweep.kinds import Entry, whole

FLOATS = ("f2", "f4", "f8")
WHOLE = ("i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "?")


def in_dtype(entry: Entry, dtype: str) -> np.ndarray:
    """The entry in a dtype: floats in that of floats, integers in that of integers."""
    value = entry.value
    if entry.kind == "mask":
        return value
    if dtype in FLOATS:
        return value.astype(dtype) if entry.is_float else value
    if not entry.is_float:
        return value if dtype == "?" else value.astype(dtype)
    nearest = whole(entry)
    if dtype == "?":
        return np.ones(value.shape, np.int8) if entry.kind == "sign" else nearest > 0
    return (np.abs(nearest) if dtype[0] == "u" else nearest).astype(dtype)


def _strided(a: np.ndarray) -> np.ndarray:
    """The same values in an array of twice the lengths, with other values between them."""
    if not a.ndim:
        return a.copy()
    wide = np.full(tuple(2 * n for n in a.shape), a.flat[0] if a.size else 0, a.dtype)
    view = wide[tuple(slice(None, None, 2) for _ in a.shape)]
    view[...] = a
    return view


def _reversed(a: np.ndarray) -> np.ndarray:
    if not a.ndim:
        return a.copy()
    turn = tuple(slice(None, None, -1) for _ in a.shape)
    return a[turn].copy()[turn]


def _read_only(a: np.ndarray) -> np.ndarray:
    out = a.copy()
    out.flags.writeable = False
    return out


def _big_endian(a: np.ndarray) -> np.ndarray:
    return a.astype(a.dtype.newbyteorder(">"))


def _unaligned(a: np.ndarray) -> np.ndarray:
    memory = np.zeros(a.nbytes + 1, np.uint8)
    view = np.ndarray(a.shape, a.dtype, memory.data, offset=1)
    view[...] = a
    return view


def _broadcast(a: np.ndarray) -> np.ndarray:
    """Every row the first one, without memory of its own."""
    return np.broadcast_to(a[:1], a.shape) if a.ndim and a.shape[0] else a


LAYOUTS: dict[str, Callable[[np.ndarray], Any]] = {
    "Fortran": lambda a: np.array(a, order="F"),
    "strided": _strided,
    "reversed": _reversed,
    "read-only": _read_only,
    "big-endian": _big_endian,
    "unaligned": _unaligned,
    "broadcast": _broadcast,
}


def contiguous(a: np.ndarray) -> np.ndarray:
    """A copy in C order and native byte order."""
    return np.array(a, dtype=a.dtype.newbyteorder("="), order="C")
