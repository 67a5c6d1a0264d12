"""Values as text for a report: short, exact enough to see a difference, safe for any reader."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Mapping
from typing import Any

import numpy as np

MAX_CHARS = 2000
"""No single text in a report is longer than this."""
_MOST_ENTRIES = 1000


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
            "[" + ", ".join(format_value(v, digits) for v in value[:20]) + _more(value, "]")
        )
    if isinstance(value, tuple):
        end = ",)" if len(value) == 1 else ")"
        return clip(
            "(" + ", ".join(format_value(v, digits) for v in value[:20]) + _more(value, end)
        )
    if isinstance(value, Mapping):
        first = list(value.items())[:20]
        inner = ", ".join(f"{format_value(k, digits)}: {format_value(v, digits)}" for k, v in first)
        return clip("{" + inner + _more(value, "}"))
    return clip(repr(value))


def format_number(value: Any, digits: int = 10) -> str:
    """A number to ``digits`` significant digits; a float always looks like one."""
    if isinstance(value, int) and value.bit_length() > 1000:
        return f"a whole number of {value.bit_length()} bits"  # too long to be written in digits
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
        return f"an array of shape {value.shape} and dtype {value.dtype}"
    if isinstance(value, (np.ndarray, np.generic)):
        return _NUMBERS.get(value.dtype.kind, f"a value of dtype {value.dtype}")
    if value is None:
        return "None"
    if isinstance(value, (list, tuple)):
        return f"a {type(value).__name__} of {len(value)}"
    return _KINDS.get(type(value), f"a {type(value).__name__}")


_NUMBERS = {"f": "a float", "i": "an int", "u": "an int", "b": "a bool", "c": "a complex number"}
_KINDS = {
    bool: "a bool",
    int: "an int",
    float: "a float",
    complex: "a complex number",
    str: "text",
    dict: "a dict",
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
    return f", … {len(value)} in all{end}" if len(value) > 20 else end
