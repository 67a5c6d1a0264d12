"""What a source says of a submission's failures: a cause, with its evidence."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from grader.results.cause import Stage

if TYPE_CHECKING:
    from grader.feedback.evidence import Evidence


class Strength(IntEnum):
    """How sure an explanation is; the strongest evidence has the least number."""

    certain = 0
    """The fact itself was seen: nothing was written, or another order gives another answer."""
    exact = 1
    """A program that makes this mistake gives the same answers."""
    substituted = 2
    """The answers are right with a right function in the place of another one."""
    predicted = 3
    """A formula with this mistake gives the same answers."""
    searched = 4
    """One of many changed programs gives the same answers."""
    described = 5
    """What an exception, a kind of value or a verdict says by itself."""


@dataclass(frozen=True)
class Explanation:
    """A cause of failures.

    Attributes:
        source: the name of the source.
        name: of the mistake or hypothesis; empty where there is none.
        sentence: for a student; it tells no value of an answer to a hidden case.
        cases: the failing cases that it explains, by their places in the evidence.
        strength: of the evidence.
        stage: when a teacher would speak of it; by the verdicts of the cases where it is ``None``.
    """

    source: str
    name: str
    sentence: str
    cases: frozenset[int]
    strength: Strength
    stage: Stage | None = None


@dataclass(frozen=True)
class Source:
    """A module of `grader.feedback.sources`.

    Attributes:
        name: in reports.
        strength: of its explanations; the strongest sources are asked first.
        explain: yields explanations of failures; it may leave out what ``evidence.explained``
            holds, the places of cases that a stronger source has explained.
    """

    name: str
    strength: Strength
    explain: Callable[[Evidence], Iterable[Explanation]]
