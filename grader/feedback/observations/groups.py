"""The cases of a submission by branch, as far as there is an answer to explain."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from grader.feedback.observations.branches import Branch, branch_of
from grader.feedback.observations.equal_values import count_numbers, flatten
from grader.feedback.observations.observation import Observation, observe
from grader.judging.judgment import Judgment
from grader.lab import Lab
from grader.lab.sizes import input_bytes, input_numbers
from grader.results.verdicts import Verdict

Group = list[tuple[int, Observation]]
"""Observations of one branch, each with the place of its judgment."""
Groups = dict[Branch, Group]

SMALL_BYTES, LARGE_BYTES = 64 << 10, 4 << 20
"""Inputs above the first only confirm what smaller ones have shown; above the second they are left
out, because each of some 400 hypotheses computes the answer to them."""
_USUAL_NUMBERS = 4096
_USUAL_FACTOR = 4
"""An answer of more numbers, and of more than this times as many as are usual, explains nothing."""
_WITH_VALUE = (Verdict.passed, Verdict.changed_inputs)


def groups_of(lab: Lab, judgments: Sequence[Judgment]) -> tuple[Groups, Groups]:
    """The branches that hold a failing answer which can be explained, and their large cases.

    In each group failing cases come first, since they contradict a wrong explanation soonest.
    """
    options = _options(lab, judgments)
    small: Groups = defaultdict(list)
    large: Groups = defaultdict(list)
    for number, judgment in enumerate(judgments):
        size = input_bytes(judgment.case.inputs)
        if _has_value(judgment) and size <= LARGE_BYTES and _is_comparable(judgment):
            # The cases of a rule are about special inputs: they only confirm as well.
            groups = small if size <= SMALL_BYTES and not judgment.case.rule else large
            branch = branch_of(lab, judgment)
            groups[branch].append((number, observe(lab, judgment, options)))
    explainable = {branch: group for branch, group in small.items() if _has_failure(group)}
    for group in explainable.values():
        group.sort(key=lambda entry: entry[1].passed)
    return explainable, large


def _has_value(judgment: Judgment) -> bool:
    """Whether the answer is that of one call, or a part of it.

    Where a check allows many right answers, a formula may still give the wrong one.
    """
    if len(judgment.case.inputs.calls) > 1:
        return False
    return judgment.expected.raised is None and judgment.outcome.verdict in _WITH_VALUE


def _is_comparable(judgment: Judgment) -> bool:
    """An answer of a size that a mistake can have; each hypothesis reads all of it."""
    usual = max(count_numbers(judgment.expected.value), input_numbers(judgment.case.inputs))
    return count_numbers(judgment.outcome.value) <= max(_USUAL_NUMBERS, _USUAL_FACTOR * usual)


def _options(lab: Lab, judgments: Sequence[Judgment]) -> dict[str, frozenset[str]]:
    """The texts that each parameter takes in the lab's cases."""
    found: dict[str, set[str]] = defaultdict(set)
    for judgment in judgments:
        for name, value in lab.inputs(judgment.case.inputs):
            if isinstance(value, str):
                found[name].add(value)
    return {name: frozenset(values) for name, values in found.items()}


def _has_failure(group: Group) -> bool:
    return any(not entry.passed and flatten(entry.got) is not None for _, entry in group)
