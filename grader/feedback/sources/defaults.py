"""Calls that leave an argument out, and are right when it is given: its default is another one."""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from grader.feedback.evidence import Evidence, is_small
from grader.feedback.explanation import Explanation, Source, Strength
from grader.judging import budget
from grader.judging.judgment import Judgment, judge
from grader.judging.runner import Runner
from grader.lab import Call, Lab
from grader.lab.scenarios import Scenario
from grader.messages import message
from grader.results.verdicts import Verdict

MOST_CASES = 12
"""Failing cases that are called again."""
_WITH_VALUE = (Verdict.passed, Verdict.changed_inputs)


def _explain(evidence: Evidence) -> Iterator[Explanation]:
    tried = {
        n: left
        for n in evidence.unexplained
        if is_small(evidence.judgments[n])
        and (left := _left_out(evidence.lab, evidence.judgments[n]))
    }
    if not tried:
        return
    called = list(tried)[:MOST_CASES]
    found: dict[tuple[str, str], list[int]] = {}
    calls = evidence.budget.part(SOURCE.name, budget.DEFAULT_CALLS)
    with Runner(evidence.source, evidence.lab.limits, calls=calls) as runner:
        for number in called:
            name = _name(evidence, evidence.judgments[number], tried[number], runner)
            if name:
                function = _with_parameter(evidence.lab, evidence.judgments[number], name)
                found.setdefault((function, name), []).append(number)
    for (function, name), numbers in found.items():
        # Cases that are too large to be called again, or too many, fail for the same reason.
        numbers += [
            n
            for n in evidence.unexplained
            if n not in called
            and function == _with_parameter(evidence.lab, evidence.judgments[n], name)
            and name in _left_out(evidence.lab, evidence.judgments[n])
        ]
        words = message(
            "{function} is right when {name} is given and wrong when it is left out: its default "
            "is not the one that the statement names.",
            function=function,
            name=name,
        )
        yield Explanation(SOURCE.name, name, words, frozenset(numbers), Strength.certain)


def _with_parameter(lab: Lab, judgment: Judgment, name: str) -> str:
    """The function whose argument it is: of several calls, the last that has it."""
    called = [call.function for call in judgment.case.inputs.calls]
    having = [f for f in called if name in inspect.signature(lab.reference[f]).parameters]
    return having[-1] if having else judgment.function


def _left_out(lab: Lab, judgment: Judgment) -> Mapping[str, Any]:
    """The defaults of what the calls of a failing case leave out, those of ``None`` aside."""
    case = judgment.case
    wrong = case.expects is None and judgment.expected.raised is None
    if not wrong or judgment.outcome.verdict not in _WITH_VALUE:
        return {}
    left: dict[str, Any] = {}
    for call in case.inputs.calls:
        given = {name for name, _ in lab.inputs(call)}
        parameters = inspect.signature(lab.reference[call.function]).parameters
        left |= {
            name: p.default
            for name, p in parameters.items()
            if p.default is not p.empty and p.default is not None and name not in given
        }
    return left


def _name(
    evidence: Evidence, judgment: Judgment, left: Mapping[str, Any], runner: Runner
) -> str | None:
    """The argument that makes the case right when it is given; nothing where none does alone."""
    if not _is_right(evidence, judgment, left, runner):
        return None
    for name, value in left.items():
        if len(left) == 1 or _is_right(evidence, judgment, {name: value}, runner):
            return name
    return None


def _is_right(
    evidence: Evidence, judgment: Judgment, given: Mapping[str, Any], runner: Runner
) -> bool:
    inputs = judgment.case.inputs
    calls = [_with(evidence.lab, call, given) for call in inputs.calls]
    asked = inputs.with_calls(calls) if isinstance(inputs, Scenario) else calls[0]
    case = replace(judgment.case, inputs=asked)
    return judge(evidence.lab, case, False, runner.run(asked), judgment.expected).passed


def _with(lab: Lab, call: Call, given: Mapping[str, Any]) -> Call:
    """The call with what it leaves out of its function's arguments given by name."""
    parameters = inspect.signature(lab.reference[call.function]).parameters
    known = {name for name, _ in lab.inputs(call)}
    more = {name: v for name, v in given.items() if name in parameters and name not in known}
    return replace(call, kwargs={**call.kwargs, **more})


SOURCE = Source("defaults", Strength.certain, _explain)
