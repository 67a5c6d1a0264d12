"""Partial credit for several parts and for orders, as pure rules.

Multiple choice: of ``n`` options ``c`` are correct; ``t`` correct and ``f`` wrong ones are ticked.
The rules and their names are those of PrairieLearn's checkbox element; `weights` is Moodle's.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Ticks:
    """Counts of one answer to a multiple choice question."""

    options: int
    correct: int
    right_ticks: int
    wrong_ticks: int

    @classmethod
    def of(cls, options: Iterable[str], correct: Iterable[str], ticked: Iterable[str]) -> Ticks:
        """Count what was ticked. Raises ValueError for ids that are no options."""
        every, key, chosen = set(options), set(correct), set(ticked)
        if not key or not key <= every or not chosen <= every:
            raise ValueError("the correct options, at least one, and the ticked must be options")
        return cls(len(every), len(key), len(chosen & key), len(chosen - key))


def all_or_nothing(ticks: Ticks) -> float:
    """1 for exactly the correct options, else 0."""
    return float(ticks.right_ticks == ticks.correct and ticks.wrong_ticks == 0)


def net_correct(ticks: Ticks) -> float:
    """max(0, (t - f) / c): each wrong tick takes back a right one."""
    return max(0.0, (ticks.right_ticks - ticks.wrong_ticks) / ticks.correct)


def balanced(ticks: Ticks) -> float:
    """max(0, t / c - f / (n - c)): everything earns nothing, however many options are correct."""
    wrong = ticks.options - ticks.correct
    taken = ticks.wrong_ticks / wrong if wrong else 0.0
    return max(0.0, ticks.right_ticks / ticks.correct - taken)


def coverage(ticks: Ticks) -> float:
    """(t / c) (t / k), k = t + f: found of what is correct, times correct of what is ticked."""
    ticked = ticks.right_ticks + ticks.wrong_ticks
    if ticked == 0:
        return 0.0
    return ticks.right_ticks / ticks.correct * (ticks.right_ticks / ticked)


def each_answer(ticks: Ticks) -> float:
    """(t + (n - c - f)) / n: every option, ticked or not, is a true-or-false question."""
    left_right = ticks.options - ticks.correct - ticks.wrong_ticks
    return (ticks.right_ticks + left_right) / ticks.options


def weights(chosen: Iterable[str], weight: Mapping[str, float]) -> float:
    """The sum of the weights of the ticked options, not below 0 nor above 1."""
    return min(1.0, max(0.0, sum(weight[option] for option in chosen)))


RULES_FOR_OPTIONS: dict[str, Callable[[Ticks], float]] = {
    "all-or-nothing": all_or_nothing,
    "net-correct": net_correct,
    "balanced": balanced,
    "coverage": coverage,
    "each-answer": each_answer,
}


def proportional(right: int, parts: int) -> float:
    """The share of parts that are right."""
    return right / parts if parts else 0.0


def all_parts(right: int, parts: int) -> float:
    """1 when every part is right, else 0."""
    return float(parts > 0 and right == parts)


RULES_FOR_PARTS: dict[str, Callable[[int, int], float]] = {
    "proportional": proportional,
    "all-or-nothing": all_parts,
}


def common_length(given: Sequence[Hashable], key: Sequence[Hashable]) -> int:
    """Length of the longest common subsequence."""
    row = [0] * (len(key) + 1)
    for entry in given:
        before = row[:]
        for column, wanted in enumerate(key, start=1):
            same = before[column - 1] + 1 if entry == wanted else 0
            row[column] = max(same, before[column], row[column - 1])
    return row[-1]


def most_in_order(given: Sequence[str], before: Mapping[str, frozenset[str]]) -> int:
    """The most entries of ``given`` that can stay, none standing before one it must follow.

    ``before`` names for each entry all that must precede it, indirectly too. Conflicts are
    transitive, so the largest set without any is an antichain: n minus a maximum matching.
    """
    clashes = [
        [later for later in range(place + 1, len(given)) if given[later] in before[given[place]]]
        for place in range(len(given))
    ]
    partner: dict[int, int] = {}

    def matches(place: int, seen: set[int]) -> bool:
        for other in clashes[place]:
            if other not in seen:
                seen.add(other)
                if other not in partner or matches(partner[other], seen):
                    partner[other] = place
                    return True
        return False

    return len(given) - sum(matches(place, set()) for place in range(len(given)))


def by_edits(kept: int, given: int, length: int) -> float:
    """max(0, (L - d) / L), two decimals: d deletions and insertions lead to a right order.

    ``kept`` of the ``given`` entries can stay; a right order has ``length``.
    """
    edits = (given - kept) + (length - kept)
    return round(max(0.0, (length - edits) / length), 2)


def ranking(given: Sequence[Hashable], key: Sequence[Hashable]) -> float:
    """The share of the key that is right from the start, up to the first that is not."""
    right = 0
    for entry, wanted in zip(given, key, strict=False):
        if entry != wanted:
            break
        right += 1
    return right / len(key)
