"""Known mistakes that give most of the wrong answers, though not all.

A student's program and the lab's may make the same mistake and differ beside it: in what they do
with one example, with ties, with the first step. `mistakes` names one only where nothing speaks
against it. Where nothing else explains a function's failures, the one that gives at least half of
them is named here, for the cases in which it gives them. Among these may be all cases of a known
mistake that has little to show for itself: `grader.feedback.ranking` then leaves that one out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from grader.feedback.case_kinds import CaseKind
from grader.feedback.evidence import Evidence, is_small
from grader.feedback.explanation import Explanation, Source, Strength
from grader.feedback.mistakes.runner import MistakeRunner
from grader.feedback.observations.branches import Branch, branch_of
from grader.feedback.observations.evidence import ENOUGH, evidence_of
from grader.judging import budget
from grader.judging.judgment import Judgment
from grader.lab import Lab, Mistake
from grader.lab.sizes import input_bytes
from grader.results.verdicts import Verdict

MOST_CASES = 12
"""Failing cases of a function that are tried, and as many of their branches that passed."""
LEAST_SHARE = 0.5
"""Of the failing cases that are tried, how many the mistake must give."""
MOST_OBJECTIONS = 0.25
"""Of the cases that passed, in how many the mistake may be wrong."""
LEAST_EVIDENCE = 3 * ENOUGH
_WITH_VALUE = (Verdict.passed, Verdict.changed_inputs)


def _explain(evidence: Evidence) -> Iterator[Explanation]:
    lab, judgments = evidence.lab, evidence.judgments
    failing: dict[str, list[int]] = {}
    for n in evidence.unexplained:
        if _is_tried(judgments[n]) and evidence.kind(n) is CaseKind.ordinary:
            failing.setdefault(judgments[n].function, []).append(n)
    calls = evidence.budget.part(SOURCE.name, budget.NEAR_MISTAKE_CALLS)
    if not failing or not lab.mistakes:
        return
    with MistakeRunner(lab, calls) as runner:
        for numbers in failing.values():
            chosen = _smallest(judgments, numbers)
            branches = {branch_of(lab, judgments[n]) for n in numbers}
            passed = [n for n in range(len(judgments)) if _passed(lab, judgments[n], branches)]
            others = [judgments[n] for n in _smallest(judgments, passed)]
            found = _best(runner, [judgments[n] for n in chosen], others)
            if found is None:
                continue
            others_explained = [n for n in evidence.explained if _is_tried(judgments[n])]
            given = [
                n for n in [*numbers, *others_explained] if runner.gives_answer(found, judgments[n])
            ]
            yield Explanation(
                "mistake", found.name, found.hint, frozenset(given), Strength.searched
            )


def _is_tried(judgment: Judgment) -> bool:
    case = judgment.case
    plain = case.rule is None and case.expects is None and judgment.expected.raised is None
    return plain and is_small(judgment) and judgment.outcome.verdict in _WITH_VALUE


def _passed(lab: Lab, judgment: Judgment, branches: Collection[Branch]) -> bool:
    return judgment.passed and _is_tried(judgment) and branch_of(lab, judgment) in branches


def _smallest(judgments: Sequence[Judgment], numbers: Sequence[int]) -> list[int]:
    def size(number: int) -> tuple[bool, int]:
        return not judgments[number].visible, input_bytes(judgments[number].case.inputs)

    return sorted(numbers, key=size)[:MOST_CASES]


def _best(
    runner: MistakeRunner, failing: Sequence[Judgment], passed: Sequence[Judgment]
) -> Mistake | None:
    """The mistake that gives most of the wrong answers, if it is the only one."""
    given = {
        mistake: [judgment for judgment in failing if runner.gives_answer(mistake, judgment)]
        for mistake in runner.lab.mistakes
    }
    most = max(map(len, given.values()))
    if most < max(2, LEAST_SHARE * len(failing)):
        return None
    best = [
        mistake
        for mistake, cases in given.items()
        if len(cases) == most and _is_convincing(runner, mistake, cases, len(failing), passed)
    ]
    return best[0] if len(best) == 1 else None


def _is_convincing(
    runner: MistakeRunner,
    mistake: Mistake,
    given: Sequence[Judgment],
    failed: int,
    passed: Sequence[Judgment],
) -> bool:
    proofs = sum(evidence_of(j.outcome.value, j.expected.value) for j in given)
    if proofs < LEAST_EVIDENCE:
        return False
    objections = sum(not runner.passes(mistake, judgment) for judgment in passed)
    # Who gives every wrong answer may guard against one example, say, and the mistake not.
    every = len(given) == failed and objections <= len(given) / 2
    return every or objections <= MOST_OBJECTIONS * len(passed)


SOURCE = Source("near_mistake", Strength.searched, _explain)
