"""Values as JSON that loses nothing, for programs that have no grader.

JSON's own values represent themselves; everything else is an object with one key: ``float`` (`nan`,
`inf`, `-inf`), ``array`` and ``scalar`` (dtype, shape and base64 data in C order), ``list``,
``tuple`` and ``dict`` (pairs of key and value).
"""

from __future__ import annotations

import base64
import math
from typing import Any

import numpy as np


def encode(value: Any) -> Any:
    """What stands for a value.

    Args:
        value: ``None``, numbers, texts, arrays of numbers or booleans, and lists, tuples and
            dicts of those.

    Raises: TypeError: the value is of another kind.
    """
    if isinstance(value, np.ndarray):
        return {"array": _data(value)}
    if isinstance(value, np.generic):
        return {"scalar": _data(np.asarray(value))}
    if isinstance(value, float) and not math.isfinite(value):
        return {"float": str(value)}
    if value is None or type(value) in (bool, int, float, str):
        return value
    if type(value) in (list, tuple):
        return {type(value).__name__: [encode(each) for each in value]}
    if type(value) is dict:
        return {"dict": [[encode(key), encode(each)] for key, each in value.items()]}
    raise TypeError(f"no JSON represents a {type(value).__name__}")


def _data(array: np.ndarray) -> dict[str, Any]:
    if array.dtype.kind not in "biuf":
        raise TypeError(f"no JSON represents an array of {array.dtype}")
    data = base64.b64encode(np.ascontiguousarray(array).tobytes()).decode("ascii")
    return {"dtype": array.dtype.str, "shape": list(array.shape), "data": data}
