"""What the lab's reference says to a call: a value, or an exception."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.lab.cases import Call


@dataclass(frozen=True)
class ExpectedAnswer:
    """``value``, unless ``raised``."""

    value: Any = None
    raised: Exception | None = None


def expected_answer(reference: Mapping[str, Callable[..., Any]], call: Call) -> ExpectedAnswer:
    """Asks the reference. It does not change its arguments, so they need no copy."""
    try:
        with np.errstate(all="ignore"):
            return ExpectedAnswer(reference[call.function](*call.args, **call.kwargs))
    except (
        Exception
    ) as error:  # an exception is an answer; whether it is the right one is asked later
        return ExpectedAnswer(raised=error)
