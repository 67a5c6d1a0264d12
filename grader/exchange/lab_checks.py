"""Compares answers of a lab with those of its reference, by the rules of the lab's grader.

Written into notebooks and beside tests of other systems, so that it needs NumPy alone. A float is
a float, whether Python's, NumPy's or a 0-d array; shape and dtype of arrays must be right; floats
may be off by ``atol + rtol * |expected|``.
"""

import base64
import copy
import json
from collections.abc import Callable
from typing import Any

import numpy as np


def value(text: str) -> Any:
    """The value that a line of JSON represents: one with a dtype, or too long to be written."""
    return _decode(json.loads(text))


class expects:
    """``expects(2.0, rtol=1e-9).of(f, x)`` calls ``f(x)`` and fails if it does not return 2."""

    def __init__(
        self, expected: Any = None, rtol: float = 0.0, atol: float = 0.0, raises: str = ""
    ) -> None:
        self.expected, self.rtol, self.atol, self.raises = expected, rtol, atol, raises

    def of(self, function: Callable[..., Any] | None, *args: Any, **kwargs: Any) -> None:
        """Asserts that a call answers, or raises, as it should and leaves its arguments alone."""
        assert callable(function), "the function is not defined"
        before = copy.deepcopy([args, kwargs])
        try:
            with np.errstate(all="ignore"):
                got = function(*args, **kwargs)
        except Exception as error:
            if self.raises in [each.__name__ for each in type(error).__mro__]:
                return
            raise
        assert not self.raises, f"no {self.raises} was raised"
        found = _difference(got, self.expected, self.rtol, self.atol)
        assert not found, found
        assert not _difference([args, kwargs], before, 0.0, 0.0), "an argument was changed"


def _difference(got: Any, expected: Any, rtol: float, atol: float) -> str:
    """What is wrong, as a sentence; empty where nothing is."""
    other = f"{type(got).__name__} instead of {type(expected).__name__}"
    if isinstance(expected, (list, tuple)):
        if not isinstance(got, (list, tuple)) or len(got) != len(expected):
            return other if not isinstance(got, (list, tuple)) else f"{len(got)} entries"
        pairs = [_difference(a, b, rtol, atol) for a, b in zip(got, expected, strict=True)]
        return next((f"entry {n}: {words}" for n, words in enumerate(pairs) if words), "")
    if isinstance(expected, dict):
        if not isinstance(got, dict) or got.keys() != expected.keys():
            return other if not isinstance(got, dict) else f"keys {list(got)}"
        named = {key: _difference(got[key], expected[key], rtol, atol) for key in expected}
        return next((f"{key!r}: {words}" for key, words in named.items() if words), "")
    if expected is None or isinstance(expected, str):
        return "" if type(got) is type(expected) and got == expected else other
    if not isinstance(got, (bool, int, float, np.generic, np.ndarray)):
        return other
    return _of_numbers(np.asarray(got), np.asarray(expected), rtol, atol)


def _of_numbers(got: np.ndarray, expected: np.ndarray, rtol: float, atol: float) -> str:
    if got.shape != expected.shape:
        return f"shape {got.shape} instead of {expected.shape}"
    kinds = {"b": "b", "i": "i", "u": "i", "f": "f"}
    found, wanted = kinds.get(got.dtype.kind, ""), kinds.get(expected.dtype.kind, "")
    if expected.ndim and got.dtype.newbyteorder("=") != expected.dtype.newbyteorder("="):
        return f"dtype {got.dtype} instead of {expected.dtype}"
    if found != wanted and not (wanted == "f" and found == "i"):
        return f"{got.dtype} instead of {expected.dtype}"
    if wanted == "f":
        with np.errstate(all="ignore"):
            a, b = got.astype(float), expected.astype(float)
            near = np.isfinite(b) & (np.abs(a - b) <= atol + rtol * np.abs(b))
            wrong = ~(near | (a == b) | (np.isnan(a) & np.isnan(b)))
    else:
        wrong = got != expected
    if not np.any(wrong):
        return ""
    place = tuple(int(each) for each in np.argwhere(wrong)[0])
    at = f" at {list(place)}" if place else ""
    return f"{got[place]} instead of {expected[place]}{at}"


def _decode(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    ((kind, content),) = value.items()
    if kind == "float":
        return float(content)
    if kind in ("array", "scalar"):
        array = np.frombuffer(base64.b64decode(content["data"]), np.dtype(content["dtype"]))
        array = array.reshape(content["shape"]).copy()
        return array if kind == "array" else array[()]
    if kind == "dict":
        return {_decode(key): _decode(each) for key, each in content}
    entries = [_decode(each) for each in content]
    return tuple(entries) if kind == "tuple" else entries
