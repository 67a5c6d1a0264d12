"""A question in no system's form, and what is lost on the way from one system to another.

A question type turns its questions into a `Content` and back; a format writes and reads `Content`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

# Shares of the points are written with few digits: 33.33333 %, three of which are everything.
ROUNDING = 1e-4


class ExchangeError(Exception):
    """A file or a question that cannot be imported; carries a sentence."""


@dataclass(frozen=True)
class Loss:
    """Something that the other side cannot hold: where, and what."""

    question: str
    what: str

    def __str__(self) -> str:
        return f"{self.question}: {self.what}"


@dataclass(frozen=True)
class AnswerKey:
    """A possible answer and the share of the points that it earns, -1 to 1."""

    text: str
    fraction: float
    feedback: str = ""

    @property
    def is_right(self) -> bool:
        """Whether it earns everything, up to the digits of a percentage."""
        return self.fraction >= 1 - ROUNDING


@dataclass(frozen=True)
class Choices:
    """One option counts (its fraction), or several do (their sum, clamped to 0 to 1).

    ``all_or_nothing``: only exactly the right options earn the points; the fractions are for
    formats that cannot say so.
    """

    single: bool
    options: tuple[AnswerKey, ...]
    shuffle: bool = True
    all_or_nothing: bool = False


@dataclass(frozen=True)
class TrueOrFalse:
    """``feedback_true`` is for those who answer true, whether or not that is right."""

    answer: bool
    feedback_true: str = ""
    feedback_false: str = ""


@dataclass(frozen=True)
class NumberKey:
    """A number, how far from it an answer may be, and the share of the points that it earns."""

    value: float
    tolerance: float
    fraction: float
    feedback: str = ""

    @property
    def is_right(self) -> bool:
        """Whether it earns everything, up to the digits of a percentage."""
        return self.fraction >= 1 - ROUNDING


@dataclass(frozen=True)
class Numbers:
    """The first key whose tolerance the answer meets decides."""

    answers: tuple[NumberKey, ...]
    unit: str = ""


@dataclass(frozen=True)
class Texts:
    """Short texts; ``case`` says whether capitals count."""

    answers: tuple[AnswerKey, ...]
    case: bool = False


@dataclass(frozen=True)
class Gap:
    """A blank: chosen from ``choices`` where there are any, typed otherwise."""

    id: str
    answers: tuple[AnswerKey, ...]
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Gaps:
    """The question's text has ``[[id]]`` for each gap; every gap earns the same share."""

    gaps: tuple[Gap, ...]


@dataclass(frozen=True)
class Pairs:
    """Left and right sides that belong together, and right sides that belong to no pair."""

    pairs: tuple[tuple[str, str], ...]
    extra: tuple[str, ...] = ()
    shuffle: bool = True


@dataclass(frozen=True)
class Order:
    """Entries in their right order. ``rule`` is all-or-nothing or lcs."""

    entries: tuple[str, ...]
    rule: str


@dataclass(frozen=True)
class FreeText:
    """Graded by a person, by criteria (text, points) and a ``guide`` that students never see."""

    criteria: tuple[tuple[str, float], ...] = ()
    sample: str = ""
    guide: str = ""


Content = Choices | TrueOrFalse | Numbers | Texts | Gaps | Pairs | Order | FreeText


@dataclass(frozen=True)
class Export:
    """A type's question as neutral content, with what the content cannot hold."""

    content: Content
    losses: tuple[str, ...] = ()


@dataclass(frozen=True)
class NeutralQuestion:
    """A question of a file: what is common to all, and its content."""

    name: str
    text: str
    content: Content
    explanation: str = ""
    points: float = 1.0
    tags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Draft:
    """A question of one of our types as an author would write it, and what is lost.

    ``node`` has the keys of the type, as in a quiz file; those of all questions are added to it.
    """

    node: dict[str, Any]
    losses: tuple[str, ...] = ()
