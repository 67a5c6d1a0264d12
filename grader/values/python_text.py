"""Values and calls as Python source that makes them: what a student can paste and run."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import numpy as np

MOST_ENTRIES = 60
"""Numbers in all inputs of a call that is written out."""
MOST_CHARS = 1500


def call_text(function: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> str:
    """``penalty(np.array([3.0, 0.0]), "l1", l1=0.5)``; empty for inputs that are too large or have
    no literal.

    Args:
        function: the name.
        args: of the call, plain data with arrays in it.
        kwargs: likewise, by name.
    """
    if sum(1 for _ in _numbers([*args, *kwargs.values()])) > MOST_ENTRIES:
        return ""
    parts = [(f"{name}=", value) for name, value in kwargs.items()]
    try:
        texts = [name + value_text(value) for name, value in [*(("", a) for a in args), *parts]]
    except TypeError:
        return ""
    text = f"{function}({', '.join(texts)})"
    return text if len(text) <= MOST_CHARS else ""


def value_text(value: Any) -> str:
    """The source of one value. Raises: TypeError: it has none."""
    if isinstance(value, np.ndarray):
        return _array(value)
    if isinstance(value, np.generic):
        return f"np.{value.dtype.name.rstrip('_')}({value_text(value.item())})"
    if isinstance(value, float) and not math.isfinite(value):
        return "np.nan" if math.isnan(value) else "np.inf" if value > 0 else "-np.inf"
    if value is None or isinstance(value, (bool, int, float, str)):
        return repr(value)
    if isinstance(value, list):
        return f"[{', '.join(map(value_text, value))}]"
    if isinstance(value, tuple):
        return f"({', '.join(map(value_text, value))}{',' if len(value) == 1 else ''})"
    if isinstance(value, dict):
        pairs = (f"{value_text(key)}: {value_text(inner)}" for key, inner in value.items())
        return "{" + ", ".join(pairs) + "}"
    raise TypeError(f"no source makes a {type(value).__name__}")


def _array(array: np.ndarray) -> str:
    kind = array.dtype.kind
    if kind not in "fiub" or array.dtype.byteorder == ">":
        raise TypeError(f"no source makes an array of {array.dtype}")
    if not array.size:
        return f"np.zeros({array.shape}{_dtype(array, float)})"
    nested = array.astype(float).tolist() if kind == "f" else array.tolist()
    if array.dtype == np.float32:
        nested = _shortest(array)
    text = f"np.array({value_text(nested)}{_dtype(array, float, int, bool)})"
    fortran = array.ndim > 1 and array.flags.f_contiguous and not array.flags.c_contiguous
    return f"np.asfortranarray({text})" if fortran else text


def _shortest(array: np.ndarray) -> Any:
    """Nested lists of the shortest floats that become the same float32."""
    return np.array([float(str(v)) for v in array.ravel()]).reshape(array.shape).tolist()


def _dtype(array: np.ndarray, *usual: type) -> str:
    if any(array.dtype == np.dtype(kind) for kind in usual):
        return ""
    return f", dtype=np.{array.dtype.name}"


def _numbers(value: Any) -> Iterator[Any]:
    """Every entry of the arrays and containers, one by one; text counts as one."""
    if isinstance(value, np.ndarray):
        yield from range(max(1, array_size(value)))
    elif isinstance(value, (list, tuple)):
        for part in value:
            yield from _numbers(part)
    elif isinstance(value, dict):
        yield from _numbers(list(value.values()))
    else:
        yield value


def array_size(array: np.ndarray) -> int:
    """Entries, counted no further than they can matter."""
    return min(array.size, MOST_ENTRIES + 1)
