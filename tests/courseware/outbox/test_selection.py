"""Who goes next, decided on values alone: lanes by share, people by turns, then age."""

from __future__ import annotations

from collections import Counter

import pytest

from courseware.outbox.models import VISITORS, Lane
from courseware.outbox.selection import (
    MESSAGES_PER_SLOT,
    WEIGHTS,
    Group,
    Rules,
    max_per_owner,
    select_turns,
)

ADA, BEN, EVE = 1, 2, 3
VISIBLE, GRADED, LIMITED, BACKGROUND, AUTOMATIC, REGRADE, PUBLIC = Lane


class Line:
    """An outbox in memory in which each task that is sent ends at once."""

    def __init__(self, *groups: Group) -> None:
        self.waiting = {(g.lane, g.owner): [g.oldest + n for n in range(g.count)] for g in groups}
        self.served: dict[str, float] = {}

    def add(self, lane: Lane, owner: int, *ids: int) -> None:
        self.waiting.setdefault((lane, owner), []).extend(ids)

    def send_one(self, slots: int = 2) -> tuple[Lane, int | None]:
        """One more, with all other places taken by people who are not here."""
        groups = [Group(*turn, ids[0], len(ids)) for turn, ids in self.waiting.items() if ids]
        others = {(GRADED, -n): 1 for n in range(1, MESSAGES_PER_SLOT * slots)}
        turns, self.served = select_turns(groups, others, self.served, slots)
        (turn,) = turns
        self.waiting[turn].pop(0)
        return turn

    def send(self, count: int) -> Counter[Lane]:
        return Counter(self.send_one()[0] for _ in range(count))


def turns(*groups: Group, in_flight: dict[int | None, int] | None = None, slots: int = 2):
    """``in_flight`` by owner, of graded work."""
    held = {(GRADED, owner): count for owner, count in (in_flight or {}).items()}
    return select_turns(groups, held, {}, slots)[0]


def test_no_more_than_two_for_each_slot_are_in_flight():
    people = [Group(GRADED, owner, owner, 5) for owner in range(1, 100)]

    for slots in (1, 2, 3, 8):
        assert len(turns(*people, slots=slots)) == 2 * slots
        assert len(turns(*people, slots=slots, in_flight={None: 1, 200: 1})) == 2 * slots - 2


def test_nothing_waits_nothing_is_sent():
    assert turns() == []
    assert turns(Group(GRADED, ADA, 1, 1), in_flight={BEN: 2, EVE: 2}) == []


def test_of_equals_the_oldest_goes_first():
    sent = turns(Group(GRADED, ADA, 30, 1), Group(GRADED, BEN, 10, 1), Group(GRADED, EVE, 20, 1))

    assert [owner for _, owner in sent] == [BEN, EVE, ADA]


def test_who_has_the_fewest_in_flight_goes_before_who_came_earlier():
    sent = turns(Group(GRADED, ADA, 1, 1), Group(GRADED, BEN, 2, 1), in_flight={ADA: 1}, slots=3)

    assert [owner for _, owner in sent] == [BEN, ADA]


def test_what_somebody_has_in_flight_counts_whatever_its_lane():
    line = Group(VISIBLE, ADA, 1, 1), Group(VISIBLE, BEN, 2, 1)

    assert [owner for _, owner in turns(*line, in_flight={ADA: 1}, slots=3)] == [BEN, ADA]


def test_people_take_turns():
    sent = turns(Group(GRADED, ADA, 1, 9), Group(GRADED, BEN, 10, 9), slots=4)

    assert [owner for _, owner in sent] == [ADA, BEN, ADA, BEN, ADA, BEN]


@pytest.mark.parametrize("slots", [1, 2, 3, 8])
def test_one_person_alone_never_holds_all_slots(slots: int):
    sent = turns(Group(GRADED, EVE, 1, 8), Group(VISIBLE, EVE, 9, 8), slots=slots)

    assert len(sent) == max_per_owner(slots) == max(1, slots - 1)


def test_whoever_comes_while_one_person_floods_the_line_is_sent_at_once():
    flood = Group(GRADED, EVE, 1, 8)

    first = turns(flood)
    second = turns(
        Group(GRADED, EVE, 2, 7), Group(GRADED, BEN, 9, 1), in_flight=Counter({EVE: len(first)})
    )

    assert (first, second) == ([(GRADED, EVE)], [(GRADED, BEN)])


@pytest.mark.parametrize("slots", [1, 2, 3, 8])
def test_people_whose_last_run_hit_a_limit_never_hold_all_slots_together(slots: int):
    bombs = [Group(LIMITED, owner, owner, 5) for owner in range(100, 200)]

    assert len(turns(*bombs, slots=slots)) == max(1, slots - 1)
    assert turns(*bombs, Group(GRADED, BEN, 900, 1), slots=slots)[0] == (GRADED, BEN)
    assert len(turns(*bombs, slots=slots, in_flight={BEN: 1})) == max(1, slots - 1)


def test_an_operator_chooses_shares_and_what_one_person_may_have():
    rules = Rules({**WEIGHTS, VISIBLE: 1, GRADED: 3}, per_owner=2)
    people = [Group(VISIBLE, n, n, 9) for n in range(50)]
    people += [Group(GRADED, n, n, 9) for n in range(50, 100)]

    lanes = Counter(lane for lane, _ in select_turns(people, {}, {}, 20, rules)[0])

    assert lanes == {VISIBLE: 10, GRADED: 30}
    assert len(select_turns([Group(GRADED, ADA, 1, 9)], {}, {}, 8, rules)[0]) == 2
    assert max_per_owner(2, chosen=8) == 1  # never all slots


def test_of_lanes_that_were_served_alike_the_visible_runs_go_first_and_automatic_ones_last():
    line = [Group(lane, number, number, 1) for number, lane in enumerate(reversed(WEIGHTS))]
    sent = turns(*line, slots=3)

    assert [lane for lane, _ in sent] == list(WEIGHTS)


def test_each_lane_gets_its_share_while_all_have_work():
    line = Line(*(Group(lane, 1000 * n, 1000 * n, 500) for n, lane in enumerate(WEIGHTS)))
    total = sum(WEIGHTS.values())

    sent = line.send(10 * total)

    assert all(abs(sent[lane] - 10 * WEIGHTS[lane]) <= 1 for lane in WEIGHTS)


def test_no_lane_starves_whatever_the_others_are_given():
    line = Line(Group(AUTOMATIC, ADA, 1, 100))

    for number in range(200):
        line.add(VISIBLE, 100 + number, 1000 + number)
        line.add(GRADED, 100 + number, 2000 + number)
        line.send_one()

    assert len(line.waiting[AUTOMATIC, ADA]) <= 100 - 200 / sum(WEIGHTS.values()) + 1


def test_what_a_lane_does_not_need_goes_to_the_others():
    assert Line(Group(BACKGROUND, ADA, 1, 50)).send(50) == {BACKGROUND: 50}


def test_a_lane_that_was_idle_has_saved_nothing_up():
    line = Line(Group(GRADED, ADA, 1, 5000))
    line.send(1000)
    line.add(VISIBLE, BEN, *range(9000, 9500))

    sent = line.send(140)

    assert abs(sent[VISIBLE] - 140 * 8 / 14) <= 1
    assert abs(sent[GRADED] - 140 * 6 / 14) <= 1


def test_a_lane_whose_people_have_all_they_may_have_saves_nothing_up_either():
    flood = Group(VISIBLE, EVE, 1, 50)
    served: dict[str, float] = {}
    held = {(VISIBLE, EVE): 1, (VISIBLE, -1): 1, (VISIBLE, -2): 1}
    for number in range(500):
        line = [flood, Group(GRADED, 100 + number, 1000 + number, 1)]
        sent, served = select_turns(line, held, served, 2)
        assert sent == [(GRADED, 100 + number)]

    new = Line(Group(VISIBLE, BEN, 5000, 200), Group(GRADED, ADA, 6000, 200))
    new.served = served
    assert abs(new.send(140)[VISIBLE] - 80) <= 2


def test_a_visible_run_that_comes_to_a_long_line_of_regrades_goes_next():
    line = Line(Group(BACKGROUND, ADA, 1, 2000))
    line.send(100)
    line.add(VISIBLE, BEN, 5000)

    assert line.send_one() == (VISIBLE, BEN)


@pytest.mark.parametrize("lane", WEIGHTS)
def test_whatever_a_student_waits_for_overtakes_what_visitors_try(lane: Lane):
    sent = turns(Group(PUBLIC, VISITORS, 1, 20), Group(lane, BEN, 900, 1))

    assert sent == [(lane, BEN), (PUBLIC, VISITORS)]


def test_visitors_have_one_task_at_a_time_and_only_in_a_slot_that_is_free():
    line = Group(PUBLIC, VISITORS, 1, 20)

    for slots in (1, 2, 8):
        assert turns(line, slots=slots) == [(PUBLIC, VISITORS)]
        assert turns(line, slots=slots, in_flight={VISITORS: 1}) == []
        assert turns(line, slots=slots, in_flight={-n: 1 for n in range(slots)}) == []


def test_what_visitors_try_changes_nobody_s_share():
    line = Group(PUBLIC, VISITORS, 1, 20)

    assert (
        select_turns([line], {}, {"graded": 0.5}, 2)[1]
        == select_turns([], {}, {"graded": 0.5}, 2)[1]
    )


@pytest.mark.parametrize("lane", WEIGHTS)
def test_a_regrade_waits_for_everybody_else(lane: Lane):
    assert turns(Group(REGRADE, ADA, 1, 20), Group(lane, BEN, 900, 1))[0] == (lane, BEN)


def test_regrades_leave_a_slot_free_where_there_are_several():
    line = Group(REGRADE, ADA, 1, 20)

    assert turns(line, slots=1) == [(REGRADE, ADA)]
    assert turns(line, slots=2) == [(REGRADE, ADA)]
    assert turns(line, slots=4) == [(REGRADE, ADA)] * 3
    assert turns(line, slots=2, in_flight={BEN: 1}) == []
    assert turns(line, slots=4, in_flight={BEN: 3}) == []


def test_a_student_who_comes_while_a_regrade_runs_goes_at_once():
    assert turns(Group(GRADED, BEN, 1, 1), slots=2, in_flight={ADA: 1}) == [(GRADED, BEN)]


@pytest.mark.parametrize("lane", [VISIBLE, GRADED])
def test_who_started_a_regrade_may_run_code_of_their_own_meanwhile(lane: Lane):
    sent, _ = select_turns([Group(lane, ADA, 1, 1)], {(REGRADE, ADA): 1}, {}, 2)

    assert sent == [(lane, ADA)]


def test_regrades_go_before_what_visitors_try_and_change_nobody_s_share():
    line = [Group(PUBLIC, VISITORS, 1, 20), Group(REGRADE, ADA, 2, 1)]

    assert turns(*line, slots=2)[0] == (REGRADE, ADA)
    assert (
        select_turns(line, {}, {"graded": 0.5}, 2)[1] == select_turns([], {}, {"graded": 0.5}, 2)[1]
    )
