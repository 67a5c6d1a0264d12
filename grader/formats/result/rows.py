"""Training runs and measures as rows of a report, like cases."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from grader.feedback.hints.exceptions import Program
from grader.formats.result.hints import Cause, hint_for_run, hint_for_score
from grader.formats.result.runs import Run
from grader.formats.result.scores import MeasureScore
from grader.formats.result.task import RunData
from grader.judging.judgment import traceback_text
from grader.lab import Lab
from grader.results.report import CaseResult
from grader.results.verdicts import Verdict
from grader.values.formatting import clip, format_value, printable, safe_text

PUBLIC_RUN, SECRET_RUN = "Training on public data", "Training run"
"""Names of rows; in English, since they identify them in a report."""
NOT_RUN = Run(Verdict.not_run)
_DETAIL_CHARS, _OUTPUT_CHARS = 500, 4000


def public_row(
    lab: Lab, run: Run, data: RunData, cause: Cause | None, program: Program
) -> CaseResult:
    """The run that may be shown: its data, what it printed, and where it raised what."""
    X, y = data.train
    inputs: list[tuple[str, Any]] = [("X", X), ("y", y), ("seed", data.seed)]
    explained = cause if cause is not None and not run.passed else Cause(_hint(lab, run, program))
    return CaseResult(
        name=PUBLIC_RUN,
        visible=True,
        function=_function(lab, run),
        weight=0.0,
        verdict=run.verdict,
        hint=explained.hint,
        mistake=explained.mistake,
        source=_source(explained),
        detail=safe_text(run.detail, _DETAIL_CHARS),
        input=tuple((name, format_value(value)) for name, value in inputs),
        got=clip(printable(format_value(run.model))) if run.model is not None else "",
        output=clip(printable(run.output), _OUTPUT_CHARS),
        traceback=traceback_text(run.raised),
    )


def run_row(lab: Lab, run: Run, number: int, of: int) -> CaseResult:
    """A run on secret data: its verdict, and what that alone says."""
    return CaseResult(
        name=f"{SECRET_RUN} {number} of {of}",
        visible=False,
        function=_function(lab, run),
        weight=0.0,
        verdict=run.verdict,
        hint=_hint(lab, run),
        source=_source(Cause(_hint(lab, run))),
    )


def measure_row(
    lab: Lab, score: MeasureScore, cause: Cause | None, *, is_public: bool
) -> CaseResult:
    """What one measure has reached, on public data or on secret ones."""
    measure = replace(score.measure, digits=score.digits)
    target = measure.shown(measure.full_at)
    if score.credit == 1:
        verdict, explained = Verdict.passed, Cause("")
    else:
        verdict = Verdict.below_target
        explained = cause if cause is not None else Cause(hint_for_score(score))
    return CaseResult(
        name=measure.name,
        visible=is_public,
        function=lab.functions[0].name,
        weight=0.0,
        verdict=verdict,
        hint=explained.hint,
        mistake=explained.mistake,
        source=_source(explained),
        expected=f"at least {target}" if measure.sign > 0 else f"at most {target}",
        got=measure.shown(score.value),
    )


def _hint(lab: Lab, run: Run, program: Program | None = None) -> str:
    if run.verdict in (Verdict.passed, Verdict.not_run):
        return ""
    return hint_for_run(lab, run, program)


def _source(cause: Cause) -> str:
    """What gave the hint, as rows of other labs name it."""
    return "mistake" if cause.mistake else "result" if cause.hint else ""


def _function(lab: Lab, run: Run) -> str:
    return run.function or lab.functions[0].name
