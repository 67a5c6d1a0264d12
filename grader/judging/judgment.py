"""Compares one outcome of the sandbox with the reference's answer: a verdict and its evidence."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from grader.judging.case_text import format_call, format_inputs, format_right_answer
from grader.lab import Case, Lab
from grader.lab.cases import Check
from grader.lab.checks import CheckFailed, CheckTookTooLong, check_fault, run_check
from grader.lab.expected_answers import ExpectedAnswer
from grader.messages import message
from grader.results.report import CaseResult
from grader.results.verdicts import Verdict, worst
from grader.sandbox.outcome import Outcome, RaisedException
from grader.values.comparison import Comparison, Tolerance, WorstEntry, compare
from grader.values.formatting import clip, describe_kind, format_value, printable, safe_text
from grader.values.kinds import compare_kind
from grader.values.unsent import describe_unsent

_log = logging.getLogger(__name__)

_WITH_VALUE = (Verdict.passed, Verdict.changed_inputs)
"""Verdicts of outcomes that hold a value, which decides."""
_EXPLAINABLE = (
    Verdict.wrong_values,
    Verdict.not_finite,
    Verdict.wrong_shape,
    Verdict.wrong_dtype,
    Verdict.wrong_type,
    Verdict.changed_inputs,
    Verdict.raised,
)
_NEAR = 1e-6
"""How near to each other two programs come that look for the same number step by step."""
_DETAIL_CHARS = 500
_OUTPUT_CHARS = 4000
_FRAMES = 12
"""Lines of a traceback that are shown: the innermost ones, where the exception comes from."""


@dataclass(frozen=True)
class Judgment:
    """A case and what came of it; kept in the trusted process, because it holds hidden inputs."""

    case: Case
    visible: bool
    outcome: Outcome
    expected: ExpectedAnswer
    tolerance: Tolerance
    verdict: Verdict
    detail: str = ""
    worst: WorstEntry | None = None

    @property
    def passed(self) -> bool:
        """Whether the outcome is right."""
        return self.verdict is Verdict.passed

    @property
    def function(self) -> str:
        """The name of the function that the case calls; of a scenario where its calls ended."""
        calls = self.case.inputs.calls
        return calls[min(self.outcome.step, len(calls) - 1)].function

    @property
    def sentence(self) -> str:
        """What the case's check says to the student; empty where there is none."""
        return self.detail if self.case.check and self.verdict is Verdict.wrong_values else ""

    @property
    def likeness(self) -> Tolerance:
        """For comparing wrong answers with each other.

        Where a check allows many right answers, programs come near to the same wrong one as well.
        """
        if self.case.check is None:
            return self.tolerance
        return Tolerance(max(self.tolerance.rtol, _NEAR), max(self.tolerance.atol, _NEAR))

    @property
    def failed_by_value(self) -> bool:
        """Whether a value was expected and something comparable came: there is a cause to find."""
        return not self.passed and self.expected.raised is None and self.verdict in _EXPLAINABLE


def tolerance_of(lab: Lab, case: Case, expected: ExpectedAnswer) -> Tolerance:
    """The case's own tolerance, or the lab's for the dtypes of its inputs and its answer."""
    values = (expected.value, *((call.args, call.kwargs) for call in case.inputs.calls))
    return case.tolerance or lab.tolerances.for_values(values)


def judge(
    lab: Lab,
    case: Case,
    visible: bool,
    outcome: Outcome,
    expected: ExpectedAnswer,
    tolerance: Tolerance | None = None,
) -> Judgment:
    """Decides whether the outcome of a case's call is right.

    Args:
        lab: whose tolerances count where the case has none of its own.
        case: what was called, and the exception that is right, if one is.
        visible: whether a student may see the case's inputs.
        outcome: what the sandbox reports.
        expected: what the lab's reference answers.
        tolerance: from `tolerance_of`, where many outcomes of one case are judged.
    """
    tolerance = tolerance or tolerance_of(lab, case, expected)
    verdict, detail, entry = _decide(lab, case, outcome, expected, tolerance)
    return Judgment(case, visible, outcome, expected, tolerance, verdict, detail, entry)


def _decide(
    lab: Lab, case: Case, outcome: Outcome, expected: ExpectedAnswer, tolerance: Tolerance
) -> tuple[Verdict, str, WorstEntry | None]:
    if outcome.verdict is Verdict.raised and outcome.raised is not None:
        return _decide_raised(case, outcome.raised, outcome.step == expected.step)
    if outcome.verdict not in _WITH_VALUE:
        return outcome.verdict, outcome.detail, None
    if case.expects is not None:
        detail = message(
            "returned {value} where {exception} must be raised",
            value=describe_kind(outcome.value),
            exception=case.expects.name,
        )
        return Verdict.wrong_values, detail, None
    if case.check is None:
        comparison = compare(outcome.value, expected.value, tolerance)
    else:
        comparison = _check(lab, case, outcome.value, expected)
    verdict = worst([comparison.verdict, outcome.verdict])
    changed = verdict is Verdict.changed_inputs
    return verdict, outcome.detail if changed else comparison.detail, comparison.worst


def _check(lab: Lab, case: Case, got: Any, expected: ExpectedAnswer) -> Comparison:
    """What the case's check says of an answer of the right kind.

    A check that refuses the reference's answer too is at fault, not the submission, and so is one
    that does not come to its end. One that fails on this answer alone has met something that no
    right answer holds.
    """
    assert case.check is not None
    kind = compare_kind(got, expected.value, any_lengths=case.any_lengths)
    if not kind.right:
        return kind
    try:
        sentence = run_check(case.check, got, case.inputs, lab.reference)
    except CheckTookTooLong as error:
        detail = f'the check of "{case.name}" does not come to its end on an answer: {error}'
        return Comparison(Verdict.grader_failed, detail)
    except CheckFailed as error:
        sentence, text = "", printable(str(error))
        _log.warning('%s: the check of "%s" failed on an answer: %s', lab.slug, case.name, text)
    else:
        if not sentence:
            return Comparison(Verdict.passed)
    fault = _fault_of_check(lab, case, case.check, expected)
    if fault:
        return Comparison(Verdict.grader_failed, fault)
    return Comparison(Verdict.wrong_values, sentence)


def _fault_of_check(lab: Lab, case: Case, check: Check, expected: ExpectedAnswer) -> str:
    """`check_fault`, asked once where many outcomes of a case are judged."""
    _, known = expected.faults.get(id(check), (check, None))
    if known is None:
        known = check_fault(check, expected.value, case.inputs, lab.reference)
        expected.faults[id(check)] = check, known
    return known


def _decide_raised(
    case: Case, raised: RaisedException, in_time: bool
) -> tuple[Verdict, str, WorstEntry | None]:
    """``in_time`` says that the exception came in the call in which the reference raises one."""
    text = format_exception(raised)
    if case.expects is None:
        return Verdict.raised, text, None
    if in_time and case.expects.name in (raised.type, *raised.bases):
        return Verdict.passed, "", None
    detail = message("{raised}; {exception} was expected", raised=text, exception=case.expects.name)
    return Verdict.raised, detail, None


def format_exception(raised: RaisedException) -> str:
    """``ValueError: unknown kind``, or the type alone where there is no message."""
    return f"{raised.type}: {raised.message}" if raised.message else raised.type


def to_case_result(lab: Lab, judgment: Judgment) -> CaseResult:
    """What a student may see of a judgment: of a hidden case the verdict and the author's hint.

    A submission decides what it raises, on which line, and how its answer is wrong, so that each
    of those could carry an input out.
    """
    case = judgment.case
    result = CaseResult(
        name=case.name,
        visible=judgment.visible,
        function=judgment.function,
        weight=case.weight,
        verdict=judgment.verdict,
        hint="" if judgment.passed or judgment.verdict is Verdict.not_run else case.hint,
    )
    if not judgment.visible:
        return result
    outcome, sentence = judgment.outcome, judgment.sentence
    calls, inputs = format_inputs(lab, case)
    shown: dict[str, Any] = {
        "hint": safe_text(sentence, _DETAIL_CHARS) or result.hint,
        "detail": "" if sentence else safe_text(judgment.detail, _DETAIL_CHARS),
        "calls": calls,
        "call": format_call(case),
        "input": inputs,
        "expected": format_right_answer(judgment.case, judgment.expected),
        "got": _format_got(judgment),
        "worst": judgment.worst,
        "output": clip(printable(outcome.output), _OUTPUT_CHARS),
        "traceback": traceback_text(outcome.raised),
    }
    return replace(result, **shown)


def to_row_result(lab: Lab, judgments: Sequence[Judgment]) -> CaseResult:
    """One row of a report: a case's own, or that of a rule, which all of its cases have to meet.

    A rule that is broken shows the worst of its cases, and where it is broken: functions and words,
    which follow from the verdicts alone.

    Args:
        lab: whose cases they are.
        judgments: of the cases of one row, at least one.
    """
    first = judgments[0]
    if first.case.rule is None:
        return to_case_result(lab, first)
    verdict = worst(judgment.verdict for judgment in judgments)
    shown = to_case_result(lab, next(j for j in judgments if j.verdict is verdict))
    broken = dict.fromkeys(place_of(judgment.case) for judgment in judgments if not judgment.passed)
    return replace(shown, name=first.case.row, places=tuple(broken), rule=True)


def place_of(case: Case) -> str:
    """``prox, "l1"``: the function and the words among its inputs."""
    inputs = (*case.inputs.args, *case.inputs.kwargs.values())
    words = (f'"{value}"' for value in inputs if isinstance(value, str))
    return ", ".join([case.inputs.function, *words])


def _format_got(judgment: Judgment) -> str:
    outcome = judgment.outcome
    if outcome.verdict in _WITH_VALUE:
        return clip(printable(format_value(outcome.value)))
    if outcome.unsent is not None:
        return describe_unsent(outcome.unsent)
    if outcome.raised is not None:
        return clip(printable("raises " + format_exception(outcome.raised)), _DETAIL_CHARS)
    return ""


def traceback_text(raised: RaisedException | None) -> str:
    """The student's own lines, outermost first, and the exception."""
    if raised is None:
        return ""
    frames = [f"{raised.place(n)}: {source.strip()}" for n, source in raised.lines[-_FRAMES:]]
    return clip(printable("\n".join([*frames, format_exception(raised)])))
