"""Values as text: short, exact enough to see a difference, safe to print anywhere."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Mapping
from typing import Any

import numpy as np

from grader.messages import changed_params, message

MAX_CHARS = 2000
"""No single text in a report is longer than this."""
_MOST_ENTRIES = 1000
"""Entries that `numpy.array2string` may be given; it takes some 10 µs for each."""
_MOST_ITEMS = 20
"""Items of a list, tuple or dict that are written out."""
_LONGEST_INTEGER = 1000
"""Bits, some 300 digits. To write out more takes quadratic time; Python refuses 4300 digits."""


def format_value(value: Any, digits: int = 10) -> str:
    """A value as a student would type it: ``[0.5 2.0]`` with shape and dtype where they matter."""
    if isinstance(value, np.ndarray):
        return _show_array(value, digits)
    if isinstance(value, np.generic):
        return format_number(value, digits)
    if isinstance(value, bool) or value is None:
        return str(value)
    if isinstance(value, (int, float, complex)):
        return format_number(value, digits)
    if isinstance(value, list):
        return clip(
            "["
            + ", ".join(format_value(v, digits) for v in value[:_MOST_ITEMS])
            + _more(value, "]")
        )
    if isinstance(value, tuple):
        end = ",)" if len(value) == 1 else ")"
        return clip(
            "("
            + ", ".join(format_value(v, digits) for v in value[:_MOST_ITEMS])
            + _more(value, end)
        )
    if isinstance(value, Mapping):
        first = list(value.items())[:_MOST_ITEMS]
        inner = ", ".join(f"{format_value(k, digits)}: {format_value(v, digits)}" for k, v in first)
        return clip("{" + inner + _more(value, "}"))
    return clip(repr(value))


def format_number(value: Any, digits: int = 10) -> str:
    """A number to ``digits`` significant digits; a float always looks like one."""
    if isinstance(value, int) and value.bit_length() > _LONGEST_INTEGER:
        return message("an integer of {bits} bits", bits=value.bit_length())
    kind = np.asarray(value).dtype.kind
    if kind in "iu":
        return clip(str(int(value)), 60)
    if kind == "f":
        digits = min(digits, 8) if np.asarray(value).dtype.itemsize < 8 else digits
        text = f"{float(value):.{digits}g}"
        return text if set(text) & set(".ein") else text + ".0"
    return clip(str(value), 60)


def describe_kind(value: Any) -> str:
    """What a value is, without its values: ``an array of shape (3,) and dtype float64``."""
    if isinstance(value, np.ndarray) and value.ndim:
        return message(
            "an array of shape {shape} and dtype {dtype}", shape=value.shape, dtype=value.dtype
        )
    if isinstance(value, (np.ndarray, np.generic)):
        other = message("a value of dtype {dtype}", dtype=value.dtype)
        return _NUMBERS.get(value.dtype.kind, other)
    if value is None:
        return "None"
    if isinstance(value, (list, tuple)):
        return message("a {type} of {length}", type=type(value).__name__, length=len(value))
    return _KINDS.get(type(value), message("a {type}", type=type(value).__name__))


_FLOAT, _INT, _BOOL = message("a float"), message("an int"), message("a bool")
_COMPLEX = message("a complex number")
_NUMBERS = {"f": _FLOAT, "i": _INT, "u": _INT, "b": _BOOL, "c": _COMPLEX}
_KINDS = {
    bool: _BOOL,
    int: _INT,
    float: _FLOAT,
    complex: _COMPLEX,
    str: message("text"),
    dict: message("a dict"),
}


def clip(text: str, chars: int = MAX_CHARS) -> str:
    """``text``, cut with an ellipsis when it is long."""
    return text if len(text) <= chars else text[: chars - 1] + "…"


def printable(text: str, *, newlines: bool = True) -> str:
    """``text`` with control, direction and surrogate characters written out as escapes.

    A terminal or a page then shows what is there and obeys none of it.
    """
    keep = "\n\t" if newlines else ""
    return "".join(c if c in keep or _harmless(c) else _escaped(c) for c in text)


def safe_text(text: str, chars: int = MAX_CHARS) -> str:
    """``text`` printable and at most ``chars`` long; a message stays one unless it is too long."""
    safe = changed_params(text, printable)
    return safe if len(safe) <= chars else clip(str(safe), chars)


def _harmless(char: str) -> bool:
    return char == " " or unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")


def _escaped(char: str) -> str:
    code = ord(char)
    return (
        f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}" if code < 65536 else f"\\U{code:08x}"
    )


def _show_array(value: np.ndarray, digits: int) -> str:
    if value.dtype.kind == "f" and value.dtype.itemsize < 8:
        digits = min(digits, 8)
    left = math.prod(min(length, 6) for length in value.shape)
    shown = value if left <= _MOST_ENTRIES else value.ravel()  # NumPy cuts each axis, not the whole
    text = np.array2string(
        shown, precision=digits, threshold=60, edgeitems=3, max_line_width=88, separator=", "
    )
    facts = []
    if value.size > 60 or not value.size or value.ndim > 2:
        facts.append(f"shape {value.shape}")
    if value.dtype not in (np.dtype(float), np.dtype(int)):
        facts.append(str(value.dtype))
    return clip(text + (f"  ({', '.join(facts)})" if facts else ""))


def _more(value: Any, end: str) -> str:
    return f", … {len(value)} in all{end}" if len(value) > _MOST_ITEMS else end
