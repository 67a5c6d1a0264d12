"""What a case asks and what is right, as text."""

from __future__ import annotations

from typing import Any

from grader.judging.scenario_text import Rows, scenario_text
from grader.lab import Case, Lab, Scenario
from grader.lab.expected_answers import ExpectedAnswer
from grader.values.formatting import format_value
from grader.values.python_text import call_text


def format_inputs(lab: Lab, case: Case) -> tuple[tuple[str, ...], Rows]:
    """The lines of a scenario, none of a single call; inputs by name."""
    if isinstance(case.inputs, Scenario):
        return scenario_text(lab, case.inputs)
    return (), tuple((name, format_value(value)) for name, value in lab.inputs(case.inputs))


def format_call(case: Case) -> str:
    """Of the case of a rule none: it is about how its inputs lie in memory."""
    if isinstance(case.inputs, Scenario) or case.rule is not None:
        return ""
    return call_text(case.inputs.function, case.inputs.args, case.inputs.kwargs)


def format_right_answer(case: Case, expected: ExpectedAnswer) -> str:
    """Empty where the reference's answer is one of many that are right."""
    if case.check is not None:
        return ""
    return f"raises {case.expects.name}" if case.expects else format_value(expected.value)


def describe_case(
    lab: Lab, case: Case, expected: ExpectedAnswer, *, visible: bool
) -> dict[str, Any]:
    """For JSON, and for those who may know hidden cases; ``answer`` is the reference's."""
    calls, inputs = format_inputs(lab, case)
    answer = f"raises {type(expected.raised).__name__}" if expected.raised else ""
    return {
        "name": case.name,
        "row": case.row,
        "visible": visible,
        "rule": case.rule is not None,
        "function": case.inputs.function,
        "weight": case.weight,
        "hint": str(case.hint),
        "calls": list(calls),
        "call": format_call(case),
        "input": [{"name": name, "text": text} for name, text in inputs],
        "answer": answer or format_value(expected.value),
        "checked": case.check is not None,
    }
