"""Runs the check of a case that is judged by a property."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from grader.lab.cases import Call, Check
from grader.lab.cpu_limit import TookTooLong, cpu_limit
from grader.lab.scenarios import Scenario
from grader.messages import message


class CheckFailed(Exception):
    """The check raised an exception, or returned something that is no sentence; says which."""


class CheckTookTooLong(CheckFailed):
    """The check was stopped at its limit of CPU time."""


def run_check(
    check: Check, answer: Any, call: Call, reference: Mapping[str, Callable[..., Any]]
) -> str:
    """The sentence for the student; empty where the answer has the property.

    Args:
        check: of a case.
        answer: plain data, of the kind that the reference answers with.
        call: the inputs that were used.
        reference: the lab's functions by name, for the names of arguments.
    Raises: CheckFailed, CheckTookTooLong.
    """
    inputs = inputs_of(call, reference)
    try:
        with cpu_limit(), np.errstate(all="ignore"):
            found = check(answer, inputs)
    except TookTooLong as error:
        raise CheckTookTooLong(str(error)) from error
    except Exception as error:  # the author's code may raise anything
        raise CheckFailed(f"{type(error).__name__}: {error}") from error
    if found is not None and not (isinstance(found, str) and found.strip()):
        raise CheckFailed(f"it returned {found!r}; expected None or the sentence for the student")
    return found or ""


def check_fault(
    check: Check, answer: Any, call: Call, reference: Mapping[str, Callable[..., Any]]
) -> str:
    """What is wrong with a check, which has to accept the reference's own answer; empty if nothing.

    Args: as `run_check`, ``answer`` being the reference's.
    """
    try:
        sentence = run_check(check, answer, call, reference)
    except CheckFailed as error:
        return message("the check fails on the reference's answer: {error}", error=error)
    if not sentence:
        return ""
    return message("the check refuses the reference's answer: {sentence}", sentence=sentence)


def inputs_of(call: Call, reference: Mapping[str, Callable[..., Any]]) -> Any:
    """A call's inputs by name, defaults included; of a scenario a list with those of each call."""
    if isinstance(call, Scenario):
        return [inputs_of(one, reference) for one in call.calls]
    bound = inspect.signature(reference[call.function]).bind(*call.args, **call.kwargs)
    bound.apply_defaults()
    return dict(bound.arguments)
