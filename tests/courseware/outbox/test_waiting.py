"""The expected place in the queue, beside what the rules of sending do."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from courseware.outbox.models import Lane
from courseware.outbox.selection import Group, select_turns
from courseware.outbox.waiting import Place, Queue

VISIBLE, GRADED, LIMITED, BACKGROUND, AUTOMATIC, REGRADE, PUBLIC = Lane


def queue(*groups: Group, **known: float) -> Queue:
    facts: dict[str, float] = {"ready": 0, "running": 0, "slots": 2}
    return Queue(groups, **{**facts, **known})  # type: ignore[arg-type]


def sent_before(groups: list[Group], wanted: tuple[Lane, int], nth: int) -> int:
    """How many are sent before it when each one ends at once."""
    served: Mapping[str, float] = {}
    waiting = {(group.lane, group.owner): group.count for group in groups}
    oldest = {(group.lane, group.owner): group.oldest for group in groups}
    for before in range(10_000):
        left = [Group(*turn, oldest[turn], count) for turn, count in waiting.items() if count]
        # Owners whose turn it was lately come later, as those with messages in flight do.
        (turn,), served = select_turns(left, {(GRADED, -1): 1}, served, 1)
        if turn == wanted and waiting[wanted] == total(groups, wanted) - nth:
            return before
        waiting[turn] -= 1
        oldest[turn] += 100_000
    raise AssertionError("never sent")


def total(groups: list[Group], turn: tuple[Lane, int]) -> int:
    return next(group.count for group in groups if (group.lane, group.owner) == turn)


def test_behind_200_runs_of_one_person_another_is_next_but_one():
    flood, own = Group(GRADED, 1, 1, 200), Group(GRADED, 2, 900, 1)
    assert queue(flood, own).place(GRADED, 2, 0, 900).number == 2
    assert queue(flood, own).place(GRADED, 1, 199, 1).number == 201


@pytest.mark.parametrize("nth", [0, 1, 5, 19])
def test_the_estimate_is_near_what_the_rules_do(nth: int):
    groups = [Group(GRADED, owner, owner, 20) for owner in range(1, 30)]
    groups += [Group(VISIBLE, owner, owner, 40) for owner in range(30, 40)]
    groups += [Group(BACKGROUND, 99, 1000, 500)]
    expected = sent_before(groups, (GRADED, 15), nth)
    found = queue(*groups).place(GRADED, 15, nth, 15).number - 1
    assert abs(found - expected) <= 3 + 0.1 * expected


def test_what_has_no_share_comes_last():
    groups = [Group(GRADED, 1, 5, 7), Group(REGRADE, 2, 1, 3)]
    assert queue(*groups).place(REGRADE, 2, 0, 1).number == 8
    assert queue(*groups).place(GRADED, 1, 0, 5).number == 1


def test_the_wait_is_that_of_what_is_before_over_the_slots():
    assert queue(ready=4, running=2, task_seconds=3.0).ready_place(3) == Place(4, 6.0)
    assert queue(running=1, task_seconds=3.0).ready_place(0) == Place(1, 0.0)
    assert queue(ready=4, running=2).ready_place(3) == Place(4, None)
