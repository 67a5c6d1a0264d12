"""The house rules, done once: dtypes, shapes, reductions, errors.

Every public function passes its arguments through here, so that what the package's docstring
promises of dtypes, byte order, memory layout and empty input holds everywhere.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any, TypeAlias, TypeVar

import numpy as np
import numpy.typing as npt

Array: TypeAlias = npt.NDArray[Any]
ArrayLike: TypeAlias = npt.ArrayLike
DType: TypeAlias = np.dtype[Any]

Function = TypeVar("Function", bound=Callable[..., Any])

WEAK = (bool, int, float)
"""Python's own scalars, which take the dtype of the arrays they meet."""

FLOATS = (np.dtype(np.float64), np.dtype(np.float32))
"""What is computed in as it comes."""

REDUCTIONS = ("none", "mean", "sum")


def quiet(function: Function) -> Function:
    """Let infinities and NaN pass by the formulas, silently, whatever `np.seterr` says."""
    return np.errstate(all="ignore")(function)


def numbers(name: str, values: ArrayLike) -> Array:
    """`values` as a plain array of real numbers, its dtype as it comes."""
    array = np.asarray(values)
    if array.dtype.kind not in "biuf":
        raise TypeError(f"{name} holds {array.dtype}; it must hold real numbers.")
    return array


def flags(name: str, values: ArrayLike) -> Array:
    """`values` as an array of bools; an empty list, which has no dtype of its own, is one too."""
    array = np.asarray(values)
    if array.dtype != np.bool_ and (array.size or not isinstance(values, list)):
        raise TypeError(f"{name} holds {array.dtype}; it must hold bools.")
    return array.astype(np.bool_, copy=False)


def floats(**named: ArrayLike) -> tuple[list[Array], DType]:
    """Arrays in the dtype to compute in, and the dtype to give back.

    Integers and bools become float64, float16 is computed in float32, anything mixed follows
    `np.result_type` with Python scalars weak.
    """
    first_given = next(iter(named.values()))
    if type(first_given) is np.ndarray:
        given = first_given.dtype
        # Most often all are arrays of one of these dtypes: a small input is worth no more checks.
        if (given is FLOATS[0] or given is FLOATS[1]) and all(
            type(values) is np.ndarray and values.dtype is given for values in named.values()
        ):
            return list(named.values()), given  # type: ignore[arg-type]
    arrays = [numbers(name, values) for name, values in named.items()]
    first = arrays[0].dtype
    if first in FLOATS and all(array.dtype == first for array in arrays):
        return arrays, np.dtype(first.type)
    operands = [
        value if type(value) in WEAK else array.dtype
        for value, array in zip(named.values(), arrays, strict=True)
    ]
    result = np.result_type(*operands)
    if result.kind != "f":
        result = np.dtype(np.float64)
    compute = np.dtype(np.float32) if result == np.float16 else result
    return [array.astype(compute, copy=False) for array in arrays], result


def ranks(name: str, values: ArrayLike) -> tuple[Array, DType]:
    """Numbers to be ranked, as by `floats`; but integers that float64 would tie stay integers."""
    array = numbers(name, values)
    if array.dtype.kind in "iu" and array.dtype.itemsize == 8 and array.size:
        low, high = int(array.min()), int(array.max())
        if max(-low, high) > 2**53:
            return array.astype(array.dtype.newbyteorder("="), copy=False), np.dtype(np.float64)
    (ranked,), result = floats(**{name: array if isinstance(values, np.ndarray) else values})
    return ranked, result


def with_room(array: Array, *numbers: float) -> Array:
    """The array in float64 if a number beside it would become infinite, or 0, in float32.

    A Python number takes the dtype of an array it meets, which need not have room for it.
    """
    if array.dtype != np.float32:
        return array
    least, most = float(np.finfo(array.dtype).tiny), float(np.finfo(array.dtype).max)
    held = all(number in (0, np.inf) or least <= number <= most for number in numbers)
    return array if held else array.astype(np.float64)


def give(value: Any, result: DType) -> Any:
    """`value` in the dtype promised; a NumPy scalar where there are no axes."""
    if value.dtype != result:
        value = value.astype(result)
    return value if value.ndim else value[()]


def same_shape(**named: Array) -> None:
    """Refuse shapes that differ: (N,) against (N, 1) would broadcast to (N, N) unseen."""
    (first, a), *others = named.items()
    for name, b in others:
        if a.shape != b.shape:
            raise ValueError(
                f"{name} is {b.shape}, {first} {a.shape}; the shapes must be equal."
                + _drop_column(name, b, first, a)
            )


def _drop_column(name: str, b: Array, first: str, a: Array) -> str:
    if b.shape == (*a.shape, 1):
        return f" {name}[..., 0] drops the last axis."
    if a.shape == (*b.shape, 1):
        return f" {first}[..., 0] drops the last axis."
    return ""


def axes(name: str, array: Array, count: int, meaning: str) -> None:
    """Refuse an array that has not `count` axes."""
    if array.ndim != count:
        raise ValueError(f"{name} is {array.shape}; it must be {meaning}.")


def not_empty(name: str, array: Array) -> None:
    """Raises ValueError for an array without entries."""
    if array.size == 0:
        raise ValueError(f"{name} is empty, {array.shape}; at least one entry is needed.")


def whole(name: str, value: Any, *, at_least: int = 0) -> int:
    """A Python integer, not below `at_least`."""
    if isinstance(value, bool) or not isinstance(value, (int, np.integer)):
        raise TypeError(f"{name} is {value!r}; it must be a whole number.")
    if value < at_least:
        raise ValueError(f"{name} is {value}; it must be at least {at_least}.")
    return int(value)


def real(name: str, value: Any) -> float:
    """A Python float; float() alone would also take a text or an array of one entry."""
    if type(value) is float:
        return value
    array = np.asarray(value)
    if array.ndim or array.dtype.kind not in "biufO" or value is None:
        raise TypeError(f"{name} is {value!r}; it must be a real number.")
    try:
        return float(value)
    except OverflowError as error:
        raise ValueError(f"{name} is beyond the numbers that a float holds.") from error


def shown(number: Any) -> str:
    """A number for a message: in six digits where they are all it has, else in full."""
    short = f"{number:g}"
    return short if float(short) == number else str(number)


def rate(
    name: str,
    value: Any,
    *,
    low: float = 0.0,
    high: float = np.inf,
    open_low: bool = False,
    open_high: bool = False,
) -> float:
    """A Python float in an interval; `open_low` and `open_high` exclude the ends.

    A text that spells a number is not one: TypeError.
    """
    number = real(name, value)
    below = number <= low if open_low else number < low
    above = number >= high if open_high else number > high
    if below or above or number != number:
        left, right = "(" if open_low else "[", ")" if open_high or high == np.inf else "]"
        raise ValueError(
            f"{name} is {shown(number)}; it must lie in {left}{low:g}, {high:g}{right}."
        )
    return number


@quiet
def no_nan(name: str, array: Array) -> None:
    """Raises ValueError for an array that holds NaN."""
    # The sum of an array is NaN or infinite whenever an entry is NaN: one pass, no mask.
    if array.size and not np.isfinite(array.sum()) and np.isnan(array).any():
        raise ValueError(f"{name} holds NaN at {_first(np.isnan(array))}.")


@quiet
def finite(name: str, array: Array) -> None:
    """Raises ValueError for an array that holds NaN or infinity."""
    # As in `no_nan`; a sum of finite numbers may leave the range, too.
    if not np.isfinite(array.sum()) and not np.isfinite(array).all():
        raise ValueError(f"{name} holds NaN or infinity at {_first(~np.isfinite(array))}.")


def between(name: str, array: Array, low: float, high: float) -> None:
    """Refuse entries outside [low, high], NaN among them."""
    if low == 0 and _up_to(array, high):
        return
    if array.size and not (array.min() >= low and array.max() <= high):
        bad = ~((array >= low) & (array <= high))
        raise ValueError(
            f"{name} is {array[bad][0]} at {_first(bad)}; it must lie in [{low:g}, {high:g}]."
        )


def _up_to(array: Array, high: float) -> bool:
    """Whether all of a float array is in [0, high], in one pass; False if -0.0 is in it, too.

    As whole numbers with the same bits, floats are in the same order, and those with a minus sign
    come after NaN.
    """
    if array.dtype not in FLOATS or not array.size:
        return False
    bits = f"u{array.dtype.itemsize}"
    return bool(array.view(bits).max() <= array.dtype.type(high).view(bits))


def every(holds: Callable[[Array], Array], array: Array) -> bool:
    """Whether `holds` is true of every entry, asked by blocks: no mask of the array's size."""
    entries = flat(array)
    return all(bool(holds(entries[piece]).all()) for piece in row_blocks(entries.size))


def _first(mask: Array) -> str:
    where = tuple(int(i) for i in np.argwhere(mask)[0])
    return f"index {where[0] if len(where) == 1 else where}" if where else "its only entry"


def integers(name: str, values: ArrayLike) -> Array:
    """An array of any integer dtype, never float or bool; an empty list passes."""
    array = np.asarray(values)
    if array.size == 0 and not isinstance(values, np.ndarray):
        array = array.astype(np.intp)
    if array.dtype.kind not in "iu":
        raise TypeError(f"{name} holds {array.dtype}; it must hold integers.")
    return array


def classes(name: str, values: ArrayLike, count: int) -> Array:
    """Class numbers in [0, count), as indices. Negative ones would silently count from the end."""
    array = integers(name, values)
    if array.size and (array.min() < 0 or array.max() >= count):
        bad = (array < 0) | (array >= count)
        raise ValueError(
            f"{name} is {array[bad][0]} at {_first(bad)}; classes run from 0 to {count - 1}."
        )
    return array.astype(np.intp, copy=False)


def axis_of(name: str, array: Array, axis: Any) -> int:
    """An axis that the array has, as a Python integer."""
    if isinstance(axis, bool) or not isinstance(axis, (int, np.integer)):
        raise TypeError(f"axis is {axis!r}; it must be a whole number.")
    if not -array.ndim <= axis < array.ndim:
        raise np.exceptions.AxisError(  # a ValueError, and NumPy's own
            f"axis is {axis}, {name} {array.shape}; {name} has no such axis."
        )
    return int(axis)


def class_axis_last(scores: Array, axis: int) -> Array:
    """A view with the class axis last; a scalar has none and is refused."""
    if not scores.ndim:
        raise ValueError("The scores are a single number; an axis of classes is needed.")
    axis = axis_of("the array of scores", scores, axis)
    return scores if axis in (-1, scores.ndim - 1) else np.moveaxis(scores, axis, -1)


def scores_and_classes(
    name: str, scores: ArrayLike, labels: ArrayLike, axis: int
) -> tuple[Array, Array, DType]:
    """Scores (..., C), the class axis last, and the class numbers (...) that go with them."""
    (z,), result = floats(**{name: scores})
    z = class_axis_last(z, axis)
    count = z.shape[-1]
    if not count:
        raise ValueError(f"{name} is {z.shape}; at least one class is needed.")
    y = integers("labels", labels)
    if y.shape != z.shape[:-1]:
        drop = " labels[:, 0] drops the column." if y.shape == (*z.shape[:-1], 1) else ""
        raise ValueError(
            f"labels is {y.shape}, {name} {z.shape}; labels must be {z.shape[:-1]}, one class a "
            f"row.{drop}"
        )
    return z, classes("labels", y, count), result


def distributions(name: str, p: Array, result: DType) -> None:
    """Refuse rows that are not distributions over the last axis."""
    if not p.size:
        return
    sums = row_sums(p)
    # Probabilities in float16 cannot sum to 1 more closely than its own spacing.
    off: Array = ~(np.abs(sums - 1) <= max(1e-6, 4 * float(np.finfo(result).eps)))
    if off.any():
        raise ValueError(
            f"{name} has a row that sums to {sums[off][0]:.10g}, not to 1. Divide each row by its "
            "sum."
        )
    if p.min() < 0:
        raise ValueError(f"{name} holds {shown(p.min())}; a probability is not negative.")


LONG_ROW = 1024
"""Rows above this are added pairwise: a dot product adds in sequence, and its error grows."""


def row_sums(rows: Array) -> Array:
    """Sums over the last axis, of short rows as dot products with ones, faster than `sum`.

    Not as one product of matrices: a row's sum must not depend on the rows around it.
    """
    if rows.shape[-1] > LONG_ROW:
        return np.asarray(np.ascontiguousarray(rows).sum(axis=-1))
    return np.asarray(np.vecdot(rows, np.ones(rows.shape[-1], rows.dtype)))


def row_dots(a: Array, b: Array) -> Array:
    """Dot products over the last axis; as `row_sums`."""
    return row_sums(a * b) if a.shape[-1] > LONG_ROW else np.asarray(np.vecdot(a, b))


def binary(name: str, values: ArrayLike) -> Array:
    """Labels 0 and 1, given as bool, integer or float, as an array of bool."""
    array = numbers(name, values)
    positive: Array = array == 1
    if np.count_nonzero(array) != np.count_nonzero(positive):
        bad = ~(positive | (array == 0))
        raise ValueError(f"{name} is {array[bad][0]} at {_first(bad)}; labels must be 0 or 1.")
    return positive


def one_of(name: str, value: str, allowed: Sequence[str]) -> str:
    """The value; raises ValueError when it is not allowed."""
    if value not in allowed:
        raise ValueError(f"{name} is {value!r}; it must be one of {', '.join(allowed)}.")
    return value


BLOCK = 1 << 14
"""Entries a pass: 128 KiB of float64, so that an operand and its result stay in the cache.

Measured with 2^12 to 2^17 entries over twelve kernels, on a processor with 2 MiB of second-level
cache: 2^15 takes 1 % less time on average (from 13 % less to 10 % more), 2^16 6 %
more, 2^13 8 %, 2^17 9 %, 2^12 36 %. Smaller caches favor the smaller of the two best.
"""


def in_blocks(kernel: Callable[..., None], *inputs: Array) -> Array:
    """An array of the inputs' shape, filled by `kernel(out, *inputs)` a block at a time.

    One pass over memory in place of one for each ufunc, and no temporary of the inputs' size.
    """
    return fill(kernel, 1, *inputs)[0]


def fill(kernel: Callable[..., None], count: int, *inputs: Array) -> list[Array]:
    """`count` arrays filled by `kernel(*outs, *inputs)` a block at a time."""
    first = inputs[0]
    outs = [np.empty(first.shape, first.dtype) for _ in range(count)]
    flats = [out.ravel() for out in outs] + [flat(array) for array in inputs]
    for start in range(0, first.size, BLOCK):
        piece = slice(start, start + BLOCK)
        kernel(*(array[piece] for array in flats))
    return outs


def row_blocks(*shape: int) -> list[slice]:
    """Slices over the rows of an array of this shape, each of some BLOCK entries."""
    rows, *columns = shape
    step = max(1, BLOCK // max(1, math.prod(columns)))
    return [slice(start, start + step) for start in range(0, rows, step)]


def losses(
    kernel: Callable[..., None],
    shape: tuple[int, ...],
    reduction: str,
    result: DType,
    *inputs: Array,
) -> Any:
    """Losses of `shape`, all, their mean or their sum, by `kernel(out, *rows)` a block at a time.

    Each input has one row (or entry) a loss on its first axis. Reduced, nothing of the inputs'
    size is made.
    """
    one_of("reduction", reduction, REDUCTIONS)
    count, dtype = inputs[0].shape[0], inputs[0].dtype
    blocks = row_blocks(count, max(array[:1].size for array in inputs))
    if reduction == "none":
        out = np.empty(count, dtype)
        for piece in blocks:
            kernel(out[piece], *(array[piece] for array in inputs))
        return give(out.reshape(shape), result)
    if reduction == "mean" and count == 0:
        raise ValueError("The mean of no examples is not defined; the batch is empty.")
    total, wide = np.longdouble(0), np.result_type(dtype, np.float64)
    room = np.empty(min(count, blocks[0].stop) if blocks else 0, dtype)
    for piece in blocks:
        parts = [array[piece] for array in inputs]
        block = room[: len(parts[0])]
        kernel(block, *parts)
        part = block.sum(dtype=wide)
        total += part if math.isfinite(part) else wider(kernel, block, *parts).sum()
    return give(total / count if reduction == "mean" else total, result)


def gradients(
    kernel: Callable[..., None],
    shape: tuple[int, ...],
    reduction: str,
    result: DType,
    *inputs: Array,
) -> Any:
    """Gradient of the reduced losses by the first input, of `shape`; as `losses`."""
    one_of("reduction", reduction, REDUCTIONS)
    count = inputs[0].shape[0]
    if reduction == "mean" and count == 0:
        raise ValueError("The mean of no examples is not defined; the batch is empty.")
    out = np.empty(inputs[0].shape, inputs[0].dtype)
    for piece in row_blocks(count, max(array[:1].size for array in inputs)):
        block, parts = out[piece], [array[piece] for array in inputs]
        kernel(block, *parts)
        if reduction == "mean":
            lost = None if math.isfinite(block.sum()) else ~np.isfinite(block)
            block *= block.dtype.type(1) / count
            if lost is not None:
                block[lost] = (wider(kernel, block, *parts) / count)[lost]
    return give(out.reshape(shape), result)


def wider(kernel: Callable[..., None], like: Array, *inputs: Array) -> Array:
    """What the kernel makes of a block in the next wider dtype.

    A mean is finite where its sum, or one of its terms, may be too large for the dtype.
    """
    wide = np.float64 if like.dtype == np.float32 else np.longdouble
    out = np.empty(like.shape, wide)
    kernel(out, *(array.astype(wide) if array.dtype.kind == "f" else array for array in inputs))
    return out


def flat(array: Array) -> Array:
    """One entry a row: (size,)."""
    return np.ascontiguousarray(array).ravel()


def rows(array: Array) -> Array:
    """One example a row: (size / C, C)."""
    return np.ascontiguousarray(array).reshape(int(np.prod(array.shape[:-1])), array.shape[-1])
