"""Whether an answer is that of the site's reference, by the rules of the site.

A float is a float, whether Python's, NumPy's or a 0-d array; shape and dtype of arrays must be
right; floats may be off by ``atol + rtol * |expected|``.
"""

from __future__ import annotations

from typing import Any

import numpy as np


def difference(got: Any, expected: Any, rtol: float, atol: float) -> str:
    """What is wrong with an answer, as a sentence; empty where nothing is."""
    if isinstance(expected, (list, tuple)):
        return _of_sequences(got, expected, rtol, atol)
    if isinstance(expected, dict):
        return _of_dicts(got, expected, rtol, atol)
    if expected is None or isinstance(expected, str):
        return "" if type(got) is type(expected) and got == expected else _other(got, expected)
    if not isinstance(got, (bool, int, float, np.generic, np.ndarray)):
        return _other(got, expected)
    return _of_numbers(np.asarray(got), np.asarray(expected), rtol, atol)


def _of_sequences(got: Any, expected: Any, rtol: float, atol: float) -> str:
    if not isinstance(got, (list, tuple)):
        return _other(got, expected)
    if len(got) != len(expected):
        return f"{len(got)} entries instead of {len(expected)}"
    for number, pair in enumerate(zip(got, expected, strict=True)):
        if found := difference(*pair, rtol, atol):
            return f"entry {number}: {found}"
    return ""


def _of_dicts(got: Any, expected: dict[Any, Any], rtol: float, atol: float) -> str:
    if not isinstance(got, dict) or set(got) != set(expected):
        return _other(got, expected)
    for key, value in expected.items():
        if found := difference(got[key], value, rtol, atol):
            return f"{key!r}: {found}"
    return ""


def _of_numbers(got: np.ndarray, expected: np.ndarray, rtol: float, atol: float) -> str:
    if got.shape != expected.shape:
        return f"shape {got.shape} instead of {expected.shape}"
    kinds = {"b": "b", "i": "i", "u": "i", "f": "f"}
    wanted, found = (kinds.get(each.dtype.kind, "") for each in (expected, got))
    if expected.ndim and got.dtype.newbyteorder("=") != expected.dtype.newbyteorder("="):
        return f"dtype {got.dtype} instead of {expected.dtype}"
    if wanted != found and not (wanted == "f" and found == "i"):
        return f"{got.dtype} instead of {expected.dtype}"
    if wanted != "f":
        wrong = got != expected
    else:
        with np.errstate(all="ignore"):
            a, b = got.astype(float), expected.astype(float)
            near = np.isfinite(b) & (np.abs(a - b) <= atol + rtol * np.abs(b))
            wrong = ~(near | (a == b) | (np.isnan(a) & np.isnan(b)))
    if not np.any(wrong):
        return ""
    place = tuple(int(each) for each in np.argwhere(wrong)[0])
    at = f" at {list(place)}" if place else ""
    return f"{got[place]!r} instead of {expected[place]!r}{at}"


def _other(got: Any, expected: Any) -> str:
    return f"{type(got).__name__} instead of {type(expected).__name__}"
