"""Which known mistake of the lab a submission makes: the one whose answers equal its answers.

The lab's mistakes run in a sandbox of their own, on the cases that failed. A mistake is named in
a case when

* it gives the submission's answer there (value, exception with its text, or limit),
* in that branch of the function it passes what the submission passed, and is nowhere wrong in
  another way than the submission, and
* of several such mistakes it explains the most failing cases, alone.

Cases are identified by their places in the sequence of judgments.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np

from grader.feedback.mistakes.free_order import in_order
from grader.feedback.mistakes.runner import MistakeRunner
from grader.feedback.observations.branches import Branch, branch_of
from grader.feedback.observations.equal_values import equal_values, flatten
from grader.feedback.observations.evidence import ENOUGH, evidence_of
from grader.judging.budget import CallBudget
from grader.judging.judgment import Judgment
from grader.lab import Lab, Mistake
from grader.lab.sizes import input_bytes
from grader.results.verdicts import Verdict
from grader.values.comparison import Tolerance

SMALL_BYTES, LARGE_BYTES = 64 << 10, 1 << 20
"""Inputs above the second are left out: they would tell no more and take the time. Those above the
first are tried only with mistakes that explain a case below it."""

GLANCE = 2
"""Failing cases of each branch in which all mistakes are tried before one is tried in all cases."""

GLANCE_SHARE = 3
"""One in so many of the calls may go into that."""

_LIMITS = (
    Verdict.memory_limit,
    Verdict.output_limit,
    Verdict.process_limit,
    Verdict.forbidden_call,
)
"""Verdicts that agree with a mistake's when both get them: there is nothing more to compare."""
_WITH_VALUE = (Verdict.passed, Verdict.changed_inputs)


def name_mistakes(
    lab: Lab, judgments: Sequence[Judgment], calls: CallBudget, skipped: Collection[int] = ()
) -> dict[int, Mistake]:
    """The mistake that explains a failing case, by the case's place in ``judgments``.

    Args:
        lab: whose mistakes are tried.
        judgments: of the cases that are evidence.
        calls: how many calls the mistakes may make.
        skipped: places of failing cases that something else explains.
    """
    tried = [
        n
        for n, judgment in enumerate(judgments)
        if n not in skipped and input_bytes(judgment.case.inputs) <= LARGE_BYTES
    ]
    # What is remembered costs nothing, and small inputs contradict soonest.
    tried.sort(key=lambda n: (not judgments[n].visible, input_bytes(judgments[n].case.inputs)))
    failing = _without_needless_rules(judgments, [n for n in tried if _is_comparable(judgments[n])])
    if not failing:
        return {}
    branches = _by_branch(lab, judgments, failing, tried)
    small = {n for n in failing if input_bytes(judgments[n].case.inputs) <= SMALL_BYTES}
    with MistakeRunner(lab, calls) as runner:
        explained = {
            mistake.name: _explained_by(runner, mistake, judgments, branches, small)
            for mistake in _likely_first(runner, judgments, failing)
        }
        passed = [judgments[n] for n in tried if judgments[n].passed]
        named = {n: _best(runner, n, explained, passed) for n in failing}
        found = {n: mistake for n, mistake in named.items() if mistake is not None}
        found = _without_weak(lab, judgments, failing, found)
        return found | _confirmed(runner, judgments, failing, found)


def _likely_first(
    runner: MistakeRunner, judgments: Sequence[Judgment], failing: Sequence[int]
) -> Sequence[Mistake]:
    """The lab's mistakes, and where the calls may not do for all of them, first those that give the
    submission's answer in one of the first failing cases of a branch: it may be the last one."""
    mistakes, counts = runner.lab.mistakes, [len(judgments[n].case.inputs.calls) for n in failing]
    if len(mistakes) * sum(counts) <= runner.calls.left:
        return mistakes
    by_branch: dict[Branch, list[int]] = {}
    for n in failing:
        by_branch.setdefault(branch_of(runner.lab, judgments[n]), []).append(n)
    glance: list[int] = []
    calls = runner.calls.left // (GLANCE_SHARE * len(mistakes))
    for n in [
        n for k in range(GLANCE) for numbers in by_branch.values() for n in numbers[k : k + 1]
    ]:
        calls -= len(judgments[n].case.inputs.calls)
        if calls < 0:
            break
        glance.append(n)
    return sorted(
        mistakes, key=lambda m: not any(runner.gives_answer(m, judgments[n]) for n in glance)
    )


def _without_needless_rules(judgments: Sequence[Judgment], failing: list[int]) -> list[int]:
    """Less the cases of rules of functions that fail in cases of their author's as well."""
    written = {judgments[n].function for n in failing if not judgments[n].case.rule}
    return [
        n for n in failing if not judgments[n].case.rule or judgments[n].function not in written
    ]


def _best(
    runner: MistakeRunner,
    number: int,
    explained: dict[str, set[int]],
    passed: Sequence[Judgment],
) -> Mistake | None:
    """Of the mistakes that explain a case the one that explains most, if it is the only one.

    Two may differ only in another function; then the one that is right where the submission is.
    """
    fitting = [m for m in runner.lab.mistakes if number in explained[m.name]]
    most = max((len(explained[m.name]) for m in fitting), default=0)
    best = [m for m in fitting if len(explained[m.name]) == most]
    if len(best) > 1:
        best = [m for m in best if all(runner.passes(m, judgment) for judgment in passed)]
    return best[0] if len(best) == 1 else None


def _without_weak(
    lab: Lab, judgments: Sequence[Judgment], failing: Sequence[int], found: dict[int, Mistake]
) -> dict[int, Mistake]:
    """Less the mistakes that explain less than half of a branch whose rest nothing explains.

    And less those that have only round numbers to show, where the function's other branches fail
    in another way.
    """
    kept = {}
    for number, mistake in found.items():
        branch, function = _branch(lab, judgments[number]), judgments[number].function
        same_branch = [n for n in failing if _branch(lab, judgments[n]) == branch]
        same_branch = [n for n in same_branch if not judgments[n].case.rule] or same_branch
        explained = [n for n in same_branch if found.get(n) is mistake]
        if any(n not in found for n in same_branch) and 2 * len(explained) < len(same_branch):
            continue
        elsewhere = [
            n for n in failing if judgments[n].function == function and n not in same_branch
        ]
        contested = any(found.get(n) is not mistake for n in elsewhere)
        if contested and not _is_beyond_chance([judgments[n] for n in explained]):
            continue
        kept[number] = mistake
    return kept


def _is_beyond_chance(judgments: Sequence[Judgment]) -> bool:
    """Whether equal answers are more than chance; an exception that is raised always is.

    Visible inputs are chosen to be worked out by hand, so that mistakes meet on them more often.
    """
    if any(judgment.outcome.raised or judgment.case.expects for judgment in judgments):
        return True
    enough = 2 * ENOUGH if all(judgment.visible for judgment in judgments) else ENOUGH
    evidence = (evidence_of(j.outcome.value, j.expected.value) for j in judgments)
    return sum(evidence) >= enough


def _branch(lab: Lab, judgment: Judgment) -> tuple[object, bool]:
    """Cases that expect an exception are a branch of their own."""
    return branch_of(lab, judgment), judgment.case.expects is None


def _confirmed(
    runner: MistakeRunner,
    judgments: Sequence[Judgment],
    failing: Sequence[int],
    found: dict[int, Mistake],
) -> dict[int, Mistake]:
    """Cases too large to try: the mistake that explains all else in that branch.

    And cases of rules, where it gives the submission's answer.
    """
    lab = runner.lab
    more = {}
    for number, judgment in enumerate(judgments):
        if number not in failing and _is_comparable(judgment):
            branch = branch_of(lab, judgment)
            others = {found.get(n) for n in failing if branch_of(lab, judgments[n]) == branch}
            mistake = others.pop() if len(others) == 1 else None
            if mistake is None:
                continue
            if not judgment.case.rule or runner.gives_answer(mistake, judgment):
                more[number] = mistake
    return more


def _by_branch(
    lab: Lab, judgments: Sequence[Judgment], failing: Sequence[int], tried: Sequence[int]
) -> list[tuple[list[int], list[int]]]:
    """For each branch with failing cases: these, and the others that are tried in it."""
    branch = {n: branch_of(lab, judgments[n]) for n in {*failing, *tried}}
    by_branch: dict[Branch, list[int]] = {}
    for n in failing:
        by_branch.setdefault(branch[n], []).append(n)
    return [
        (numbers, [n for n in tried if branch[n] == name and n not in numbers])
        for name, numbers in by_branch.items()
    ]


def _explained_by(
    runner: MistakeRunner,
    mistake: Mistake,
    judgments: Sequence[Judgment],
    branches: Sequence[tuple[list[int], list[int]]],
    small: Collection[int],
) -> set[int]:
    """The failing cases that the mistake explains, branch by branch, smaller ones first.

    Large ones are tried only with a mistake that explains smaller ones.
    """
    explained: set[int] = set()
    for failing, others in branches:
        explained |= _explained_in_branch(runner, mistake, judgments, failing, others, small)
    return explained


def _explained_in_branch(
    runner: MistakeRunner,
    mistake: Mistake,
    judgments: Sequence[Judgment],
    failing: Sequence[int],
    others: Sequence[int],
    small: Collection[int],
) -> set[int]:
    """The failing cases of one branch that the mistake explains; none where one contradicts it."""
    explained: set[int] = set()
    shown = [n for n in others if judgments[n].visible]
    if any(_contradicts(runner, mistake, judgments[n]) for n in shown):
        return set()
    for n in failing:
        if n not in small and small and not explained:
            break
        if runner.gives_answer(mistake, judgments[n]):
            explained.add(n)
        elif not judgments[n].case.rule and _contradicts(runner, mistake, judgments[n]):
            return set()
    if explained and any(_contradicts(runner, mistake, judgments[n]) for n in others):
        return set()
    return explained


def _contradicts(runner: MistakeRunner, mistake: Mistake, judgment: Judgment) -> bool:
    """Whether the mistake is wrong where the submission is right, or wrong with other numbers.

    Where it is right the submission may have a second mistake. Whether a broken number is NaN or
    infinite is a matter of how the formula is written.
    """
    if runner.passes(mistake, judgment):
        return False
    if judgment.passed:
        return True
    outcomes = runner.outcome(mistake, judgment), judgment.outcome
    ours, theirs = (flatten(in_order(judgment.case, each).value) for each in outcomes)
    if ours is None or theirs is None:
        return False
    return ours[0] != theirs[0] or not _same_where_finite(ours[1], theirs[1], judgment.likeness)


def _same_where_finite(first: np.ndarray, second: np.ndarray, tolerance: Tolerance) -> bool:
    finite = np.isfinite(first)
    if not (finite == np.isfinite(second)).all():
        return False
    return equal_values(second[finite], first[finite], tolerance)


def _is_comparable(judgment: Judgment) -> bool:
    """Whether it is a failure that can be compared with a mistake's."""
    verdict = judgment.outcome.verdict
    return not judgment.passed and verdict in (*_WITH_VALUE, Verdict.raised, *_LIMITS)
