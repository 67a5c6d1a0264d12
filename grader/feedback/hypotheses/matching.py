"""Which general hypothesis explains a submission's wrong answers: all of them, or none is named.

Cases are taken together by branch: by function and by the texts among their inputs
(``reduction="mean"``, ``kind="l1"``), because a mistake is usually made in one branch. A hypothesis
explains such a group when it gives the submission's answer in every case of it, those that passed
included, and when that is more than chance, in the group or together with the function's other
groups that it explains. Of several the one that explains most groups is named, then the simplest;
where two are left that cannot be told apart both are named, and where more are, none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from grader.feedback.explanation import Explanation
from grader.feedback.hypotheses import Hypothesis, hypotheses
from grader.feedback.observations.branches import Branch
from grader.feedback.observations.evidence import ENOUGH, evidence_of
from grader.feedback.observations.groups import Group, groups_of
from grader.feedback.observations.observation import Observation
from grader.judging.judgment import Judgment
from grader.lab import Lab
from grader.messages import message

Fitting = Mapping[Branch, Mapping[Hypothesis, int]]
"""Of each branch the hypotheses that contradict no case, with their evidence."""


def name_hypotheses(lab: Lab, judgments: Sequence[Judgment]) -> dict[int, Explanation]:
    """The explanation of each failing case that has one, by its place in ``judgments``."""
    small, large = groups_of(lab, judgments)
    fitting = {branch: _fitting(group) for branch, group in small.items()}
    explanations: dict[int, Explanation] = {}
    for branch, best in _best(fitting).items():
        failing = {number: case for number, case in small[branch] if not case.passed}
        explanation = Explanation(
            "/".join(dict.fromkeys(hypothesis.name for hypothesis in best)),
            _sentence(best, list(failing.values())),
            frozenset(failing),
        )
        confirmed = [
            number
            for number, case in large.get(branch, ())
            if not case.passed and _fits(best[0], case)
        ]
        explanations |= dict.fromkeys([*failing, *confirmed], explanation)
    return explanations


def _sentence(best: Sequence[Hypothesis], failing: Sequence[Observation]) -> str:
    first, *others = dict.fromkeys(hypothesis.sentence(failing) for hypothesis in best)
    for other in others:
        first = message("{first} Or: {second}", first=first, second=other)
    return first


def _fitting(group: Group) -> dict[Hypothesis, int]:
    """The hypotheses that contradict no case of a group, and their evidence."""
    evidence = {hypothesis: _evidence(hypothesis, group) for hypothesis in hypotheses()}
    return {hypothesis: count for hypothesis, count in evidence.items() if count is not None}


def _evidence(hypothesis: Hypothesis, group: Group) -> int | None:
    evidence = 0
    for _, case in group:
        fits = _fits(hypothesis, case)
        if fits is False or (fits is None and not case.passed):
            return None
        if not case.passed:
            evidence += evidence_of(case.got, case.expected)
    return evidence


def _fits(hypothesis: Hypothesis, observation: Observation) -> bool | None:
    """``None`` where the hypothesis makes no statement about the case."""
    try:
        with np.errstate(all="ignore"):
            return bool(hypothesis.fits(observation))
    except Exception:  # NotApplicable, or an answer on which it cannot be tried: of any kind
        return None


def _best(fitting: Fitting) -> dict[Branch, list[Hypothesis]]:
    """The hypotheses to name of each branch: one, or two that cannot be told apart."""
    found = {}
    for branch, evidence in fitting.items():
        sure = [hypothesis for hypothesis in evidence if _is_sure(hypothesis, branch, fitting)]
        ranks = {hypothesis: _rank(hypothesis, branch[0], fitting) for hypothesis in sure}
        best = [hypothesis for hypothesis in sure if ranks[hypothesis] == min(ranks.values())]
        if 1 <= len({hypothesis.name for hypothesis in best}) <= 2:
            found[branch] = best
    return found


def _is_sure(hypothesis: Hypothesis, branch: Branch, fitting: Fitting) -> bool:
    """Beyond chance in its branch; or with the function's others, where nothing else fits them."""
    if fitting[branch][hypothesis] >= ENOUGH:
        return True
    function = branch[0]
    evidence = [other.get(hypothesis) for (name, _), other in fitting.items() if name == function]
    known = [count for count in evidence if count is not None]
    if max(known) >= ENOUGH:
        return True
    if sum(known) < ENOUGH or len(known) < len(evidence):
        return False  # little, or contradicted elsewhere
    as_simple = {other.name for other in fitting[branch] if other.cost <= hypothesis.cost}
    return as_simple == {hypothesis.name}


def _rank(hypothesis: Hypothesis, function: str, fitting: Fitting) -> tuple[int, float]:
    """Less is better: first the function's other branches that it explains count, then its cost."""
    branches = sum(
        hypothesis in evidence for (name, _), evidence in fitting.items() if name == function
    )
    return -branches, hypothesis.cost
