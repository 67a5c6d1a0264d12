"""The entry of a wrong answer that is furthest from the expected one."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class WorstEntry:
    """The entry that is furthest off, of an answer of ``entries`` entries that differ in some.

    ``error`` is |got - expected|, ``None`` where one of the two is NaN or infinite.
    """

    index: tuple[int, ...]
    expected: str
    got: str
    error: str | None
    differing: int
    entries: int

    def as_dict(self) -> dict[str, Any]:
        """For a report's JSON."""
        return {**asdict(self), "index": list(self.index)}
