"""Sums and moments over the rows of a table, in float64 and safe from cancellation."""

from __future__ import annotations

from typing import Any

import numpy as np

from . import _rules
from ._rules import Array


def double(array: Array) -> Array:
    """The array in float64, or in its own dtype where that is wider."""
    return array.astype(np.result_type(array.dtype, np.float64), copy=False)


def repeated(table: Array, *rows: Array) -> list[Array]:
    """Each row (D,), or number, as often as a block of the table (N, D) has rows.

    Operands of one layout meet in one loop; a row that is broadcast meets each of a table by
    itself, which takes twice the time.
    """
    shape = (min(len(table), max(1, _rules.BLOCK // max(1, table.shape[1]))), table.shape[1])
    return [np.ascontiguousarray(np.broadcast_to(row, shape)) for row in rows]


def over_rows(table: Array) -> Array:
    """Sums of the columns of (N, D), float64 or wider.

    A block of rows at a time: `sum` adds row to row, in float32 until nothing is gained any more.
    Blocks are in C order, so that the last digits do not depend on the layout in memory.
    """
    total: Array = np.zeros(table.shape[1], double(table[:0]).dtype)
    for piece in _rules.row_blocks(*table.shape):
        block = np.ascontiguousarray(double(table[piece]))
        total += np.ones(len(block), block.dtype) @ block
    return total


def moments(table: Array, share: Array | None = None) -> tuple[Array, Array]:
    """Mean and standard deviation (divisor N) of the columns of finite (N, D), N at least 1.

    A column of equal numbers has their value and 0. `share`: weights of the rows that sum to 1.
    """
    rows, power, far = near_zero(table)
    mean, deviation = near_moments(rows) if share is None else _weighted_moments(rows, share)
    return (mean + far) * power, deviation * power


def near_moments(rows: Array) -> tuple[Array, Array]:
    """The moments of columns that near_zero has prepared."""
    mean = over_rows(rows) / len(rows)
    squares, rest = np.zeros_like(mean), np.zeros_like(mean)
    for piece in _rules.row_blocks(*rows.shape):
        block = np.subtract(rows[piece], mean, order="C")
        squares += np.einsum("nd,nd->d", block, block)
        rest += np.ones(len(block), block.dtype) @ block
    # What the mean was rounded by is taken out of the squares again.
    variance = squares / len(rows) - np.square(rest / len(rows))
    return mean, np.sqrt(np.maximum(variance, 0))


def _weighted_moments(rows: Array, share: Array) -> tuple[Array, Array]:
    mean = share @ double(rows)
    off = rows - mean
    variance = share @ np.square(off) - np.square(share @ off)
    return mean, np.sqrt(np.maximum(variance, 0))


def extremes(table: Array) -> tuple[Array, Array]:
    """The least and the largest number of each column of (N, D), N at least 1."""
    count, width = table.shape
    joined = max(1, 512 // max(1, width))
    if count < 4 * joined or joined == 1 or not table.flags.c_contiguous:
        return table.min(axis=0), table.max(axis=0)
    # Some rows as one: a loop over a short row would take longer to begin than to run.
    end = count - count % joined
    long, rest = table[:end].reshape(-1, joined * width), table[end - joined :]
    found = (
        np.concatenate([long_rows.reshape(joined, width), rest])
        for long_rows in (long.min(axis=0), long.max(axis=0))
    )
    low, high = found
    return low.min(axis=0), high.max(axis=0)


def near_zero(table: Array) -> tuple[Array, Array, Array]:
    """Rows, powers of two and centers: table = (rows + centers) * powers.

    The powers keep the squares of the columns in range, and are 1 where they are; the centers
    are 0 unless a column is far from zero for its spread, so that no distance costs digits.
    """
    low, high = map(double, extremes(table))
    size, power = np.maximum(high, -low), np.ones_like(low)
    if size.max(initial=0) > 2.0**500 or size.min(initial=1, where=size > 0) < 2.0**-400:
        power = power_of_two(size)
        table, low, high = double(table) / power, low / power, high / power
    middle = np.where(low == high, low, low / 2 + high / 2)
    center = np.where(np.abs(middle) > 4 * (high - low), middle, 0)
    return table - center if center.any() else table, power, center


def power_of_two(size: Array) -> Array:
    """The power of two at or below each size, 1 for 0: to divide by it rounds nothing."""
    exponent = np.frexp(np.where(size, size, 1))[1] - 1
    return np.ldexp(np.ones_like(size), np.maximum(exponent, np.finfo(size.dtype).minexp))


def scales(rows: Array, least: Any = 0.0, reach: float = 2.0**100) -> Array:
    """Powers of two that bring columns near 1; 1 where sizes are alike and 1 is within `reach`.

    Sizes below `least` count as `least`.
    """
    if not rows.size:
        return np.ones(rows.shape[1], rows.dtype)
    low, high = extremes(rows)
    size = np.maximum(np.maximum(high, -low), least)
    power: Array = power_of_two(size)
    least, most = power.min(), power.max()
    alike = most / 256 <= least and least > 1 / reach and most < reach
    return np.ones_like(power) if alike else power
