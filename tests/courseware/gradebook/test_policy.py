"""Which work counts, how late it was and what it is worth."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courseware.gradebook.policy import (
    LATE_BY_UNKNOWN,
    ON_TIME,
    RULES,
    GradedWork,
    ScorePolicy,
    judged_again,
    late_by,
    policy_for,
)
from courseware.items.models import Item

NOON = datetime(2026, 12, 4, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def work(number: int, fraction: float, late_by: timedelta = ON_TIME) -> GradedWork:
    """The works of a test are handed in an hour apart."""
    return GradedWork(number, fraction, NOON + number * HOUR, late_by)


@pytest.mark.parametrize(
    ("handed_in", "due_at", "expected"),
    [
        (NOON, None, ON_TIME),
        (NOON, NOON + HOUR, ON_TIME),
        (NOON, NOON, ON_TIME),
        (NOON + timedelta(microseconds=1), NOON, timedelta(microseconds=1)),
        (NOON + 26 * HOUR, NOON, timedelta(days=1, hours=2)),
    ],
)
def test_how_late_work_is(handed_in: Any, due_at: Any, expected: Any) -> None:
    assert late_by(handed_in, due_at) == expected


def test_an_unknown_lateness_is_late() -> None:
    assert LATE_BY_UNKNOWN > ON_TIME


WORKS = [work(3, 0.5), work(1, 0.25), work(2, 1.0, 2 * HOUR)]


@pytest.mark.parametrize(
    ("rule", "fraction", "lateness", "counting"),
    [
        ("best", 1.0, 2 * HOUR, (2,)),
        ("last", 0.5, ON_TIME, (3,)),
        ("first", 0.25, ON_TIME, (1,)),
        ("average", 1.75 / 3, 2 * HOUR, (1, 2, 3)),
    ],
)
def test_the_score_of_several_works(rule: str, fraction: Any, lateness: Any, counting: Any) -> None:
    decision = ScorePolicy(rule).decide(WORKS)
    assert decision is not None
    assert (decision.fraction, decision.late_by, decision.counting) == (
        fraction,
        lateness,
        counting,
    )
    assert decision.worth == {1: 0.25, 2: 1.0, 3: 0.5}


@pytest.mark.parametrize(
    ("works", "counting"),
    [
        ([work(1, 0.5), work(2, 0.5)], 1),
        ([work(1, 0.5, HOUR), work(2, 0.5)], 2),
        ([work(1, 0.5, 2 * HOUR), work(2, 0.5, HOUR)], 1),
        ([GradedWork(8, 0.5, NOON), GradedWork(7, 0.5, NOON)], 7),
    ],
    ids=["the earliest", "in time before late", "the earliest of late ones", "the smaller id"],
)
def test_of_equals_one_counts(works: Any, counting: Any) -> None:
    decision = ScorePolicy("best").decide(works)
    assert decision is not None
    assert decision.counting == (counting,)


@pytest.mark.parametrize("rule", RULES)
def test_no_work_makes_no_score(rule: str) -> None:
    assert ScorePolicy(rule).decide([]) is None


def test_lateness_costs_nothing() -> None:
    assert ScorePolicy().worth(work(1, 0.7, 1000 * HOUR)) == 0.7


def test_an_item_has_the_policy_of_its_rule() -> None:
    assert policy_for(Item(slug="softmax"), "last") == ScorePolicy("last", points=10)
    assert policy_for(Item(slug="penalties")).rule == "best"


# -- against a slow computation that shares no code with the policy --------------------------------
some_works = st.lists(
    st.builds(
        GradedWork,
        id=st.integers(1, 10**6),
        fraction=st.sampled_from([0.0, 0.25, 0.6, 1.0]) | st.floats(0, 1),
        handed_in=st.integers(0, 5).map(lambda hours: NOON + hours * HOUR),
        late_by=st.sampled_from([ON_TIME, LATE_BY_UNKNOWN, HOUR, 30 * HOUR]),
    ),
    max_size=7,
    unique_by=lambda graded: graded.id,
)


def is_before(one: GradedWork, other: GradedWork) -> bool:
    if one.handed_in == other.handed_in:
        return one.id < other.id
    return one.handed_in < other.handed_in


def beats(one: GradedWork, other: GradedWork) -> bool:
    if one.fraction != other.fraction:
        return one.fraction > other.fraction
    if (one.late_by == ON_TIME) != (other.late_by == ON_TIME):
        return one.late_by == ON_TIME
    return is_before(one, other)


def counting_slowly(works: list[GradedWork], rule: str) -> set[int]:
    """By comparing each work with each other."""
    wins = {
        "best": beats,
        "first": is_before,
        "last": lambda one, other: is_before(other, one),
        "average": lambda one, other: True,
    }[rule]
    return {
        one.id for one in works if all(wins(one, other) for other in works if other.id != one.id)
    }


@given(works=some_works, rule=st.sampled_from(RULES))
def test_the_policy_equals_a_slow_computation(works: Any, rule: str) -> None:
    decision = ScorePolicy(rule).decide(works)
    if not works:
        assert decision is None
        return
    assert decision is not None
    expected = counting_slowly(works, rule)
    assert set(decision.counting) == expected
    chosen = [graded for graded in works if graded.id in expected]
    mean = sum((Fraction(graded.fraction) for graded in chosen), Fraction()) / len(chosen)
    assert decision.fraction == pytest.approx(float(mean), abs=1e-15)
    assert all(decision.late_by >= graded.late_by for graded in chosen)
    assert decision.late_by in {graded.late_by for graded in chosen}
    assert 0 <= decision.fraction <= 1


@given(works=some_works, rule=st.sampled_from(RULES), data=st.data())
def test_the_order_in_which_works_are_handed_over_does_not_matter(
    works: Any, rule: str, data: Any
) -> None:
    shuffled = data.draw(st.permutations(works))
    assert ScorePolicy(rule).decide(shuffled) == ScorePolicy(rule).decide(works)


def test_late_work_is_worth_what_its_items_policy_says():
    item = Item(late_policy={"per_day": 10}, points=10)
    late, in_time = work(1, 0.75, 36 * HOUR), work(2, 0.5)
    decision = policy_for(item).decide([late, in_time])
    assert (decision.fraction, decision.counting) == (pytest.approx(0.6), (1,))
    assert decision.costs == {1: "2 days late, 10% off per day: 7.5 of 10 became 6"}
    covered = policy_for(item, late_days=2).decide([late])
    assert (covered.fraction, covered.costs) == (0.75, {1: "2 late days used"})


def test_of_late_and_timely_work_the_one_that_is_worth_more_counts():
    policy = policy_for(Item(late_policy={"per_day": 50}, points=10))
    assert policy.decide([work(1, 0.9, HOUR), work(2, 0.5)]).counting == (2,)


def test_lateness_counts_until_the_last_answer():
    item = Item(late_policy={"no_credit_from": (NOON + HOUR).isoformat()}, points=10)
    answered = GradedWork(1, 1.0, NOON + 9 * HOUR, HOUR / 2, received=NOON + HOUR / 2)
    assert policy_for(item).worth(answered) == 1
    assert policy_for(item).worth(replace(answered, received=None)) == 0


def test_work_is_judged_again_but_never_as_later_than_when_it_came():
    due = NOON
    assert judged_again(2 * HOUR, NOON + 2 * HOUR, due + HOUR) == HOUR
    assert judged_again(2 * HOUR, NOON + 2 * HOUR, due + 3 * HOUR) == ON_TIME
    assert judged_again(ON_TIME, NOON + 2 * HOUR, due) == ON_TIME
    assert judged_again(2 * HOUR, NOON + 2 * HOUR, None) == ON_TIME
