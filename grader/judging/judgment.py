"""Compares one outcome of the sandbox with the reference's answer: a verdict and its evidence."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from grader.lab import Case, Lab
from grader.lab.expected_answers import ExpectedAnswer
from grader.messages import message
from grader.results.report import CaseResult
from grader.results.verdicts import Verdict, worst
from grader.sandbox.outcome import Outcome, RaisedException
from grader.values.comparison import Tolerance, WorstEntry, compare
from grader.values.formatting import clip, describe_kind, format_value, printable, safe_text

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
        """The name of the function that the case calls."""
        return self.case.inputs.function

    @property
    def failed_by_value(self) -> bool:
        """Whether a value was expected and something comparable came: there is a cause to find."""
        return not self.passed and self.expected.raised is None and self.verdict in _EXPLAINABLE


def judge(
    lab: Lab, case: Case, visible: bool, outcome: Outcome, expected: ExpectedAnswer
) -> Judgment:
    """Decides whether the outcome of a case's call is right.

    Args:
        lab: whose tolerances count where the case has none of its own.
        case: what was called, and the exception that is right, if one is.
        visible: whether a student may see the case's inputs.
        outcome: what the sandbox reports.
        expected: what the lab's reference answers.
    """
    values = (expected.value, case.inputs.args, case.inputs.kwargs)
    tolerance = case.tolerance or lab.tolerances.for_values(values)
    verdict, detail, entry = _decide(case, outcome, expected, tolerance)
    return Judgment(case, visible, outcome, expected, tolerance, verdict, detail, entry)


def _decide(
    case: Case, outcome: Outcome, expected: ExpectedAnswer, tolerance: Tolerance
) -> tuple[Verdict, str, WorstEntry | None]:
    if outcome.verdict is Verdict.raised and outcome.raised is not None:
        return _decide_raised(case, outcome.raised)
    if outcome.verdict not in _WITH_VALUE:
        return outcome.verdict, outcome.detail, None
    if case.expects is not None:
        detail = message(
            "returned {value} where {exception} must be raised",
            value=describe_kind(outcome.value),
            exception=case.expects.name,
        )
        return Verdict.wrong_values, detail, None
    comparison = compare(outcome.value, expected.value, tolerance)
    verdict = worst([comparison.verdict, outcome.verdict])
    changed = verdict is Verdict.changed_inputs
    return verdict, outcome.detail if changed else comparison.detail, comparison.worst


def _decide_raised(case: Case, raised: RaisedException) -> tuple[Verdict, str, WorstEntry | None]:
    text = format_exception(raised)
    if case.expects is None:
        return Verdict.raised, text, None
    if case.expects.name in (raised.type, *raised.bases):
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
    outcome = judgment.outcome
    shown: dict[str, Any] = {
        "detail": safe_text(judgment.detail, _DETAIL_CHARS),
        "input": tuple((name, format_value(value)) for name, value in lab.inputs(case.inputs)),
        "expected": _format_expected(judgment),
        "got": _format_got(judgment),
        "worst": judgment.worst,
        "output": clip(printable(outcome.output), _OUTPUT_CHARS),
        "traceback": traceback_text(outcome.raised),
    }
    return replace(result, **shown)


def _format_expected(judgment: Judgment) -> str:
    expects = judgment.case.expects
    return f"raises {expects.name}" if expects else format_value(judgment.expected.value)


def _format_got(judgment: Judgment) -> str:
    outcome = judgment.outcome
    if outcome.verdict in _WITH_VALUE:
        return clip(printable(format_value(outcome.value)))
    if outcome.raised is not None:
        return clip(printable("raises " + format_exception(outcome.raised)), _DETAIL_CHARS)
    return ""


def traceback_text(raised: RaisedException | None) -> str:
    """The student's own lines, outermost first, and the exception."""
    if raised is None:
        return ""
    frames = [f"line {number}: {source.strip()}" for number, source in raised.lines[-_FRAMES:]]
    return clip(printable("\n".join([*frames, format_exception(raised)])))
