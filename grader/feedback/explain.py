"""Puts the best hint that the evidence allows into the results of cases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from grader.feedback.hints.value_kinds import hint_for_value_kind
from grader.feedback.hints.verdict_hints import hint_for_load, hint_for_outcome, hint_for_verdict
from grader.feedback.hypotheses.matching import name_hypotheses
from grader.feedback.mistakes import name_mistakes
from grader.feedback.mutations import name_mutations
from grader.judging.judgment import Judgment, format_exception, traceback_text
from grader.lab import Lab, Mistake
from grader.results.report import CaseResult, LoadFailure
from grader.results.verdicts import Verdict
from grader.sandbox.outcome import Outcome
from grader.values.formatting import clip, printable, safe_text

_CHARS = 500
"""No hint or detail is longer."""


def explain(
    lab: Lab, evidence: Sequence[Judgment], results: Sequence[CaseResult]
) -> list[CaseResult]:
    """The results with the best hint that the evidence allows.

    Args:
        lab: whose cases they are.
        evidence: from `public_evidence`: a hidden case gets the hint that was found on its twin,
            where the twin got the same verdict.
        results: of all cases.
    """
    if all(result.passed for result in results):
        return list(results)
    causes = _causes(lab, evidence)
    return [
        _explained(lab, result, causes.get((result.name, result.verdict))) for result in results
    ]


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
    causes: dict[tuple[str, Verdict], _Cause] = {}
    for number, judgment in enumerate(evidence):
        mistake, hypothesis = mistakes.get(number), named.get(number)
        if hypothesis is not None and not hypothesis.cases <= set(mistakes):
            mistake = None  # a mistake that leaves part of the evidence to another is none
        if mistake is not None:
            cause = _Cause(mistake.hint, mistake=mistake.name)
        elif hypothesis is not None and judgment.verdict is not Verdict.wrong_dtype:
            cause = _Cause(hypothesis.hint, hypothesis=hypothesis.name)
        else:
            cause = _Cause(hint_for_value_kind(judgment) or hint_for_outcome(judgment, lab))
        if cause.hint and not judgment.passed:
            causes.setdefault((judgment.case.name, judgment.verdict), cause)
    return causes


def _mistakes(lab: Lab, evidence: Sequence[Judgment]) -> dict[int, Mistake]:
    """By place in the evidence.

    To stay in its time a mistake runs on one draw of each case, or on two where their verdicts
    differ: else a case that passes on the first would leave the second without a cause.
    """
    firsts: dict[tuple[str, Verdict], int] = {}
    for number, judgment in enumerate(evidence):
        firsts.setdefault(_key(judgment), number)
    places = list(firsts.values())
    found = name_mistakes(lab, [evidence[place] for place in places])
    named = {_key(evidence[places[n]]): mistake for n, mistake in found.items()}
    return {
        number: named[_key(judgment)]
        for number, judgment in enumerate(evidence)
        if _key(judgment) in named
    }


def _key(judgment: Judgment) -> tuple[str, Verdict]:
    return judgment.case.name, judgment.verdict


def _explained(lab: Lab, result: CaseResult, cause: _Cause | None) -> CaseResult:
    if cause is not None and (cause.mistake or cause.hypothesis or result.hint):
        return replace(result, hint=cause.hint, mistake=cause.mistake, hypothesis=cause.hypothesis)
    if not result.hint:
        return result
    hint = hint_for_verdict(result.verdict, result.function, lab)
    return replace(result, hint=hint or result.hint)


def explain_load(source: str | bytes, outcome: Outcome) -> LoadFailure:
    """Why the file could not be loaded, so that its author can fix it.

    Args:
        source: the submission.
        outcome: of loading it, with another verdict than `Verdict.passed`.
    """
    raised, hint = outcome.raised, hint_for_load(source, outcome)
    detail = format_exception(raised) if raised is not None else outcome.detail
    return LoadFailure(
        verdict=outcome.verdict,
        detail="" if detail == hint else safe_text(detail, _CHARS),
        hint=safe_text(hint, _CHARS),
        traceback=traceback_text(outcome.raised),
        output=clip(printable(outcome.output)),
    )
