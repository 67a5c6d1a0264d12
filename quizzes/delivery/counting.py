"""Which of several attempts makes the score. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

RULES = ("best", "last", "first", "average")
IN_WORDS = {
    "best": "the best one counts",
    "last": "the last one counts",
    "first": "the first one counts",
    "average": "their mean counts",
}


@dataclass(frozen=True)
class Done:
    """An attempt with all its answers graded."""

    number: int
    fraction: float
    late: bool = False


@dataclass(frozen=True)
class Counted:
    """The score of several attempts, and the numbers of those that it comes from."""

    fraction: float
    late: bool
    numbers: tuple[int, ...]

    @property
    def reason(self) -> str:
        if len(self.numbers) == 1:
            return f"Quiz attempt {self.numbers[0]}"
        return f"Mean of quiz attempts {', '.join(map(str, self.numbers))}"


def counted(attempts: Sequence[Done], rule: str) -> Counted | None:
    """``None`` while nothing is graded. Of equal bests the earliest counts."""
    if not attempts:
        return None
    if rule == "average":
        ordered = sorted(attempts, key=lambda each: each.number)
        return Counted(
            sum(each.fraction for each in ordered) / len(ordered),
            any(each.late for each in ordered),
            tuple(each.number for each in ordered),
        )
    one = _PICK[rule](attempts)
    return Counted(one.fraction, one.late, (one.number,))


_PICK: dict[str, Callable[[Sequence[Done]], Done]] = {
    "best": lambda attempts: max(attempts, key=lambda each: (each.fraction, -each.number)),
    "last": lambda attempts: max(attempts, key=lambda each: each.number),
    "first": lambda attempts: min(attempts, key=lambda each: each.number),
}
