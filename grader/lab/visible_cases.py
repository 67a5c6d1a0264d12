"""The visible cases of a lab with their answers, for programs that run them without a grader."""

from __future__ import annotations

import json
from typing import Any

from grader.lab.cases import Case
from grader.lab.expected_answers import expected_answer
from grader.lab.model import Lab
from grader.lab.scenarios import Scenario
from grader.messages import message
from grader.values.json_values import encode
from grader.values.python_text import call_text

MAX_BYTES = 100_000
"""Of one case as JSON; a larger one is left to the site."""


def visible_cases(lab: Lab) -> list[dict[str, Any]]:
    """All visible cases in order, as JSON; none of a lab that is not judged by calls.

    ``local`` says whether a program can judge an answer by comparing it with ``expected`` (or with
    the exception named by ``raises``), ``why`` why it cannot. Values are as `encode` writes them.
    """
    return [portable_case(lab, case) for case in lab.make_visible()] if lab.format == "code" else []


def portable_case(lab: Lab, case: Case) -> dict[str, Any]:
    """One case as JSON, as `visible_cases` says."""
    found: dict[str, Any] = {
        "name": case.name,
        "hint": case.hint,
        "function": case.inputs.function,
        "call": "",
        "local": False,
        "why": "",
        "args": [],
        "kwargs": {},
        "expected": None,
        "raises": "",
        "rtol": 0.0,
        "atol": 0.0,
    }
    if isinstance(case.inputs, Scenario):
        return found | {"why": message("it makes several calls")}
    found["call"] = call_text(case.inputs.function, case.inputs.args, case.inputs.kwargs)
    if case.check is not None:
        return found | {"why": message("more than one answer is right")}
    try:
        complete = found | _answer(lab, case) | {"local": True}
    except TypeError:
        return found | {"why": message("its values have no form that can be sent")}
    if len(json.dumps(complete)) > MAX_BYTES:
        return found | {"why": message("its values are too large to be sent")}
    return complete


def _answer(lab: Lab, case: Case) -> dict[str, Any]:
    inputs = case.inputs
    found: dict[str, Any] = {
        "args": [encode(each) for each in inputs.args],
        "kwargs": {name: encode(each) for name, each in inputs.kwargs.items()},
    }
    if case.expects is not None:
        return found | {"raises": case.expects.name}
    answer = expected_answer(lab.reference, inputs.fresh())
    if answer.raised is not None:
        raise TypeError("the reference raises an exception")
    values = [answer.value, *inputs.args, *inputs.kwargs.values()]
    tolerance = case.tolerance or lab.tolerances.for_values(values)
    expected = encode(answer.value)
    return found | {"expected": expected, "rtol": tolerance.rtol, "atol": tolerance.atol}
