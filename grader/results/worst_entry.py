"""The entry of a wrong answer that is furthest from the expected one."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class WorstEntry:
    """The entry that is furthest off. ``error`` is |got - expected|, ``None`` with NaN or ∞."""

    index: tuple[int, ...]
    expected: str
    got: str
    error: str | None
    differing: int
    entries: int

    def as_dict(self) -> dict[str, Any]:
        return {**asdict(self), "index": list(self.index)}
