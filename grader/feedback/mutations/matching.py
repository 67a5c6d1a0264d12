"""Which slip gives the submission's answers."""

from __future__ import annotations

import copy
import warnings
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import numpy as np

from grader.feedback.hypotheses.matching import Explanation, groups_of, weight
from grader.feedback.mutations.operators import plainness
from grader.feedback.mutations.programs import Program, programs_of
from grader.feedback.observations.branches import Branch
from grader.feedback.observations.equal_values import equal_values
from grader.feedback.observations.observation import Observation
from grader.judging.judgment import Judgment
from grader.lab import Lab

ENOUGH = 4
"""Evidence: many programs are tried, so that more is needed than of one hypothesis."""
MOST_ENTRIES = 600
MOST_WORDS = 4

Group = list[tuple[int, Observation]]


def name_mutations(lab: Lab, judged: Sequence[Judgment], told: set[int]) -> dict[int, Explanation]:
    """The slip behind each failing case, by its place in ``judged``; ``told`` are explained."""
    small, large = groups_of(lab, judged)
    groups = {
        key: [(n, one) for n, one in group if 0 < _entries(one) <= MOST_ENTRIES]
        for key, group in small.items()
        if not any(number in told for number, one in group if not one.passed)
    }
    if not groups:
        return {}
    fitting: dict[Branch, list[Program]] = defaultdict(list)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a slip may take the mean of nothing
        for program in programs_of(lab.revision, tuple(lab.solutions.values())):
            for key, group in groups.items():
                if _explains(program, group):
                    fitting[key].append(program)
    found: dict[int, Explanation] = {}
    for key, programs in fitting.items():
        sentence = _sentence(key, programs, fitting)
        if sentence:
            failing = [n for n, one in [*small[key], *large.get(key, ())] if not one.passed]
            found |= dict.fromkeys(failing, Explanation("slip", sentence, frozenset(failing)))
    return found


def _sentence(key: Branch, programs: list[Program], fitting: dict[Branch, list[Program]]) -> str:
    """The words of the programs that explain most branches of the function.

    All give the same answers, so that all are true; the plainest are said, and none where so many
    agree that the cases seem to tell little.
    """
    beside = [others for other, others in fitting.items() if other[0] == key[0]]
    counts = [sum(program in others for others in beside) for program in programs]
    best = [one for one, count in zip(programs, counts, strict=True) if count == max(counts)]
    words = sorted(dict.fromkeys(one.words for one in best), key=plainness)
    if len(words) > MOST_WORDS:
        return ""
    said = [one for one in words if plainness(one) == plainness(words[0])]
    return f"These are the answers of a right solution with one slip: {', or '.join(said)}."


def _explains(program: Program, group: Group) -> bool:
    evidence = 0
    for _, one in group:
        if not equal_values(one.got, _answer(program, one), one.tolerance):
            return False
        if not one.passed:
            evidence += weight(one.got, one.expected)
    return evidence >= ENOUGH


def _answer(program: Program, seen: Observation) -> Any:
    values = list(copy.deepcopy(dict(seen.inputs)).items())
    args = [value for _, value in values[: seen.positional]]
    try:
        with np.errstate(all="ignore"):
            return program.functions[seen.function](*args, **dict(values[seen.positional :]))
    except Exception:  # a slip may break anything
        return None


def _entries(seen: Observation) -> int:
    parts = [p for v in seen.inputs.values() for p in (v if isinstance(v, list) else [v])]
    return sum(part.size for part in parts if isinstance(part, np.ndarray))
