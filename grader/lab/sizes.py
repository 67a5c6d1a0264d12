"""How large the inputs of a call are."""

from __future__ import annotations

import numpy as np

from grader.lab.cases import Call


def input_bytes(call: Call) -> int:
    """Bytes of all arrays among the inputs, those in lists included."""
    parts = [*call.args, *call.kwargs.values()]
    flat = [p for part in parts for p in (part if isinstance(part, (list, tuple)) else [part])]
    return sum(part.nbytes for part in flat if isinstance(part, np.ndarray))
