"""How large the inputs of a call are."""

from __future__ import annotations

import numpy as np

from grader.lab.cases import Call


def input_bytes(call: Call) -> int:
    """Bytes of all arrays among the inputs, those in lists included."""
    return sum(array.nbytes for array in input_arrays(call))


def input_numbers(call: Call) -> int:
    """Entries of all arrays among the inputs, those in lists included."""
    return sum(array.size for array in input_arrays(call))


def input_arrays(call: Call) -> list[np.ndarray]:
    """All arrays among the inputs, those in lists included."""
    parts = [part for one in call.calls for part in (*one.args, *one.kwargs.values())]
    flat = [p for part in parts for p in (part if isinstance(part, (list, tuple)) else [part])]
    return [part for part in flat if isinstance(part, np.ndarray)]
