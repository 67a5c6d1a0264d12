"""Groups failing cases by cause, and orders the causes as a teacher would.

What keeps the program from running comes first, then answers of the wrong kind, wrong values,
changed inputs, special inputs (float32, empty, large), and last bad input that is not refused.
Of causes at one stage the one that explains most of the author's cases comes first.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from grader.feedback.case_kinds import CaseKind
from grader.feedback.explanation import Explanation, Strength
from grader.messages import message
from grader.results.cause import AUTHOR, UNKNOWN, Cause, Stage
from grader.results.report import CaseResult
from grader.results.verdicts import Verdict, worst

LATER = "later"
"""The source of causes of inputs that may fail because ordinary ones do."""

PROPERTY = "property"
"""The source of what a check says: what is wrong with an answer, and not why."""

PLAIN = "plain"
"""The source of causes of a rule's inputs that fail as the same numbers do in ordinary arrays."""

_REFUSED_OTHERWISE = (Verdict.wrong_values, Verdict.raised)
_STAGES = {
    Verdict.no_such_function: Stage.nothing_runs,
    Verdict.wrong_type: Stage.kind,
    Verdict.wrong_shape: Stage.kind,
    Verdict.wrong_dtype: Stage.values,
    Verdict.not_finite: Stage.values,
    Verdict.wrong_values: Stage.values,
    Verdict.below_target: Stage.values,
    Verdict.changed_inputs: Stage.side_effects,
}
_FORMULAS = ("mistake", "hypothesis", "mutation")
"""Sources that name a mistake in the computation: a wrong shape is then part of a wrong value."""

KNOWN_FACTOR = 3
"""A known cause is shown before an unknown one of up to so many times as many cases."""

Kinds = Mapping[str, CaseKind]
Key = tuple[str, ...]


def causes_of(
    results: Sequence[CaseResult],
    kinds: Kinds,
    explanations: Mapping[str, Explanation] | None = None,
) -> tuple[Cause, ...]:
    """The causes of all failures, the first to be put right first.

    Args:
        results: of all cases, with the hints that the evidence allows.
        kinds: of the cases by name, from `grader.feedback.case_kinds`.
        explanations: of the cases by name, where there is one.
    """
    explanations = explanations or {}
    elsewhere = {
        (explanation.source, explanation.name)
        for name, explanation in explanations.items()
        if kinds.get(name) is not CaseKind.refusal and explanation.name
    }
    groups: dict[Key, list[CaseResult]] = {}
    for result in results:
        if not result.passed and result.verdict is not Verdict.not_run:
            key = _key(result, kinds, explanations.get(result.name), elsewhere)
            groups.setdefault(key, []).append(result)
    rules = {result.name for result in results if result.rule}
    formulas = {
        result.function
        for key, group in groups.items()
        for result in group
        if key[0] in _FORMULAS and _kind(result, kinds) is CaseKind.ordinary
    }
    causes = [
        _cause(key[0], group, kinds, explanations.get(group[0].name), formulas)
        for key, group in _joined(groups, kinds).items()
    ]

    def order(cause: Cause) -> tuple[int, int, int]:
        """The rows of rules are many and alike: the cases that an author wrote count first.

        Explanations come before symptoms, and known causes before unknown ones unless those are far
        more.
        """
        written = sum(name not in rules for name in cause.cases)
        factor = 1 if cause.source in (UNKNOWN, PROPERTY) else KNOWN_FACTOR
        return cause.stage, -factor * written, -len(cause.cases)

    return tuple(sorted(causes, key=order))


def _joined(groups: dict[Key, list[CaseResult]], kinds: Kinds) -> dict[Key, list[CaseResult]]:
    """With special inputs that nothing explains in one group, where ordinary ones fail as well.

    They may fail for the same reason, so that each author's hint would send the student astray.
    """
    ordinary, plain = set[str](), set[str]()
    for key, group in groups.items():
        ordinary |= {r.function for r in group if _kind(r, kinds) is CaseKind.ordinary}
        plain |= {r.function for r in group if key[0] == PLAIN}
    joined: dict[Key, list[CaseResult]] = {}
    for key, group in groups.items():
        special = key[:2] == (AUTHOR, CaseKind.special.value)
        later = special and all(
            result.function in ordinary or (result.rule and result.function in plain)
            for result in group
        )
        joined.setdefault((LATER,) if later else key, []).extend(group)
    return joined


def _key(
    result: CaseResult,
    kinds: Kinds,
    explanation: Explanation | None,
    elsewhere: Collection[tuple[str, str]],
) -> Key:
    """Cases with equal keys have one cause; the key begins with its source.

    A refusal that fails has the same cause however it fails, unless a formula explains it, or it
    fails as allowed input does (``elsewhere``).
    """
    kind = _kind(result, kinds)
    if explanation is not None and explanation.strength is not Strength.described:
        sentence = "" if explanation.source == "mistake" else explanation.sentence
        return explanation.source, explanation.name, sentence
    named = explanation is not None and (explanation.source, explanation.name) in elsewhere
    if kind is CaseKind.refusal and result.verdict in _REFUSED_OTHERWISE and not named:
        return AUTHOR, kind.value
    if explanation is not None:
        return explanation.source, explanation.name or explanation.sentence
    if result.source:
        return result.source, result.hint
    if kind is CaseKind.special:
        return AUTHOR, kind.value, result.hint
    return AUTHOR, kind.value, result.function, _stage_of_verdict(result.verdict).name


def _kind(result: CaseResult, kinds: Kinds) -> CaseKind:
    return kinds.get(result.name, CaseKind.ordinary)


def _cause(
    source: str,
    group: Sequence[CaseResult],
    kinds: Kinds,
    explanation: Explanation | None,
    formulas: Collection[str],
) -> Cause:
    """One group's. Of a function with a known mistake (``formulas``) an author's hint is no cause.

    The mistake may well be why that case fails too, and the hint is about what the case is for.
    """
    stage = explanation.stage if explanation is not None else None
    if stage is None:
        stage = _stage(source, group, kinds)
    first = min(group, key=lambda result: _order_to_show(result, kinds))
    hints = list(dict.fromkeys(result.hint for result in group))
    if source == AUTHOR and stage is Stage.refusals:  # rules say in general what a case asks
        hints = list(dict.fromkeys(r.hint for r in group if not r.rule)) or hints
    sentence = first.hint
    if source == LATER:
        source, stage, sentence = UNKNOWN, Stage.special_inputs, _later()
    elif source == AUTHOR and (
        len(hints) > 1 or (stage in (Stage.kind, Stage.values) and first.function in formulas)
    ):
        if first.function in formulas and stage is Stage.kind:
            stage = Stage.values  # a wrong length may be part of the wrong values
        source, sentence = UNKNOWN, _unknown(stage, group)
    return Cause(
        stage=stage,
        source=source,
        name=explanation.name if explanation is not None and source != UNKNOWN else "",
        sentence=sentence,
        cases=tuple(result.name for result in group),
        case=first.name,
    )


def _unknown(stage: Stage, group: Sequence[CaseResult]) -> str:
    """What can be said of cases whose authors say different things."""
    if stage is Stage.refusals:
        return message("Bad input is not refused with the exception that the statement asks for.")
    return message(
        "{function} gives wrong answers, and no usual mistake explains them all: start with the "
        "simplest case that fails.",
        function=group[0].function,
    )


def _later() -> str:
    return message(
        "Special inputs fail in the same function: look at them again when ordinary ones are right."
    )


def _order_to_show(result: CaseResult, kinds: Kinds) -> tuple[int, bool, bool]:
    """Ordinary inputs show a cause best, and an author's case better than a rule."""
    return list(CaseKind).index(_kind(result, kinds)), result.rule, not result.visible


def _stage(source: str, group: Sequence[CaseResult], kinds: Kinds) -> Stage:
    by_kind = {kind: [r.verdict for r in group if _kind(r, kinds) is kind] for kind in CaseKind}
    if not by_kind[CaseKind.ordinary]:
        special = by_kind[CaseKind.special]
        if Verdict.no_such_function in [r.verdict for r in group]:
            return Stage.nothing_runs
        return Stage.special_inputs if special else Stage.refusals
    stage = _stage_of_verdict(worst(by_kind[CaseKind.ordinary]))
    return Stage.values if stage is Stage.kind and source in _FORMULAS else stage


def _stage_of_verdict(verdict: Verdict) -> Stage:
    return _STAGES.get(verdict, Stage.stops)
