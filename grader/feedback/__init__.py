"""Why a case failed, as far as there is evidence; otherwise the hint that its author wrote.

In this order: a known mistake of the lab whose answers equal the submission's; a general
hypothesis (sign, factor, wrong axis …) that explains all of them; what the answer's kind, shape or
dtype and the verdict tell; the case's own hint.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from grader.feedback.evidence import name_hypotheses
from grader.feedback.form import hint_from_form
from grader.feedback.mistakes import name_mistakes
from grader.feedback.program import hint_for_load, hint_for_verdict
from grader.feedback.slips import name_slips
from grader.judging import Judged, traceback_text
from grader.lab import Lab
from grader.report import CaseResult, LoadFailure
from grader.sandbox.outcome import Outcome
from grader.showing import clip, printable
from grader.verdicts import Verdict

__all__ = ["explain", "explain_load"]


def explain(lab: Lab, judged: Sequence[Judged], results: Sequence[CaseResult]) -> list[CaseResult]:
    """The results with the best hint that the evidence allows."""
    if all(result.passed for result in results):
        return list(results)
    mistakes = name_mistakes(lab, judged)
    named = name_hypotheses(lab, judged) if len(mistakes) < len(judged) else {}
    named = {**name_slips(lab, judged, {*mistakes, *named}), **named}
    explained = []
    for number, (one, result) in enumerate(zip(judged, results, strict=True)):
        mistake, hypothesis = mistakes.get(number), named.get(number)
        if hypothesis is not None and not hypothesis.cases <= set(mistakes):
            mistake = None  # a mistake that leaves part of the evidence to another is none
        if mistake is not None:
            result = replace(result, hint=mistake.hint, mistake=mistake.name)
        elif hypothesis is not None and one.verdict is not Verdict.wrong_dtype:
            result = replace(result, hint=hypothesis.hint, hypothesis=hypothesis.name)
        elif result.hint:
            hint = hint_from_form(one) or hint_for_verdict(one, lab)
            result = replace(result, hint=hint or result.hint)
        explained.append(result)
    return explained


def explain_load(source: str | bytes, outcome: Outcome) -> LoadFailure:
    """Why the file could not be loaded, for its author to mend."""
    raised, hint = outcome.raised, hint_for_load(source, outcome)
    said = f"{raised.type}: {raised.message}" if raised is not None else outcome.detail
    return LoadFailure(
        verdict=outcome.verdict,
        detail="" if said == hint else clip(printable(said), 500),
        hint=clip(printable(hint), 500),
        traceback=traceback_text(outcome.raised),
        output=clip(printable(outcome.output)),
    )
