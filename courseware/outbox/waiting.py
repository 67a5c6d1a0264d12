"""An estimate of how long a message waits, from the rules by which messages are sent. Pure.

People take turns and lanes share, so a message does not wait for all that came before it: behind
somebody's 200 runs the first run of another person is next.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from courseware.outbox.models import Lane
from courseware.outbox.selection import WEIGHTS, Group, Owner


@dataclass(frozen=True)
class Place:
    """1 is next. ``seconds`` is the expected wait, where the time of a task is known."""

    number: int
    seconds: float | None


@dataclass(frozen=True)
class Queue:
    """What waits, what is ``ready`` at a worker and what is ``running``.

    ``task_seconds`` is the mean time of a task, 0 where none has run lately.
    """

    groups: Sequence[Group]
    ready: int
    running: int
    slots: int
    task_seconds: float = 0.0
    weights: Mapping[Any, int] = field(default_factory=lambda: WEIGHTS)

    def ready_place(self, before: int) -> Place:
        """Of a message at a worker, with so many before it there."""
        return self._place(before)

    def place(self, lane: Lane, owner: Owner, before: int, oldest: int) -> Place:
        """Of a message that waits behind so many of its owner's own, of which ``oldest`` is one."""
        others = [group for group in self.groups if group.owner != owner and group.lane == lane]
        in_lane = before + sum(
            min(group.count, before + (group.oldest < oldest)) for group in others
        )
        return self._place(self.ready + in_lane + self._of_other_lanes(lane, in_lane))

    def _of_other_lanes(self, lane: Lane, in_lane: int) -> int:
        waiting: dict[Lane, int] = {}
        for group in self.groups:
            if group.lane != lane and group.lane in self.weights:
                waiting[group.lane] = waiting.get(group.lane, 0) + group.count
        if lane not in self.weights:
            return sum(waiting.values())
        ahead = 0
        for other, count in waiting.items():
            turns = in_lane + (_RANK[other] < _RANK[lane])
            ahead += min(count, turns * self.weights[other] // self.weights[lane])
        return ahead

    def _place(self, ahead: int) -> Place:
        if not self.task_seconds:
            return Place(ahead + 1, None)
        if not ahead and self.running < self.slots:
            return Place(1, 0.0)
        # What runs is half done, on average.
        busy = ahead + min(self.running, self.slots) / 2
        return Place(ahead + 1, busy * self.task_seconds / self.slots)


_RANK = {lane: rank for rank, lane in enumerate(Lane)}
