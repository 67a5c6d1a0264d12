"""Which of the waiting messages go next. Pure.

Three rules, in this order:

1. Lanes share by weight. A lane that has had less than its share goes first, so each gets at least
   its weight's part of what is sent while it has something to send; what it does not need goes to
   the others. A lane that was idle has saved nothing up.
2. In a lane, the owner with the fewest messages in flight goes first, in any lane. One owner never
   holds all slots, so that whoever comes next need not wait for one of that owner's tasks to end.
3. Then age.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from courseware.outbox.models import Lane

PER_SLOT = 2
"""Messages in flight for each slot: one that runs, and one that is there when it ends."""

WEIGHTS = {Lane.VISIBLE: 8, Lane.GRADED: 6, Lane.BACKGROUND: 2, Lane.AUTOMATIC: 1}

Owner = int | None
Turn = tuple[Lane, Owner]


@dataclass(frozen=True)
class Group:
    """An owner's waiting messages of one lane: how many, and the id of the oldest."""

    lane: Lane
    owner: Owner
    oldest: int
    count: int


def most_of_one_owner(slots: int) -> int:
    """How many messages of one owner may be in flight."""
    return max(1, slots - 1)


def pick(
    groups: Iterable[Group],
    in_flight: Mapping[Owner, int],
    served: Mapping[str, float],
    slots: int,
) -> tuple[list[Turn], dict[str, float]]:
    """Whose turns are next, in order, and what the lanes have been served after them.

    A turn of a lane and owner is for their oldest message that had none yet.
    """
    flying, shares = Counter(in_flight), {str(lane): served.get(lane, 0.0) for lane in Lane}
    known = {(group.lane, group.owner): group for group in groups}
    left = Counter({turn: group.count for turn, group in known.items()})
    turns: list[Turn] = []
    for _ in range(PER_SLOT * slots - flying.total()):
        ready = [turn for turn in left if flying[turn[1]] < most_of_one_owner(slots)]
        if not ready:
            break
        lanes = {lane for lane, _ in ready}
        lane = min(lanes, key=lambda lane: (shares[lane], _RANK[lane]))
        _catch_up(shares, lanes, shares[lane])
        in_lane = (turn for turn in ready if turn[0] == lane)
        turn = min(in_lane, key=lambda turn: (flying[turn[1]], known[turn].oldest))
        turns.append(turn)
        flying[turn[1]] += 1
        shares[lane] += 1 / WEIGHTS[lane]
        left[turn] -= 1
        if not left[turn]:
            del left[turn]
    least = min(shares.values())
    return turns, {lane: share - least for lane, share in shares.items()}


def _catch_up(shares: dict[str, float], ready: set[Lane], least: float) -> None:
    """A lane that has nothing to send now saves up no turns for later."""
    for lane in set(Lane) - ready:
        shares[lane] = max(shares[lane], least)


_RANK = {lane: rank for rank, lane in enumerate(Lane)}
