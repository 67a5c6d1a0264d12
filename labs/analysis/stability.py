"""The same code, graded more than once with different results. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

SPEED_TOLERANCE = 0.1
"""Of the points for speed; two measurements of one program may differ by as much."""


@dataclass(frozen=True)
class GradedOnce:
    """``code`` is the hash in the receipt; only code of one revision is compared."""

    pk: int
    code: str
    revision: int
    verdict: str
    speed: float | None


@dataclass(frozen=True)
class Unstable:
    """Submissions of the same code, the earliest first, and their results."""

    submissions: tuple[int, ...]
    verdicts: tuple[str, ...]
    slowest: float | None = None
    fastest: float | None = None

    @property
    def by_verdict(self) -> bool:
        return len(self.verdicts) > 1


def unstable(graded: Iterable[GradedOnce]) -> list[Unstable]:
    """Those with different verdicts first, then those whose points for speed differ most."""
    by_code: dict[tuple[str, int], list[GradedOnce]] = {}
    for each in graded:
        if each.code:
            by_code.setdefault((each.code, each.revision), []).append(each)
    found = [_unstable(group) for group in by_code.values() if len(group) > 1]
    kept = [each for each in found if each is not None]
    return sorted(kept, key=lambda each: (not each.by_verdict, -_spread(each)))


def _unstable(group: list[GradedOnce]) -> Unstable | None:
    verdicts = tuple(dict.fromkeys(each.verdict for each in group))
    speeds = [each.speed for each in group if each.speed is not None]
    found = Unstable(
        tuple(each.pk for each in group),
        verdicts,
        min(speeds, default=None),
        max(speeds, default=None),
    )
    return found if found.by_verdict or _spread(found) > SPEED_TOLERANCE else None


def _spread(each: Unstable) -> float:
    if each.slowest is None or each.fastest is None:
        return 0.0
    return each.fastest - each.slowest
