"""Which mutation of a solution gives the submission's answers."""

from __future__ import annotations

import copy
import warnings
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import numpy as np

from grader.feedback.explanation import Explanation
from grader.feedback.mutations.operators import plainness
from grader.feedback.mutations.programs import Program, programs_of
from grader.feedback.observations.branches import Branch
from grader.feedback.observations.equal_values import equal_values
from grader.feedback.observations.evidence import evidence_of
from grader.feedback.observations.groups import Group, groups_of
from grader.feedback.observations.observation import Observation
from grader.judging.judgment import Judgment
from grader.lab import Lab
from grader.messages import message

ENOUGH = 4
"""Evidence: many programs are tried, so that more is needed than of one hypothesis."""
MOST_ENTRIES = 600
"""Larger inputs are not tried: hundreds of programs run on each."""
MOST_WORDS = 4
"""Where more than so many different mutations fit, the cases say too little to name one."""


def name_mutations(
    lab: Lab, judgments: Sequence[Judgment], explained: set[int]
) -> dict[int, Explanation]:
    """The mutation behind each failing case that has one, by its place in ``judgments``.

    Args:
        lab: whose solutions are changed.
        judgments: of all cases that are evidence.
        explained: places of cases that something else explains; their branches are left out.
    """
    small, large = groups_of(lab, judgments)
    groups = {
        branch: [(n, case) for n, case in group if 0 < _entries(case) <= MOST_ENTRIES]
        for branch, group in small.items()
        if not any(n in explained for n, case in group if not case.passed)
    }
    if not groups:
        return {}
    explanations: dict[int, Explanation] = {}
    fitting = _fitting(lab, groups)
    for branch, programs in fitting.items():
        sentence = _sentence(branch, programs, fitting)
        if sentence:
            cases = [*small[branch], *large.get(branch, ())]
            failing = frozenset(n for n, case in cases if not case.passed)
            # The name stands in reports; it stays what it was when mutations were called slips.
            explanations |= dict.fromkeys(failing, Explanation("slip", sentence, failing))
    return explanations


def _fitting(lab: Lab, groups: dict[Branch, Group]) -> dict[Branch, list[Program]]:
    """The programs that give the submission's answers, by branch."""
    fitting: dict[Branch, list[Program]] = defaultdict(list)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a mutation may take the mean of nothing
        for program in programs_of(lab.revision, tuple(lab.solutions.values())):
            for branch, group in groups.items():
                if _explains(program, group):
                    fitting[branch].append(program)
    return fitting


def _sentence(branch: Branch, programs: list[Program], fitting: dict[Branch, list[Program]]) -> str:
    """The words of the programs that explain most branches of the function.

    All give the same answers, so that all are true; the plainest are named, and none where so many
    agree that the cases seem to say little.
    """
    same_function = [others for (function, _), others in fitting.items() if function == branch[0]]
    counts = [sum(program in others for others in same_function) for program in programs]
    most = max(counts)
    best = [program for program, count in zip(programs, counts, strict=True) if count == most]
    words = sorted(dict.fromkeys(program.words for program in best), key=plainness)
    if len(words) > MOST_WORDS:
        return ""
    first, *others = [text for text in words if plainness(text) == plainness(words[0])]
    for other in others:
        first = message("{first}, or {second}", first=first, second=other)
    return message(
        "These are the answers of a right solution with one change: {change}.", change=first
    )


def _explains(program: Program, group: Group) -> bool:
    evidence = 0
    for _, case in group:
        if not equal_values(case.got, _answer(program, case), case.tolerance):
            return False
        if not case.passed:
            evidence += evidence_of(case.got, case.expected)
    return evidence >= ENOUGH


def _answer(program: Program, observation: Observation) -> Any:
    values = list(copy.deepcopy(dict(observation.inputs)).items())
    args = [value for _, value in values[: observation.positional]]
    kwargs = dict(values[observation.positional :])
    try:
        with np.errstate(all="ignore"):
            return program.functions[observation.function](*args, **kwargs)
    except Exception:  # a mutated program may raise anything
        return None


def _entries(observation: Observation) -> int:
    inputs = observation.inputs.values()
    parts = [p for value in inputs for p in (value if isinstance(value, list) else [value])]
    return sum(part.size for part in parts if isinstance(part, np.ndarray))
