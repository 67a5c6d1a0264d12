"""The two kinds of hypotheses: one predicts the answer, one relates it to the right one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from grader.feedback.alike import alike
from grader.feedback.seen import Seen

Sentence = str | Callable[[Sequence[Seen]], str]

OUTPUT, OPTION, INPUT, RELATION = 1, 2, 3, 4
"""Costs: a changed answer is simpler than a changed option, that than changed inputs; a relation,
which leaves numbers free, comes last."""


@dataclass(frozen=True)
class Hypothesis:
    """``fits`` says whether the mistake would give ``seen.got``; it may raise `Unfit`."""

    name: str
    says: Sentence
    fits: Callable[[Seen], bool]
    cost: int = OUTPUT

    def sentence(self, failing: Sequence[Seen]) -> str:
        return self.says if isinstance(self.says, str) else self.says(failing)


def predicting(
    name: str, says: Sentence, predict: Callable[[Seen], Any], cost: int = OUTPUT
) -> Hypothesis:
    """A mistake that gives exactly ``predict(seen)``."""
    return Hypothesis(name, says, lambda seen: alike(seen.got, predict(seen), seen.tolerance), cost)


def relating(
    name: str, says: Sentence, relates: Callable[[Seen], bool], cost: int = RELATION
) -> Hypothesis:
    """A mistake that leaves something open; cases that passed fit it anyway."""
    return Hypothesis(name, says, lambda seen: seen.passed or relates(seen), cost)
