"""Which general hypothesis explains a submission's wrong answers: all of them, or none is said.

Cases are taken together by function and by the texts among their inputs (``reduction="mean"``,
``kind="l1"``): a mistake is usually made in one branch. A hypothesis explains such a group when it
gives the submission's answer in every case of it, those that passed included, and when that is
more than chance, in the group or together with the function's other groups that it explains. Of
several the one that explains most groups is named, then the simplest; where two are left that
cannot be told apart both are said, and where more are, none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.feedback.hypotheses import Hypothesis, hypotheses
from grader.feedback.observations.branches import Branch, branch_of
from grader.feedback.observations.equal_values import count_numbers, flatten
from grader.feedback.observations.observation import Observation, seen
from grader.judging.judgment import Judgment
from grader.lab import Lab
from grader.lab.sizes import input_bytes, input_numbers
from grader.results.verdicts import Verdict

MOST_BYTES, LARGE_BYTES = 64 << 10, 4 << 20
"""Larger inputs than the first only confirm what smaller ones have shown; than the second, not even
that."""
MOST_NUMBERS = 4096
MOST_WEIGHED = 64
_WITH_VALUE = (Verdict.passed, Verdict.changed_inputs)
ENOUGH = 2
"""Evidence that is beyond chance; `weight` counts it."""

Groups = dict[Branch, list[tuple[int, Observation]]]


@dataclass(frozen=True)
class Explanation:
    """A hypothesis, its sentence, and the failing cases that it explains together."""

    name: str
    hint: str
    cases: frozenset[int]


def name_hypotheses(lab: Lab, judged: Sequence[Judgment]) -> dict[int, Explanation]:
    """The hypothesis that explains a failing case, by the case's place in ``judged``."""
    small, large = groups_of(lab, judged)
    fitting = {key: _fitting([one for _, one in group]) for key, group in small.items()}
    found: dict[int, Explanation] = {}
    for key, best in _best(fitting).items():
        failing = {number: one for number, one in small[key] if not one.passed}
        seen_too = list(failing.values())
        sentences = list(dict.fromkeys(one.sentence(seen_too) for one in best))
        name = "/".join(dict.fromkeys(one.name for one in best))
        named = Explanation(name, " Or: ".join(sentences), frozenset(failing))
        also = [n for n, one in large.get(key, ()) if not one.passed and _fits(best[0], one)]
        found |= dict.fromkeys([*failing, *also], named)
    return found


def groups_of(lab: Lab, judged: Sequence[Judgment]) -> tuple[Groups, Groups]:
    """The branches with a failing answer that can be explained; the large cases of each apart."""
    options = _options(lab, judged)
    small: Groups = defaultdict(list)
    large: Groups = defaultdict(list)
    for number, one in enumerate(judged):
        size = input_bytes(one.case.inputs)
        valued = one.answer.raised is None and one.outcome.verdict in _WITH_VALUE
        if valued and size <= LARGE_BYTES and _is_comparable(one):
            group = small if size <= MOST_BYTES else large
            group[branch_of(lab, one)].append((number, seen(lab, one, options)))
    telling = {key: group for key, group in small.items() if _tells(group)}
    for group in telling.values():
        group.sort(key=lambda one: one[1].passed)  # failing ones contradict soonest
    return telling, large


def _is_comparable(one: Judgment) -> bool:
    """An answer of a size that a mistake can have; each hypothesis reads all of it."""
    usual = max(count_numbers(one.answer.value), input_numbers(one.case.inputs))
    return count_numbers(one.outcome.value) <= max(MOST_NUMBERS, 4 * usual)


def _options(lab: Lab, judged: Sequence[Judgment]) -> dict[str, frozenset[str]]:
    """The texts that each parameter takes in the lab's cases."""
    found: dict[str, set[str]] = defaultdict(set)
    for one in judged:
        for name, value in lab.inputs(one.case.inputs):
            if isinstance(value, str):
                found[name].add(value)
    return {name: frozenset(values) for name, values in found.items()}


def _tells(group: list[tuple[int, Observation]]) -> bool:
    return any(not one.passed and flatten(one.got) is not None for _, one in group)


def _fitting(group: list[Observation]) -> dict[Hypothesis, int]:
    """The hypotheses that contradict no case of a group, and their evidence."""
    weights = {one: _evidence(one, group) for one in hypotheses()}
    return {one: weight for one, weight in weights.items() if weight is not None}


def _evidence(hypothesis: Hypothesis, group: list[Observation]) -> int | None:
    evidence = 0
    for one in group:
        fits = _fits(hypothesis, one)
        if fits is False or (fits is None and not one.passed):
            return None
        if not one.passed:
            evidence += weight(one.got, one.expected)
    return evidence


def _fits(hypothesis: Hypothesis, one: Observation) -> bool | None:
    """``None`` where the hypothesis says nothing of the case."""
    try:
        with np.errstate(all="ignore"):
            return hypothesis.fits(one)
    except Exception:  # NotApplicable; or the answer has a form that it cannot be tried on
        return None


def _best(fitting: dict[Branch, dict[Hypothesis, int]]) -> dict[Branch, list[Hypothesis]]:
    """The hypotheses to name of each group: one, or two that cannot be told apart."""
    found = {}
    for key, weights in fitting.items():
        sure = [one for one in weights if _is_sure(one, key, fitting)]
        ranks = {one: _rank(one, key[0], fitting) for one in sure}
        best = [one for one in sure if ranks[one] == min(ranks.values())]
        if 1 <= len({one.name for one in best}) <= 2:
            found[key] = best
    return found


def _is_sure(one: Hypothesis, key: Branch, fitting: dict[Branch, dict[Hypothesis, int]]) -> bool:
    """Beyond chance in its group; or with the function's others, where nothing else fits them."""
    if fitting[key][one] >= ENOUGH:
        return True
    weights = [others.get(one) for other, others in fitting.items() if other[0] == key[0]]
    known = [weight for weight in weights if weight is not None]
    if max(known) >= ENOUGH:
        return True
    if sum(known) < ENOUGH or len(known) < len(weights):
        return False  # little, or contradicted elsewhere
    return {other.name for other in fitting[key] if other.cost <= one.cost} == {one.name}


def _rank(
    one: Hypothesis, function: str, fitting: dict[Branch, dict[Hypothesis, int]]
) -> tuple[int, float]:
    """Fewer is better: the function's other groups come before cost, other functions after."""
    groups = sum(one in weights for key, weights in fitting.items() if key[0] == function)
    return -groups, one.cost


def weight(got: Any, expected: Any) -> int:
    """How much a match with a wrong answer proves: 2 and more is beyond chance.

    A number such as 0.5 or 3 can be met by many a formula, one of many digits by few. Zeros, and
    NaN or infinity, where there should be none count like such round ones.
    """
    answer, right = flatten(got), flatten(expected)
    if answer is None or right is None:
        return 0
    got, want = answer[1], right[1]
    whole = np.isfinite(got)
    broken = int(np.sum(~whole)) if np.isfinite(want).all() else 0
    numbers = np.unique(got[whole & (got != 0)])
    numbers = numbers[:: max(1, len(numbers) // MOST_WEIGHED)]
    if not numbers.size and not broken:
        return int(got.size > 0 and bool(np.any(want != 0)))
    rough = np.array([_is_round(number) for number in numbers], dtype=bool)
    return int(2 * np.sum(~rough)) + _a_few(int(np.sum(rough))) + _a_few(broken)


def _is_round(number: float) -> bool:
    """A number that is reckoned by hand: 0.65, 2.4, 3/64."""
    return abs(number * 64 - round(number * 64)) < 1e-9 or f"{number:.3g}" == f"{number:.10g}"


def _a_few(count: int) -> int:
    return int(count >= 1) + int(count >= 3)
