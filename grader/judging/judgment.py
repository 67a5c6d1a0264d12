"""One outcome of the sandbox against one answer of the reference -> a verdict and its evidence."""

from __future__ import annotations

from dataclasses import dataclass

from grader.lab import Case, Lab
from grader.lab.expected_answers import ExpectedAnswer
from grader.results.report import CaseResult
from grader.results.verdicts import Verdict, worst
from grader.sandbox.outcome import Outcome, RaisedException
from grader.values.comparison import Tolerance, WorstEntry, compare
from grader.values.formatting import clip, describe_kind, format_value, printable

_JUDGED_BY_VALUE = (Verdict.passed, Verdict.changed_inputs)
_TELLING = (
    Verdict.wrong_values,
    Verdict.not_finite,
    Verdict.wrong_shape,
    Verdict.wrong_dtype,
    Verdict.wrong_type,
    Verdict.changed_inputs,
    Verdict.raised,
)
_OUTPUT_CHARS = 4000


@dataclass(frozen=True)
class Judgment:
    """A case with all that is known of it, kept in the trusted process."""

    case: Case
    visible: bool
    outcome: Outcome
    answer: ExpectedAnswer
    tolerance: Tolerance
    verdict: Verdict
    detail: str = ""
    worst: WorstEntry | None = None

    @property
    def passed(self) -> bool:
        return self.verdict is Verdict.passed

    @property
    def function(self) -> str:
        return self.case.inputs.function

    @property
    def failed_by_value(self) -> bool:
        """Failed with an answer in hand where a value is right: there is something to show."""
        return not self.passed and self.answer.raised is None and self.verdict in _TELLING


def judge(
    lab: Lab, case: Case, visible: bool, outcome: Outcome, answer: ExpectedAnswer
) -> Judgment:
    """Decides whether the outcome is right."""
    inputs = (answer.value, case.inputs.args, case.inputs.kwargs)
    tolerance = case.tolerance or lab.tolerances.for_values(inputs)
    verdict, detail, off = _decide(case, outcome, answer, tolerance)
    return Judgment(case, visible, outcome, answer, tolerance, verdict, detail, off)


def _decide(
    case: Case, outcome: Outcome, answer: ExpectedAnswer, tolerance: Tolerance
) -> tuple[Verdict, str, WorstEntry | None]:
    if outcome.verdict is Verdict.raised and outcome.raised is not None:
        if case.expects is not None and _is_a(outcome.raised, case.expects.exception):
            return Verdict.passed, "", None
        wanted = f"; {case.expects.name} was expected" if case.expects is not None else ""
        return Verdict.raised, _said(outcome.raised) + wanted, None
    if outcome.verdict not in _JUDGED_BY_VALUE:
        return outcome.verdict, outcome.detail, None
    if case.expects is not None:
        given = describe_kind(outcome.value)
        detail = f"returned {given} where {case.expects.name} must be raised"
        return Verdict.wrong_values, detail, None
    found = compare(outcome.value, answer.value, tolerance)
    verdict = worst([found.verdict, outcome.verdict])
    detail = outcome.detail if verdict is Verdict.changed_inputs else found.detail
    return verdict, detail, found.worst


def _is_a(raised: RaisedException, wanted: type[Exception]) -> bool:
    """The exception asked for, or one derived from it."""
    return wanted.__name__ in (raised.type, *raised.bases)


def _said(raised: RaisedException) -> str:
    return f"{raised.type}: {raised.message}" if raised.message else raised.type


def to_case_result(lab: Lab, judged: Judgment) -> CaseResult:
    """What a student may see: of a hidden case the verdict and the author's hint, no more.

    A submission decides what it raises, on which line, and how its answer is wrong, so that each
    of those could carry an input out.
    """
    case = judged.case
    result = CaseResult(
        name=case.name,
        visible=judged.visible,
        function=judged.function,
        weight=case.weight,
        verdict=judged.verdict,
        hint="" if judged.passed or judged.verdict is Verdict.not_run else case.hint,
    )
    if not judged.visible:
        return result
    outcome = judged.outcome
    shown = {
        "detail": clip(printable(judged.detail), 500),
        "input": tuple((name, format_value(value)) for name, value in lab.inputs(case.inputs)),
        "expected": f"raises {case.expects.name}"
        if case.expects
        else format_value(judged.answer.value),
        "got": _got(judged),
        "worst": judged.worst,
        "output": clip(printable(outcome.output), _OUTPUT_CHARS),
        "traceback": traceback_text(outcome.raised),
    }
    return CaseResult(**{**result.__dict__, **shown})


def _got(judged: Judgment) -> str:
    outcome = judged.outcome
    if outcome.verdict in _JUDGED_BY_VALUE:
        return clip(printable(format_value(outcome.value)))
    if outcome.raised is not None:
        return clip(printable("raises " + _said(outcome.raised)), 500)
    return ""


def traceback_text(raised: RaisedException | None) -> str:
    """The student's own lines, outermost first, and the exception."""
    if raised is None:
        return ""
    frames = [f"line {number}: {source.strip()}" for number, source in raised.lines[-12:]]
    return clip(printable("\n".join([*frames, _said(raised)])))
