"""Values as the site writes them in JSON: numbers, texts, arrays with their dtype, and so on."""

from __future__ import annotations

import base64
from typing import Any

import numpy as np


def decode(value: Any) -> Any:
    """The value that JSON represents. Raises: ValueError: it represents none.

    JSON's own values represent themselves; everything else is an object with one key: ``float``
    (`nan`, `inf`, `-inf`), ``array`` and ``scalar`` (dtype, shape and base64 data), ``list``,
    ``tuple`` and ``dict`` (pairs).
    """
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    if not isinstance(value, dict) or len(value) != 1:
        raise ValueError(f"not a value: {value!r:.80}")
    (kind, content), *_ = value.items()
    if kind == "float":
        return float(content)
    if kind in ("array", "scalar"):
        array = np.frombuffer(base64.b64decode(content["data"]), np.dtype(content["dtype"]))
        array = array.reshape(content["shape"]).copy()
        return array if kind == "array" else array[()]
    if kind == "list":
        return [decode(each) for each in content]
    if kind == "tuple":
        return tuple(decode(each) for each in content)
    if kind == "dict":
        return {decode(key): decode(each) for key, each in content}
    raise ValueError(f"not a value: {kind!r:.80}")
