"""How an activation is applied: entry by entry, a block at a time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .. import _rules
from .._rules import ArrayLike


def each(kernel: Callable[..., None], x: ArrayLike, *parameters: float) -> Any:
    """``kernel(out, block)`` applied block by block to x, in the dtype that the rules give.

    `parameters`: numbers that the kernel multiplies by, which float32 may have no room for.
    """
    (z,), result = _rules.floats(x=x)
    return _rules.give(_rules.in_blocks(kernel, _rules.with_room(z, *parameters)), result)
