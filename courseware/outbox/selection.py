"""Which of the waiting messages are sent next: weighted fair queuing. Pure.

Two lanes have no share: they are sent only when nothing else can be. Regrades leave a slot free
where there are several, so that the next task of a student need not wait for one to end. What
visitors try comes after them, one at a time and into a free slot. For the rest there are three
rules, in this order:

1. Lanes share by weight (`Rules`). The lane that has had least of its share goes first, so that
   each lane gets at least its weight's part while it has something to send; what it does not need
   goes to the others. An idle lane saves nothing up.
2. Within a lane, the owner with the fewest messages in flight, in all lanes together, goes first.
   One owner never holds all slots, so that the next person need not wait for one of those tasks to
   end. A regrade does not count, or whoever started it would wait for it with each run of their
   own. Nor does the lane of people whose last run hit a limit of the sandbox, however many they
   are: such runs take seconds and minutes.
3. Then the oldest goes first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from courseware.outbox.models import Lane

MESSAGES_PER_SLOT = 2
"""Messages in flight for each slot: one that runs, and one that is ready when it ends."""

WEIGHTS: Mapping[Any, int] = {
    Lane.VISIBLE: 8,
    Lane.GRADED: 6,
    Lane.LIMITED: 2,
    Lane.BACKGROUND: 2,
    Lane.AUTOMATIC: 1,
}
"""Shares by `Lane`, whose members mypy takes for tuples, as it knows no types of Django."""

_LIMITED, _REGRADE, _PUBLIC = Lane("limited"), Lane("regrade"), Lane("public")
Owner = int | None
Turn = tuple[Lane, Owner]


@dataclass(frozen=True)
class Group:
    """An owner's waiting messages of one lane: how many, and the id of the oldest."""

    lane: Lane
    owner: Owner
    oldest: int
    count: int


@dataclass(frozen=True)
class Rules:
    """What an operator may choose; ``per_owner`` of 0 is one less than there are slots."""

    weights: Mapping[Any, int] = field(default_factory=lambda: WEIGHTS)
    per_owner: int = 0


def max_per_owner(slots: int, chosen: int = 0) -> int:
    """How many messages of one owner may be in flight: never as many as there are slots."""
    most = max(1, slots - 1)
    return min(chosen, most) if chosen else most


def select_turns(
    groups: Iterable[Group],
    in_flight: Mapping[Turn, int],
    served: Mapping[str, float],
    slots: int,
    rules: Rules | None = None,
) -> tuple[list[Turn], dict[str, float]]:
    """The next turns in order, and how much each lane has been served after them.

    A turn of a lane and owner is for their oldest message that has had none.
    """
    rules = rules or Rules()
    load = _Load(in_flight, slots, max_per_owner(slots, rules.per_owner))
    shares = {lane: served.get(lane, 0.0) for lane in map(str, rules.weights)}
    by_turn = {(group.lane, group.owner): group for group in groups}
    remaining = Counter({turn: group.count for turn, group in by_turn.items()})
    turns: list[Turn] = []
    for _ in range(MESSAGES_PER_SLOT * slots - load.total):
        ready = [turn for turn in remaining if load.allows(turn)]
        if not ready:
            break
        lane = _next_lane({lane for lane, _ in ready}, shares)
        in_lane = (turn for turn in ready if turn[0] == lane)
        turn = min(in_lane, key=lambda turn: (load.owners[turn[1]], by_turn[turn].oldest))
        turns.append(turn)
        load.add(turn, 1)
        if lane in rules.weights:
            shares[lane] += 1 / rules.weights[lane]
        remaining[turn] -= 1
        if not remaining[turn]:
            del remaining[turn]
    least = min(shares.values())
    return turns, {lane: share - least for lane, share in shares.items()}


class _Load:
    """What is in flight, and what may be sent beside it."""

    def __init__(self, in_flight: Mapping[Turn, int], slots: int, per_owner: int) -> None:
        self.slots, self.per_owner = slots, per_owner
        self.owners: Counter[Owner] = Counter()
        self.limited = self.total = 0
        for turn, count in in_flight.items():
            self.add(turn, count)

    def add(self, turn: Turn, count: int) -> None:
        lane, owner = turn
        self.owners[owner] += count if lane != _REGRADE else 0
        self.limited += count if lane == _LIMITED else 0
        self.total += count

    def allows(self, turn: Turn) -> bool:
        lane, owner = turn
        if lane == _PUBLIC:  # all of them have one owner, `VISITORS`
            return self.total < self.slots and not self.owners[owner]
        if lane == _REGRADE:
            return self.total < max_per_owner(self.slots)
        if lane == _LIMITED and self.limited >= max_per_owner(self.slots):
            return False
        return self.owners[owner] < self.per_owner


def _next_lane(ready: set[Lane], shares: dict[str, float]) -> Lane:
    sharing = ready & set(shares)
    if not sharing:
        return min(ready, key=lambda lane: _RANK[lane])
    lane = min(sharing, key=lambda lane: (shares[lane], _RANK[lane]))
    _catch_up(shares, sharing, shares[lane])
    return lane


def _catch_up(shares: dict[str, float], ready: set[Lane], least: float) -> None:
    """A lane that has nothing to send now saves up no turns for later."""
    for lane in set(shares) - ready:
        shares[lane] = max(shares[lane], least)


_RANK = {lane: rank for rank, lane in enumerate(Lane)}
