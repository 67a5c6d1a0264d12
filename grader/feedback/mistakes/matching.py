"""Which known mistake of the lab a submission makes: the one whose answers equal its answers.

The lab's mistakes run in a sandbox of their own, on the cases that failed. A mistake is named on
a case when

* it gives the submission's answer there (value, exception with its text, or limit),
* in that branch of the function it passes what the submission passed, and is nowhere wrong in
  another way than the submission, and
* of several such mistakes it explains the most failing cases, alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from grader.feedback.hypotheses.matching import ENOUGH, weight
from grader.feedback.mistakes.runner import MistakeRunner
from grader.feedback.observations.branches import branch_of
from grader.feedback.observations.equal_values import equal_values, flatten
from grader.judging.judgment import Judgment
from grader.lab import Lab, Mistake
from grader.lab.sizes import input_bytes
from grader.results.verdicts import Verdict
from grader.sandbox.outcome import Outcome
from grader.values.comparison import Tolerance, compare

SMALL_BYTES, LARGE_BYTES = 64 << 10, 1 << 20
"""Inputs above the second are left out: they would tell no more and take the time. Those above the
first are asked only of mistakes that explain a case below it."""

_TOLD_BY_VERDICT = (
    Verdict.memory_limit,
    Verdict.output_limit,
    Verdict.process_limit,
    Verdict.forbidden_call,
)
_VALUES = (Verdict.passed, Verdict.changed_inputs)


def name_mistakes(lab: Lab, judged: Sequence[Judgment]) -> dict[int, Mistake]:
    """The mistake that explains a failing case, by the case's place in ``judged``."""
    small = [n for n, one in enumerate(judged) if input_bytes(one.case.inputs) <= LARGE_BYTES]
    failing = [n for n in small if _tells(judged[n])]
    if not failing:
        return {}
    with MistakeRunner(lab) as mistakes:
        explains = {m.name: _explained(mistakes, m, judged, failing, small) for m in lab.mistakes}
        passed = [judged[n] for n in small if judged[n].passed]
        named = {n: _best(mistakes, n, explains, passed) for n in failing}
    found = {n: mistake for n, mistake in named.items() if mistake is not None}
    found = _without_a_few(lab, judged, failing, found)
    return found | _same_on_large(lab, judged, failing, found)


def _best(
    mistakes: MistakeRunner, number: int, explains: dict[str, set[int]], passed: Sequence[Judgment]
) -> Mistake | None:
    """Of the mistakes that explain a case the one that explains most, if it stands alone.

    Two may differ only in another function; then the one that is right where the submission is.
    """
    fitting = [m for m in mistakes.lab.mistakes if number in explains[m.name]]
    most = max((len(explains[m.name]) for m in fitting), default=0)
    best = [m for m in fitting if len(explains[m.name]) == most]
    if len(best) > 1:
        best = [m for m in best if all(mistakes.passes(m, one) for one in passed)]
    return best[0] if len(best) == 1 else None


def _without_a_few(
    lab: Lab, judged: Sequence[Judgment], failing: Sequence[int], found: dict[int, Mistake]
) -> dict[int, Mistake]:
    """Less those that explain less than half of a branch whose rest nothing explains.

    And less those that have round numbers alone to show, where the function's other branches fail
    in another way.
    """
    kept = {}
    for number, mistake in found.items():
        key, function = _branch(lab, judged[number]), judged[number].function
        beside = [n for n in failing if _branch(lab, judged[n]) == key]
        same = [n for n in beside if found.get(n) is mistake]
        if any(n not in found for n in beside) and 2 * len(same) < len(beside):
            continue
        others = [n for n in failing if judged[n].function == function and n not in beside]
        if any(found.get(n) is not mistake for n in others) and not _proves(judged, same):
            continue
        kept[number] = mistake
    return kept


def _proves(judged: Sequence[Judgment], numbers: Sequence[int]) -> bool:
    """Whether answers that are equal are more than chance; a thing that is raised always is.

    Visible inputs are chosen to be reckoned by hand, so that mistakes meet on them more often.
    """
    same = [judged[n] for n in numbers]
    if any(one.outcome.raised or one.case.expects for one in same):
        return True
    enough = 2 * ENOUGH if all(one.visible for one in same) else ENOUGH
    return sum(weight(one.outcome.value, one.answer.value) for one in same) >= enough


def _branch(lab: Lab, one: Judgment) -> tuple[object, bool]:
    """Cases that ask for an exception are a branch of their own."""
    return branch_of(lab, one), one.case.expects is None


def _same_on_large(
    lab: Lab, judged: Sequence[Judgment], failing: Sequence[int], found: dict[int, Mistake]
) -> dict[int, Mistake]:
    """Cases too large to try: the mistake that explains all else in that branch."""
    more = {}
    for number, one in enumerate(judged):
        if number not in failing and _tells(one):
            branch = branch_of(lab, one)
            others = {found.get(n) for n in failing if branch_of(lab, judged[n]) == branch}
            if len(others) == 1 and (mistake := others.pop()) is not None:
                more[number] = mistake
    return more


def _explained(
    mistakes: MistakeRunner,
    mistake: Mistake,
    judged: Sequence[Judgment],
    failing: Sequence[int],
    small: Sequence[int],
) -> set[int]:
    """The failing cases that the mistake explains, branch by branch."""

    def agreeing(numbers: Sequence[int]) -> set[int]:
        return {n for n in numbers if _same(judged[n], mistakes.outcome(mistake, judged[n]))}

    tiny = [n for n in failing if input_bytes(judged[n].case.inputs) <= SMALL_BYTES]
    found = agreeing(tiny)
    if found or not tiny:
        found |= agreeing([n for n in failing if n not in tiny])
    for branch in {branch_of(mistakes.lab, judged[n]) for n in found}:
        beside = [n for n in small if branch_of(mistakes.lab, judged[n]) == branch]
        if any(_speaks_against(mistakes, mistake, judged[n]) for n in beside if n not in found):
            found -= set(beside)
    return found


def _speaks_against(mistakes: MistakeRunner, mistake: Mistake, one: Judgment) -> bool:
    """The mistake is wrong where the submission is right, or wrong with other numbers.

    Where it is right the submission may have a second mistake. Whether a broken number is NaN or
    infinite is a matter of writing.
    """
    if mistakes.passes(mistake, one):
        return False
    if one.passed:
        return True
    ours, theirs = flatten(mistakes.outcome(mistake, one).value), flatten(one.outcome.value)
    if ours is None or theirs is None:
        return False
    return ours[0] != theirs[0] or not _same_but_broken(ours[1], theirs[1], one.tolerance)


def _same_but_broken(ours: np.ndarray, theirs: np.ndarray, tolerance: Tolerance) -> bool:
    whole = np.isfinite(ours)
    return bool((whole == np.isfinite(theirs)).all()) and equal_values(
        theirs[whole], ours[whole], tolerance
    )


def _tells(one: Judgment) -> bool:
    """A failure that has something to compare with a mistake's."""
    verdict = one.outcome.verdict
    return not one.passed and verdict in (*_VALUES, Verdict.raised, *_TOLD_BY_VERDICT)


def _same(one: Judgment, mistake: Outcome) -> bool:
    """Whether the mistake ends as the submission did, with the same value or the same text."""
    student = one.outcome
    if student.verdict is not mistake.verdict:
        return False
    if student.verdict is Verdict.raised:
        ours, theirs = mistake.raised, student.raised
        return bool(ours and theirs and (ours.type, ours.message) == (theirs.type, theirs.message))
    if student.verdict in _VALUES:
        return _equal(student.value, mistake.value, one.tolerance)
    return True


def _equal(student: Any, mistake: Any, tolerance: Tolerance) -> bool:
    """Equal as answers are; of single numbers the kind, whole or not, is no difference."""
    if compare(student, mistake, tolerance).right:
        return True
    number = (int, float, np.number)
    both = isinstance(student, number) and isinstance(mistake, number)
    return both and equal_values(student, mistake, tolerance)
