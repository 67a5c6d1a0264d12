"""Which general hypothesis explains a submission's wrong answers: all of them, or none is named.

Cases are taken together by branch: by function and by the texts among their inputs
(``reduction="mean"``, ``kind="l1"``), because a mistake is usually made in one branch. A hypothesis
explains such a group when it gives the submission's answer in every case of it, those that passed
included, and when that is more than chance, in the group or together with the function's other
groups that it explains. Of several the one that explains most groups is named, then the simplest;
where two indistinguishable ones are left, both are named, and where more are, none.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from grader.feedback.evidence import Evidence
from grader.feedback.explanation import Explanation, Strength
from grader.feedback.hypotheses import Hypothesis, hypotheses
from grader.feedback.observations.branches import Branch
from grader.feedback.observations.evidence import ENOUGH, evidence_of
from grader.feedback.observations.groups import Group
from grader.feedback.observations.observation import NUMERIC_ERRORS, NotApplicable, Observation
from grader.judging import budget
from grader.judging.budget import CallBudget
from grader.messages import message
from grader.results.verdicts import Verdict

logger = logging.getLogger(__name__)
SOURCE = "hypothesis"
"""The source's name."""

Fitting = Mapping[Branch, Mapping[Hypothesis, int]]
"""Of each branch the hypotheses that contradict no case, with their evidence."""


def name_hypotheses(evidence: Evidence) -> Iterator[Explanation]:
    """The explanation of each branch that has one.

    Functions whose failures a stronger source explains are left out.
    """
    small, large = evidence.groups
    open_functions = {evidence.judgments[n].function for n in evidence.unexplained}
    trial = _Trial(evidence.budget.part(SOURCE, budget.PREDICTIONS))
    fitting = {
        branch: trial.fitting(group)
        for branch, group in small.items()
        if branch[0] in open_functions
    }
    for branch, best in _best(fitting).items():
        failing = {number: case for number, case in small[branch] if not case.passed}
        confirmed = [
            number
            for number, case in large.get(branch, ())
            if not case.passed and trial.fits(best[0], case)
        ]
        # Of a wrong dtype the values are right, and no formula explains it.
        wrong = {
            n
            for n in (*failing, *confirmed)
            if evidence.judgments[n].verdict is not Verdict.wrong_dtype
        }
        yield Explanation(
            SOURCE,
            "/".join(dict.fromkeys(hypothesis.name for hypothesis in best)),
            _sentence(best, list(failing.values())),
            frozenset(wrong),
            Strength.predicted,
        )


def _sentence(best: Sequence[Hypothesis], failing: Sequence[Observation]) -> str:
    first, *others = dict.fromkeys(hypothesis.sentence(failing) for hypothesis in best)
    for other in others:
        first = message("{first} Or: {second}", first=first, second=other)
    return first


class _Trial:
    """Tries hypotheses on cases. One that crashes is logged, and makes no statement any more."""

    def __init__(self, calls: CallBudget) -> None:
        self.calls = calls
        self._crashed: set[str] = set()

    def fitting(self, group: Group) -> dict[Hypothesis, int]:
        """The hypotheses that contradict no case of a group, and their evidence."""
        proofs = {n: evidence_of(case.got, case.expected) for n, case in group if not case.passed}
        evidence = {
            hypothesis: self._evidence(hypothesis, group, proofs) for hypothesis in hypotheses()
        }
        return {hypothesis: count for hypothesis, count in evidence.items() if count is not None}

    def _evidence(
        self, hypothesis: Hypothesis, group: Group, proofs: Mapping[int, int]
    ) -> int | None:
        for _, case in group:
            fits = self.fits(hypothesis, case)
            if fits is False or (fits is None and not case.passed):
                return None
        return sum(proofs.values())

    def fits(self, hypothesis: Hypothesis, observation: Observation) -> bool | None:
        """``None`` where the hypothesis makes no statement about the case."""
        if hypothesis.name in self._crashed or not self.calls.allows():
            return None
        self.calls.spend()
        try:
            with np.errstate(all="ignore"):
                return bool(hypothesis.fits(observation))
        except (NotApplicable, *NUMERIC_ERRORS):
            return None
        except Exception:
            self._crashed.add(hypothesis.name)
            logger.exception(
                "The hypothesis %s crashed on a case of %s.", hypothesis.name, observation.function
            )
            return None


def _best(fitting: Fitting) -> dict[Branch, list[Hypothesis]]:
    """The hypotheses to name of each branch: one, or two that are indistinguishable."""
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
