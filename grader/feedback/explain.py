"""Puts the explanation that the evidence allows into the results of cases.

Observations are made once; each source in `grader.feedback.sources` is asked once, those with the
strongest evidence first; `grader.feedback.ranking` decides which explanation of a case is shown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from grader.feedback.case_kinds import CaseKind
from grader.feedback.evidence import Evidence
from grader.feedback.explanation import Explanation, Strength
from grader.feedback.hints.verdict_hints import hint_for_load, hint_for_verdict
from grader.feedback.ranking import decide
from grader.feedback.sources import sources
from grader.feedback.sources.redefined import SOURCE as REDEFINED
from grader.judging.judgment import Judgment, format_exception, traceback_text
from grader.lab import Lab
from grader.messages import joined
from grader.results.cause import Stage
from grader.results.report import CaseResult, LoadFailure
from grader.results.verdicts import Verdict
from grader.sandbox.outcome import Outcome
from grader.values.formatting import clip, printable, safe_text

_FORMULAS = (Strength.exact, Strength.predicted, Strength.searched)
"""The strengths of explanations that predict answers."""

_CHARS = 500
"""No hint or detail is longer."""


@dataclass(frozen=True)
class Explained:
    """Results with their hints, and the explanation of each failed case that has one, by name."""

    results: list[CaseResult]
    explanations: Mapping[str, Explanation]


def explain(evidence: Evidence, results: Sequence[CaseResult]) -> Explained:
    """The results with the best hint that the evidence allows.

    Args:
        evidence: a hidden case gets the hint that was found on its twin, where the twin got the
            same verdict.
        results: of all cases.
    """
    found: list[Explanation] = []
    for source in sources():
        for explanation in source.explain(evidence):
            found.append(explanation)
            evidence.explained |= explanation.cases
    by_key = _by_key(evidence, decide(found))
    failed = [result for result in results if not result.passed]
    keys = {result.name: (result.name, result.verdict) for result in failed}
    told = {name: by_key[key] for name, key in keys.items() if key in by_key}
    told |= _in_company(evidence, failed, told)
    hinted = [_with_hint(evidence, result, told.get(result.name)) for result in results]
    return Explained([_with_definitions(evidence, result, told) for result in hinted], told)


def _in_company(
    evidence: Evidence, failed: Sequence[CaseResult], told: Mapping[str, Explanation]
) -> dict[str, Explanation]:
    """Of hidden cases whose twins pass: the one formula that explains all else in the function.

    It agrees with those twins, and on the hidden numbers the mistake may show where it does not on
    public ones.
    """
    twins: dict[str, list[Judgment]] = {}
    for judgment in evidence.judgments:
        twins.setdefault(judgment.case.row, []).append(judgment)
    found = {}
    for result in failed:
        pair = twins.get(result.name, [])
        if result.name in told or result.rule or not pair or not all(j.passed for j in pair):
            continue
        if evidence.kinds.get(result.name) is CaseKind.refusal:
            continue
        others = [o for o in failed if o.function == result.function and o.name in told]
        formulas = {told[o.name].sentence: told[o.name] for o in others}
        if len(formulas) == 1 and next(iter(formulas.values())).strength in _FORMULAS:
            found[result.name] = next(iter(formulas.values()))
    return found


def _by_key(
    evidence: Evidence, decided: Mapping[int, Explanation]
) -> dict[tuple[str, Verdict], Explanation]:
    """By row and verdict; of two draws of a case the first that is explained counts.

    A rule's row holds several functions. The explanation that one of them fails only because it
    calls another is shown only if every other failure in the row is explained as well.
    """
    keys = [(judgment.case.row, judgment.verdict) for judgment in evidence.judgments]
    open_rows = {keys[n] for n in evidence.failing if n not in decided}
    by_key: dict[tuple[str, Verdict], Explanation] = {}
    for number in sorted(decided, key=lambda n: (decided[n].stage is Stage.follows, n)):
        follows = decided[number].stage is Stage.follows
        if not follows or keys[number] not in open_rows:
            by_key.setdefault(keys[number], decided[number])
    return by_key


def _with_hint(
    evidence: Evidence, result: CaseResult, explanation: Explanation | None
) -> CaseResult:
    if explanation is None:
        return _with_verdict_hint(evidence.lab, result, evidence.kinds.get(result.name))
    source = explanation.source
    return replace(
        result,
        hint=explanation.sentence,
        source=source,
        mistake=explanation.name if source == "mistake" else None,
        hypothesis=explanation.name if source in ("hypothesis", "mutation") else None,
    )


def _with_definitions(
    evidence: Evidence, result: CaseResult, told: dict[str, Explanation]
) -> CaseResult:
    """Of a function that is defined twice the hint also says which definition it is about.

    Where nothing else is known, that is the cause, which goes to ``told``.
    """
    redefinition = evidence.redefinitions.get(result.function)
    if redefinition is None or not result.hint or result.source == REDEFINED.name:
        return result
    words = redefinition.words
    if result.source:
        return replace(result, hint=joined(result.hint, words))
    name, cases = result.function, frozenset[int]()
    told[result.name] = Explanation(REDEFINED.name, name, words, cases, Strength.described)
    return replace(result, hint=joined(words, result.hint), source=REDEFINED.name)


def _with_verdict_hint(lab: Lab, result: CaseResult, kind: CaseKind | None) -> CaseResult:
    """For a case without evidence, such as a hidden one that ran out of time."""
    author_knows = result.verdict is Verdict.memory_limit and kind is CaseKind.special
    hint = hint_for_verdict(result.verdict, result.function, lab)
    if not result.hint or not hint or author_knows:
        return result
    return replace(result, hint=hint, source="verdict")


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
