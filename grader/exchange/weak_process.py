"""A process of the submission where no sandbox can be made: answers calls that come as JSON.

Run as a file, in a process without rights; it imports nothing of the grader. Each line of the input
is a call, each line of the output what came of it. What the code prints goes to nowhere.
"""

from __future__ import annotations

import base64
import copy
import json
import math
import os
import sys
from typing import Any

import numpy as np


def main() -> None:
    """The first line is the code. Rights are given up when NumPy is there, before it is read."""
    if len(sys.argv) == 3:
        os.setgroups([])
        os.setgid(int(sys.argv[2]))
        os.setuid(int(sys.argv[1]))
    replies = os.fdopen(os.dup(1), "w", encoding="utf-8")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    module: dict[str, Any] = {"__name__": "submission"}
    reply: dict[str, Any] = {"loaded": True}
    try:
        exec(compile(json.loads(sys.stdin.readline()), "submission.py", "exec"), module)
    except BaseException as error:
        reply = {"loaded": False, **_exception(error)}
    print(json.dumps(reply), file=replies, flush=True)
    for line in sys.stdin:
        print(json.dumps(_answer(module, json.loads(line))), file=replies, flush=True)


def _answer(module: dict[str, Any], call: dict[str, Any]) -> dict[str, Any]:
    function = module.get(call["function"])
    if not callable(function):
        return {"missing": True}
    args = [decode(each) for each in call["args"]]
    kwargs = {name: decode(each) for name, each in call["kwargs"].items()}
    before = copy.deepcopy((args, kwargs))
    try:
        with np.errstate(all="ignore"):
            got = function(*args, **kwargs)
    except BaseException as error:
        return _exception(error)
    try:
        value = encode(got)
    except (TypeError, RecursionError):
        return {"unsent": type(got).__name__}
    return {"value": value, "changed": encode(list(before)) != encode([args, kwargs])}


def _exception(error: BaseException) -> dict[str, Any]:
    bases = [each.__name__ for each in type(error).__mro__[1:]]
    return {"raised": type(error).__name__, "message": str(error)[:500], "bases": bases}


def encode(value: Any) -> Any:
    """As `grader.values.json_values`."""
    if isinstance(value, (np.ndarray, np.generic)):
        array = np.asarray(value)
        if array.dtype.kind not in "biuf":
            raise TypeError(array.dtype)
        data = base64.b64encode(np.ascontiguousarray(array).tobytes()).decode("ascii")
        fields = {"dtype": array.dtype.str, "shape": list(array.shape), "data": data}
        return {"array" if isinstance(value, np.ndarray) else "scalar": fields}
    if isinstance(value, float) and not math.isfinite(value):
        return {"float": str(value)}
    if value is None or type(value) in (bool, int, float, str):
        return value
    if type(value) in (list, tuple):
        return {type(value).__name__: [encode(each) for each in value]}
    if type(value) is dict:
        return {"dict": [[encode(key), encode(each)] for key, each in value.items()]}
    raise TypeError(type(value))


def decode(value: Any) -> Any:
    """The reverse."""
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
        return {decode(key): decode(each) for key, each in content}
    entries = [decode(each) for each in content]
    return tuple(entries) if kind == "tuple" else entries


if __name__ == "__main__":
    main()
