"""Which mutation of a solution gives the submission's answers."""

from __future__ import annotations

import warnings
from collections import Counter, defaultdict
from collections.abc import Iterator

import numpy as np

from grader.feedback.evidence import Evidence
from grader.feedback.explanation import Explanation, Strength
from grader.feedback.hints.value_kinds import hint_for_value_kind
from grader.feedback.mutations.programs import Program, programs_of
from grader.feedback.observations.branches import Branch
from grader.feedback.observations.evidence import evidence_of
from grader.feedback.observations.groups import Group
from grader.feedback.observations.observation import Observation
from grader.judging import budget
from grader.judging.budget import CallBudget
from grader.lab import Lab
from grader.messages import message

SOURCE = "mutation"
"""The source's name."""
ENOUGH = 4
"""Evidence: many programs are tried, so that more is needed than of one hypothesis."""
MOST_ENTRIES = 600
"""Larger inputs are not tried: hundreds of programs run on each."""
MOST_WORDS = 4
"""Where more than so many different mutations fit, the cases say too little to name one."""


def name_mutations(evidence: Evidence) -> Iterator[Explanation]:
    """The mutation behind the failing cases of each branch that has one.

    Branches of which a stronger source explains a case are left out, and so are answers of a wrong
    kind, shape or dtype that has a hint: it says more than what another program lacks.
    """
    small, large = evidence.groups
    groups = {
        branch: [(n, case) for n, case in group if 0 < _entries(case) <= MOST_ENTRIES]
        for branch, group in small.items()
        if not any(n in evidence.explained for n, case in group if not case.passed)
    }
    if not groups:
        return
    calls = evidence.budget.part(SOURCE, budget.PROGRAM_CALLS)
    fitting = _fitting(evidence.lab, groups, calls)
    for branch, programs in fitting.items():
        sentence = _sentence(branch, programs, fitting)
        if sentence:
            cases = [*small[branch], *large.get(branch, ())]
            rules = {n for n, case in cases if evidence.judgments[n].case.rule}
            failing = frozenset(
                n
                for n, case in cases
                if not case.passed
                and not hint_for_value_kind(evidence.judgments[n])
                and (n not in rules or case.is_answered_by(case.answer_of(programs[0].functions)))
            )
            if not failing:
                continue
            # The name is stored in reports; it dates from when mutations were called slips.
            yield Explanation(SOURCE, "slip", sentence, failing, Strength.searched)


def _fitting(
    lab: Lab, groups: dict[Branch, Group], calls: CallBudget
) -> dict[Branch, list[Program]]:
    """The programs that give the submission's answers, by branch."""
    fitting: dict[Branch, list[Program]] = defaultdict(list)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a mutation may take the mean of nothing
        known = {name for each in lab.functions for name in (each.name, *each.parameters)}
        solutions = tuple(lab.solutions.values())
        for program in programs_of(lab.revision, solutions, frozenset(known)):
            for branch, group in groups.items():
                if _explains(program, group, calls):
                    fitting[branch].append(program)
    return fitting


def _sentence(branch: Branch, programs: list[Program], fitting: dict[Branch, list[Program]]) -> str:
    """The words of the programs that explain most branches of the function.

    All give the same answers, so that all are true. What is the change of several solutions is
    named; else the plainest, and none where so many agree that the cases seem to say little.
    """
    same_function = [others for (function, _), others in fitting.items() if function == branch[0]]
    counts = [sum(program in others for others in same_function) for program in programs]
    most = max(counts)
    best = [program for program, count in zip(programs, counts, strict=True) if count == most]
    usual = Counter(program.words for program in best).most_common(2)
    if usual[0][1] > 1 and all(count < usual[0][1] for _, count in usual[1:]):
        first, others = usual[0][0], []
    elif len({program.words for program in best}) > MOST_WORDS:
        return ""
    else:
        plainest = min(program.plainness for program in best)
        first, *others = dict.fromkeys(p.words for p in best if p.plainness == plainest)
    for other in others:
        first = message("{first}, or {second}", first=first, second=other)
    return message(
        "These are the answers of a right solution with one change: {change}.", change=first
    )


def _explains(program: Program, group: Group, calls: CallBudget) -> bool:
    evidence = 0
    for _, case in group:
        if not calls.allows():
            return False
        calls.spend()
        if not case.is_answered_by(case.answer_of(program.functions)):
            return False
        if not case.passed:
            evidence += evidence_of(case.got, case.expected)
    return evidence >= ENOUGH


def _entries(observation: Observation) -> int:
    inputs = observation.inputs.values()
    parts = [p for value in inputs for p in (value if isinstance(value, list) else [value])]
    return sum(part.size for part in parts if isinstance(part, np.ndarray))
