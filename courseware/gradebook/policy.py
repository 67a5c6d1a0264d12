"""The score policy: which work counts, how late it was and what it is worth. Pure.

Each item kind hands over what a person has had graded on an item; students' and instructors'
pages, the gradebook and its export all show what the policy decided. Nothing else compares works
or knows what lateness costs, so a late policy changes this module and nothing beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from courseware.deadlines.late import NO_LATE_POLICY, Charge, LatePolicy, charge, policy_of
from courseware.deadlines.late_words import cost_sentence

if TYPE_CHECKING:
    from courseware.items.models import Item

RULES = ("best", "last", "first", "average")
ON_TIME = timedelta()
LATE_BY_UNKNOWN = timedelta(microseconds=1)
"""Late, but nobody knows by how much: work of releases that kept only that it was late, where
the due time has been moved or removed since. The shortest duration that a database can hold."""


def late_by(handed_in: datetime, due_at: datetime | None) -> timedelta:
    """How long after its due time work was handed in; `ON_TIME` when it was not late.

    Computed when work is handed in, and stored with it: moving a due time afterwards makes
    nobody's work late (`judged_again`).
    """
    return ON_TIME if due_at is None else max(handed_in - due_at, ON_TIME)


def judged_again(as_received: timedelta, handed_in: datetime, due_at: datetime | None) -> timedelta:
    """How late work is by the dates of today: never later than by those that held when it came.

    So an extension that is given afterwards helps, and none that is withdrawn makes late what was
    handed in while it held.
    """
    return min(as_received, late_by(handed_in, due_at))


@dataclass(frozen=True)
class GradedWork:
    """One attempt or submission of a person on an item.

    ``id`` is the kind's own, unique for person and item; of two handed in at the same moment the
    smaller is the earlier. ``fraction`` is in [0, 1]. Lateness counts until ``received``, where
    that is another moment than when it was handed in.
    """

    id: int
    fraction: float
    handed_in: datetime
    late_by: timedelta = ON_TIME
    received: datetime | None = None


@dataclass(frozen=True)
class Decision:
    """The score that a person's works make together.

    ``counting`` are the ids of the works that it comes from, oldest first, and ``worth`` is the
    fraction that each work is worth, by id, whether it counts or not.
    """

    fraction: float
    late_by: timedelta
    counting: tuple[int, ...]
    worth: Mapping[int, float]
    costs: Mapping[int, str] = field(default_factory=dict)  # of late works, why they are worth less


@dataclass(frozen=True)
class ScorePolicy:
    """``rule`` is one of `RULES`: which of several works makes the score.

    ``late`` says what lateness costs, after ``late_days`` of the student's budget were used.
    ``points`` are those of the item, for sentences.
    """

    rule: str = "best"
    late: LatePolicy = NO_LATE_POLICY
    late_days: int = 0
    points: float = 0.0

    def worth(self, work: GradedWork) -> float:
        """The fraction that the work earns, less what lateness costs."""
        return work.fraction * self._charge(work).keeps

    def cost(self, work: GradedWork) -> str:
        """The sentence about what lateness costs; empty where it costs nothing."""
        return cost_sentence(self.late, self._charge(work), work.fraction, self.points)

    def _charge(self, work: GradedWork) -> Charge:
        return charge(self.late, work.received or work.handed_in, work.late_by, self.late_days)

    def decide(self, works: Iterable[GradedWork]) -> Decision | None:
        """The score of the works, in whatever order they come; ``None`` when there are none.

        The mean is late by as much as the latest work in it.
        """
        ordered = sorted(works, key=lambda work: (work.handed_in, work.id))
        if not ordered:
            return None
        counting = self._counting(ordered)
        worth = {work.id: self.worth(work) for work in ordered}
        return Decision(
            fraction=sum(worth[work.id] for work in counting) / len(counting),
            late_by=max(work.late_by for work in counting),
            counting=tuple(work.id for work in counting),
            worth=worth,
            costs={work.id: cost for work in ordered if (cost := self.cost(work))},
        )

    def _counting(self, ordered: list[GradedWork]) -> list[GradedWork]:
        if self.rule == "average":
            return ordered
        if self.rule == "last":
            return ordered[-1:]
        if self.rule == "first":
            return ordered[:1]
        # Of equals one that was on time, then the earliest: `max` returns the first it meets.
        return [max(ordered, key=lambda work: (self.worth(work), not work.late_by))]


def policy_for(item: Item, rule: str = "best", late_days: int = 0) -> ScorePolicy:
    """The policy that holds for an item; ``rule`` is what the author of the item chose.

    ``late_days`` are those that the person has used for the item (`gradebook.late_days`).
    """
    return ScorePolicy(counting_rule(item, rule), policy_of(item), late_days, float(item.points))


def counting_rule(item: Item, rule: str = "best") -> str:
    """One of `RULES`: what the grading rules of the course say of the item, else ``rule``."""
    return item.counting or rule
