"""Why a case failed, as far as there is evidence; otherwise the hint that its author wrote.

In this order: a known mistake of the lab whose answers equal the submission's; a general
hypothesis (sign, factor, wrong axis …) that explains all of them; what the answer's kind, shape or
dtype and the verdict tell; the case's own hint.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from grader.feedback.hints.value_kinds import hint_for_value_kind
from grader.feedback.hints.verdict_hints import hint_for_load, hint_for_outcome, hint_for_verdict
from grader.feedback.hypotheses.matching import name_hypotheses
from grader.feedback.mistakes.matching import name_mistakes
from grader.feedback.mutations import name_mutations
from grader.feedback.public_cases import public_evidence, public_seed
from grader.judging.judgment import Judgment, traceback_text
from grader.lab import Lab, Mistake
from grader.results.report import CaseResult, LoadFailure
from grader.results.verdicts import Verdict
from grader.sandbox.outcome import Outcome
from grader.values.formatting import clip, printable

__all__ = ["explain", "explain_load", "public_evidence", "public_seed"]


def explain(
    lab: Lab, evidence: Sequence[Judgment], results: Sequence[CaseResult]
) -> list[CaseResult]:
    """The results with the best hint that the evidence allows.

    ``evidence`` is what `public_evidence` gives: a hidden case is told what was found on its twin,
    and that only where the twin got the same verdict.
    """
    if all(result.passed for result in results):
        return list(results)
    found = _causes(lab, evidence)
    return [_explained(lab, result, found.get((result.name, result.verdict))) for result in results]


@dataclass(frozen=True)
class _Cause:
    """Why a case failed: a hint and, where it has one, the name of a mistake or hypothesis."""

    hint: str
    mistake: str | None = None
    hypothesis: str | None = None


def _causes(lab: Lab, evidence: Sequence[Judgment]) -> dict[tuple[str, Verdict], _Cause]:
    """The cause of each failed case in the evidence that has one, by its name and verdict."""
    mistakes = _mistakes(lab, evidence)
    named = name_hypotheses(lab, evidence) if len(mistakes) < len(evidence) else {}
    named = {**name_mutations(lab, evidence, {*mistakes, *named}), **named}
    causes = {}
    for number, one in enumerate(evidence):
        mistake, hypothesis = mistakes.get(number), named.get(number)
        if hypothesis is not None and not hypothesis.cases <= set(mistakes):
            mistake = None  # a mistake that leaves part of the evidence to another is none
        if mistake is not None:
            cause = _Cause(mistake.hint, mistake=mistake.name)
        elif hypothesis is not None and one.verdict is not Verdict.wrong_dtype:
            cause = _Cause(hypothesis.hint, hypothesis=hypothesis.name)
        else:
            cause = _Cause(hint_for_value_kind(one) or hint_for_outcome(one, lab))
        if cause.hint and not one.passed:
            causes.setdefault((one.case.name, one.verdict), cause)
    return causes


def _mistakes(lab: Lab, evidence: Sequence[Judgment]) -> dict[int, Mistake]:
    """By place in the evidence. A mistake runs on one draw of each case, to stay in its time."""
    firsts: dict[str, int] = {}
    for number, one in enumerate(evidence):
        firsts.setdefault(one.case.name, number)
    places = list(firsts.values())
    found = name_mistakes(lab, [evidence[place] for place in places])
    named = {
        (evidence[places[n]].case.name, evidence[places[n]].verdict): m for n, m in found.items()
    }
    keys = [(one.case.name, one.verdict) for one in evidence]
    return {number: named[key] for number, key in enumerate(keys) if key in named}


def _explained(lab: Lab, result: CaseResult, cause: _Cause | None) -> CaseResult:
    if cause is not None and (cause.mistake or cause.hypothesis or result.hint):
        return replace(result, hint=cause.hint, mistake=cause.mistake, hypothesis=cause.hypothesis)
    if not result.hint:
        return result
    return replace(
        result, hint=hint_for_verdict(result.verdict, result.function, lab) or result.hint
    )


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
