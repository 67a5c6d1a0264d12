"""Why a case failed, as far as there is evidence; otherwise the hint that its author wrote.

In this order: a known mistake of the lab whose answers equal the submission's; a pattern in the
values (sign, factor, transposed …); what the verdict itself tells; the case's own hint.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from grader.feedback.mistakes import name_mistakes
from grader.feedback.program import hint_for_load, hint_for_verdict
from grader.feedback.values import hint_from_values
from grader.judging import Judged, traceback_text
from grader.lab import Lab
from grader.report import CaseResult, LoadFailure
from grader.sandbox.outcome import Outcome
from grader.showing import clip, printable

__all__ = ["explain", "explain_load"]


def explain(lab: Lab, judged: Sequence[Judged], results: Sequence[CaseResult]) -> list[CaseResult]:
    """The results with the best hint that the evidence allows."""
    if all(result.passed for result in results):
        return list(results)
    mistakes = name_mistakes(lab, judged)
    explained = []
    for number, (one, result) in enumerate(zip(judged, results, strict=True)):
        mistake = mistakes.get(number)
        if mistake is not None:
            result = replace(result, hint=mistake.hint, mistake=mistake.name)
        elif result.hint:
            hint = hint_from_values(one) or hint_for_verdict(one, lab)
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
