"""Which general hypothesis explains a submission's wrong answers: all of them, or none is said.

Cases are taken together by function and by the texts among their inputs (``reduction="mean"``,
``kind="l1"``): a mistake is usually made in one branch. A hypothesis explains such a group when it
gives the submission's answer in every case of it, those that passed included, and when that is
more than chance. Of several the one that explains most groups is named, then the simplest.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from grader.feedback.alike import flat
from grader.feedback.hypotheses import Hypothesis, hypotheses
from grader.feedback.seen import Seen, seen
from grader.judging import Judged
from grader.lab import Lab
from grader.lab.sizes import input_bytes
from grader.verdicts import Verdict

MOST_BYTES = 64 << 10
_WITH_VALUE = (Verdict.passed, Verdict.changed_inputs)


@dataclass(frozen=True)
class Named:
    """A hypothesis, its sentence, and the failing cases that it explains together."""

    name: str
    hint: str
    cases: frozenset[int]


def name_hypotheses(lab: Lab, judged: Sequence[Judged]) -> dict[int, Named]:
    """The hypothesis that explains a failing case, by the case's place in ``judged``."""
    groups = {key: group for key, group in _groups(lab, judged).items() if _tells(group)}
    fitting = {key: list(_fitting([one for _, one in group])) for key, group in groups.items()}
    found: dict[int, Named] = {}
    for key, group in groups.items():
        if not fitting[key]:
            continue

        def rank(hypothesis: Hypothesis) -> tuple[int, int]:
            return -sum(hypothesis in others for others in fitting.values()), hypothesis.cost

        best = min(fitting[key], key=rank)
        failing = {number: one for number, one in group if not one.passed}
        named = Named(best.name, best.sentence(list(failing.values())), frozenset(failing))
        found |= dict.fromkeys(failing, named)
    return found


def _groups(lab: Lab, judged: Sequence[Judged]) -> dict[tuple, list[tuple[int, Seen]]]:
    options = _options(lab, judged)
    groups: dict[tuple, list[tuple[int, Seen]]] = defaultdict(list)
    for number, one in enumerate(judged):
        call = one.case.inputs
        valued = one.answer.raised is None and one.outcome.verdict in _WITH_VALUE
        if valued and input_bytes(call) <= MOST_BYTES:
            texts = tuple((k, v) for k, v in lab.inputs(call) if isinstance(v, str))
            groups[call.function, texts].append((number, seen(lab, one, options)))
    return groups


def _options(lab: Lab, judged: Sequence[Judged]) -> dict[str, frozenset[str]]:
    """The texts that each parameter takes in the lab's cases."""
    found: dict[str, set[str]] = defaultdict(set)
    for one in judged:
        for name, value in lab.inputs(one.case.inputs):
            if isinstance(value, str):
                found[name].add(value)
    return {name: frozenset(values) for name, values in found.items()}


def _tells(group: list[tuple[int, Seen]]) -> bool:
    return any(not one.passed and flat(one.got) is not None for _, one in group)


def _fitting(group: list[Seen]) -> list[Hypothesis]:
    return [one for one in hypotheses() if _explains(one, group)]


def _explains(hypothesis: Hypothesis, group: list[Seen]) -> bool:
    evidence = 0
    for one in group:
        try:
            with np.errstate(all="ignore"):
                fits = hypothesis.fits(one)
        except Exception:  # Unfit; or the answer has a form that it cannot be tried on
            if one.passed:
                continue
            return False
        if not fits:
            return False
        if not one.passed:
            evidence += _weight(one)
    return evidence >= 2


def _weight(one: Seen) -> int:
    """How much a match in this case proves: 2 and more is beyond chance.

    A number such as 0.5 or 3 can be met by many a formula, one of many digits by few.
    """
    pair = flat(one.got), flat(one.expected)
    if pair[0] is None:
        return 0
    numbers = pair[0][1] if pair[0][1].size else np.zeros(0)
    numbers = np.unique(numbers[np.isfinite(numbers) & (numbers != 0)])
    if not numbers.size:
        return 0
    rough = np.abs(numbers * 64 - np.round(numbers * 64)) < 1e-9
    return int(2 * np.sum(~rough)) + int(np.sum(rough) >= 1) + int(np.sum(rough) >= 3)
