"""Choice between two values entry by entry, without a branch an entry."""

from __future__ import annotations

from typing import Any

import numpy as np

from ._rules import Array

BITS = {4: np.int32, 8: np.int64}
"""Integers of the size of a float, in bytes."""


def keep_where_negative(out: Array, entries: Array) -> None:
    """Entries where out, which they replace, has a minus sign, else 0."""
    bits: Any = BITS.get(out.dtype.itemsize)
    if bits is None:
        out[...] = np.where(np.signbit(out), entries, 0)
        return
    signs = out.view(bits)
    signs >>= 8 * out.dtype.itemsize - 1  # all bits of a negative number, none of others
    signs &= entries.view(bits)


def choose(out: Array, mask: Array, yes: Any, no: Any) -> None:
    """np.where(mask, yes, no) into out, with an axis; `yes`, `no`: also out itself, or numbers.

    Where a mask has no pattern, a processor guesses half of the branches of np.where, of a
    masked assignment and of `where=` wrong, and each takes some ten times as long as this.
    """
    bits: Any = BITS.get(out.dtype.itemsize)
    if bits is None:
        out[...] = np.where(mask, yes, no)
        return
    first = np.asarray(yes, out.dtype).view(bits)
    taken = np.negative(mask.view(np.int8), dtype=bits)  # all bits, or none
    if type(no) is int and not no:
        np.bitwise_and(taken, first, out=out.view(bits))
        return
    second = np.asarray(no, out.dtype).view(bits)
    taken &= first ^ second
    np.bitwise_xor(taken, second, out=out.view(bits))


def minus_size(out: Array, entries: Array) -> None:
    """-|entries| into out, in one pass: the sign bit is set."""
    bits: Any = BITS.get(out.dtype.itemsize)
    if bits is None:
        np.negative(np.abs(entries), out=out)
        return
    np.bitwise_or(entries.view(bits), np.iinfo(bits).min, out=out.view(bits))
