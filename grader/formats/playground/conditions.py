"""Conditions on a state and on what its training came to: ``test_loss <= 0.02 in 4 of 5 seeds``."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from grader.files.faults import did_you_mean
from grader.playground import MEASURES, SEEDS, Findings, State
from grader.playground.state import known_keys

_FORM = re.compile(
    r"(?P<subject>\w+)\s*(?P<sign><=|>=|==|!=|=|<|>)\s*(?P<value>[^\s]+)"
    r"(?:\s+in\s+(?P<least>\d+)\s+of\s+(?P<of>\d+)\s+seeds)?"
)
_SIGNS: dict[str, Callable[[Any, Any], bool]] = {
    "<=": operator.le,
    ">=": operator.ge,
    "<": operator.lt,
    ">": operator.gt,
    "==": operator.eq,
    "=": operator.eq,
    "!=": operator.ne,
}
SIZES: dict[str, Callable[[State], int]] = {
    "layers": lambda state: len(state.shape),
    "units": lambda state: sum(state.shape),
    "inputs": lambda state: len(state.features),
}
"""Numbers that a state has without a training."""


@dataclass(frozen=True)
class Condition:
    """One condition.

    Attributes:
        subject: a measure of a training, a size or a key of a state.
        sign: how it is compared.
        value: with what: a number, or the text of a key's value.
        least: of how many seeds it has to hold, where it is about a training.
    """

    subject: str
    sign: str
    value: float | str
    least: int = len(SEEDS)

    @property
    def is_measured(self) -> bool:
        """Whether it is about what a training came to."""
        return self.subject in MEASURES

    def holds_for(self, found: Findings) -> bool:
        """Whether it holds for one seed. A number that is not one fulfills nothing."""
        return _SIGNS[self.sign](MEASURES[self.subject](found), self.value)

    def count(self, found: Sequence[Findings]) -> int:
        """For how many seeds it holds."""
        return sum(self.holds_for(each) for each in found)

    def holds(self, state: State, found: Sequence[Findings]) -> bool:
        """Whether it holds for the state, or for enough of its seeds."""
        if self.is_measured:
            return self.count(found) >= self.least
        return self.holds_for_state(state)

    def value_in(self, state: State) -> str:
        """What the state has where a condition on a size or a key looks."""
        if self.subject in SIZES:
            return str(SIZES[self.subject](state))
        return state.value(self.subject)

    def holds_for_state(self, state: State) -> bool:
        """Whether a condition on a size or a key holds."""
        text = self.value_in(state)
        if isinstance(self.value, str):
            return _SIGNS[self.sign](text, self.value)
        try:
            return _SIGNS[self.sign](float(text), self.value)
        except ValueError:
            return False


def parse_condition(text: str, usual: int = len(SEEDS)) -> Condition:
    """The condition in a text.

    Args:
        text: ``subject sign value``, and for measures ``in 4 of 5 seeds`` after it.
        usual: of how many seeds a measure has to hold where nothing is said.

    Raises: ValueError: it is none; the text says what was expected.
    """
    match = _FORM.fullmatch(text.strip())
    if match is None:
        raise ValueError(f'"{text}" is no condition; write one such as test_loss <= 0.02')
    subject, sign = match["subject"], match["sign"]
    known = [*MEASURES, *SIZES, *known_keys()]
    if subject not in known:
        raise ValueError(
            f'"{subject}" is nothing that can be compared.{did_you_mean(subject, known)}'
        )
    value: float | str = match["value"]
    try:
        value = float(value)
    except ValueError:
        if subject in MEASURES or subject in SIZES or sign not in ("=", "==", "!="):
            raise ValueError(
                f'"{value}" is no number, with which {subject} {sign} compares'
            ) from None
    least = usual
    if match["least"]:
        least = int(match["least"])
        if (
            subject not in MEASURES
            or int(match["of"]) != len(SEEDS)
            or not 1 <= least <= len(SEEDS)
        ):
            raise ValueError(
                f'"{text}" counts seeds; there are {len(SEEDS)}, and only measures differ by seed'
            )
    return Condition(subject, sign, value, least)
