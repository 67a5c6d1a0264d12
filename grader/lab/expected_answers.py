"""What a lab's reference answers to a call: a value, or an exception."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.lab.cases import Call


@dataclass(frozen=True)
class ExpectedAnswer:
    """``value``, unless an exception was ``raised``."""

    value: Any = None
    raised: Exception | None = None


def expected_answer(reference: Mapping[str, Callable[..., Any]], call: Call) -> ExpectedAnswer:
    """The reference's answer. It does not change its arguments, so that they need no copy.

    Args:
        reference: the lab's functions by name.
        call: of one of them.
    """
    try:
        with np.errstate(all="ignore"):
            return ExpectedAnswer(reference[call.function](*call.args, **call.kwargs))
    except Exception as error:  # an exception is an answer; the caller says whether a right one
        return ExpectedAnswer(raised=error)
