"""How many students made which mistake, by the causes in stored reports. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

WITHOUT_REASON = frozenset(
    {"none", "case", "later", "property", "plain", "kind", "verdict", "warning"}
)
"""Sources of causes that say what is wrong with an answer and not why."""


@dataclass(frozen=True)
class Told:
    """A cause that the report of one submission names; ``has_code`` unless that was erased."""

    submission: int
    user: int
    cause: Mapping[str, Any]
    has_code: bool = True


@dataclass
class Mistake:
    """``example`` is the first submission that made it; ``cause`` has its words."""

    cause: Mapping[str, Any]
    example: int | None = None
    students: set[int] = field(default_factory=set)
    submissions: int = 0
    left: set[int] = field(default_factory=set)

    @property
    def source(self) -> str:
        return str(self.cause.get("source") or "")

    @property
    def name(self) -> str:
        return str(self.cause.get("name") or "")


def mistakes(told: Iterable[Told], last: Mapping[int, int]) -> list[Mistake]:
    """The most frequent first.

    Args:
        told: causes, those of earlier submissions first.
        last: by student, their last submission; a mistake in it is ``left``.
    """
    found: dict[tuple[str, str], Mistake] = {}
    for each in told:
        source, name = str(each.cause.get("source") or ""), str(each.cause.get("name") or "")
        sentence = str(each.cause.get("sentence") or "")
        if not source or source in WITHOUT_REASON or not (name or sentence):
            continue
        mistake = found.setdefault((source, name or sentence), Mistake(each.cause))
        if mistake.example is None and each.has_code:
            mistake.example = each.submission
        mistake.students.add(each.user)
        mistake.submissions += 1
        if last.get(each.user) == each.submission:
            mistake.left.add(each.user)
    return sorted(found.values(), key=lambda mistake: -len(mistake.students))
