"""What a lab's reference answers to a call or a scenario: a value, or an exception."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from grader.lab.cases import Call, Check
from grader.lab.scenarios import Results, Scenario


@dataclass(frozen=True)
class ExpectedAnswer:
    """``value``, unless an exception was ``raised``, by call number ``step`` of a scenario.

    ``faults`` holds checks that have been asked, by their ids, with what they find in it.
    """

    value: Any = None
    raised: Exception | None = None
    step: int = 0
    faults: dict[int, tuple[Check, str]] = field(default_factory=dict, compare=False, repr=False)


def expected_answer(reference: Mapping[str, Callable[..., Any]], call: Call) -> ExpectedAnswer:
    """The reference's answer. It does not change its arguments, so that they need no copy.

    Args:
        reference: the lab's functions by name.
        call: of one of them, or a scenario.
    """
    if isinstance(call, Scenario):
        return _answer_to_scenario(reference, call)
    try:
        with np.errstate(all="ignore"):
            return ExpectedAnswer(reference[call.function](*call.args, **call.kwargs))
    except Exception as error:  # an exception is an answer; the caller says whether a right one
        return ExpectedAnswer(raised=error)


def _answer_to_scenario(
    reference: Mapping[str, Callable[..., Any]], scenario: Scenario
) -> ExpectedAnswer:
    results, parts, number = Results(), [], 0
    try:
        with np.errstate(all="ignore"):
            for number, call in enumerate(scenario.calls):
                args, kwargs = results.arguments_of(call)
                value = reference[call.function](*args, **kwargs)
                # Copied, since a later call may change a state that the reference keeps.
                parts.append(copy.deepcopy(results.keep(value, scenario.picked(number))))
    except Exception as error:  # as above
        return ExpectedAnswer(raised=error, step=number)
    return ExpectedAnswer(scenario.answer(parts))
