"""The neutral forms of a question between systems, and what is lost on the way."""

from __future__ import annotations

from dataclasses import dataclass, field


class CannotExchange(Exception):
    """A file or a question that cannot be taken over; carries a sentence."""


@dataclass(frozen=True)
class Loss:
    """Something that the other side cannot hold: where, and what."""

    question: str
    what: str

    def __str__(self) -> str:
        return f"{self.question}: {self.what}"


@dataclass(frozen=True)
class Answer:
    """A possible answer and the share of the points that it earns, -1 to 1."""

    text: str
    fraction: float
    feedback: str = ""


@dataclass(frozen=True)
class Choices:
    """One option (its fraction) or several (their sum, cut at 0 and 1)."""

    single: bool
    options: tuple[Answer, ...]
    shuffle: bool = True


@dataclass(frozen=True)
class TrueOrFalse:
    answer: bool
    if_true: str = ""  # feedback
    if_false: str = ""


@dataclass(frozen=True)
class Near:
    """A number and how far off an answer may be."""

    value: float
    tolerance: float
    fraction: float
    feedback: str = ""


@dataclass(frozen=True)
class Numbers:
    """The first answer that is near enough decides."""

    answers: tuple[Near, ...]
    unit: str = ""


@dataclass(frozen=True)
class Texts:
    answers: tuple[Answer, ...]
    case: bool = False


@dataclass(frozen=True)
class Gap:
    """A blank: chosen from ``choices`` where there are any, else typed."""

    id: str
    answers: tuple[Answer, ...]
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Gaps:
    """The question's text has ``[[id]]`` for each gap; equal credit for each."""

    gaps: tuple[Gap, ...]


@dataclass(frozen=True)
class Pairs:
    pairs: tuple[tuple[str, str], ...]  # left, right
    extra: tuple[str, ...] = ()
    shuffle: bool = True


@dataclass(frozen=True)
class Order:
    """Entries in their right order. ``rule`` is all-or-nothing or lcs."""

    entries: tuple[str, ...]
    rule: str


@dataclass(frozen=True)
class FreeText:
    """Graded by a person, who reads ``guide``."""

    criteria: tuple[tuple[str, float], ...] = ()
    sample: str = ""


Form = Choices | TrueOrFalse | Numbers | Texts | Gaps | Pairs | Order | FreeText


@dataclass(frozen=True)
class Exported:
    """A type's question in a neutral form, with what the form cannot hold."""

    form: Form
    losses: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sheet:
    """A question of a file: what is common to all forms, and its form."""

    name: str
    text: str
    form: Form
    explanation: str = ""
    points: float = 1.0
    tags: tuple[str, ...] = field(default=())
