from datetime import timedelta

import pytest
from django.utils import timezone

from courseware.deadlines.grants import Grant
from quizzes import selectors
from quizzes.models import Attempt, Response
from tests.factories import make_section_extension
from tests.quizzes.attempts import grant

HOUR = timedelta(hours=1)


@pytest.fixture
def timed(begin):
    now = timezone.now()
    return begin("time_limit: 30\ngrace: 10\n", due_at=now + HOUR, closes_at=now + 2 * HOUR)


def test_without_a_grant_nobody_has_more(timed):
    clock = selectors.clock_of(timed)
    assert clock.limit == timedelta(minutes=30)
    assert clock.ends_at == timed.started_at + clock.limit
    assert clock.accepts_until == clock.ends_at + timedelta(seconds=10)


@pytest.mark.parametrize(
    ("shift", "extension", "later"), [(30, 10, 30), (10, 30, 30), (30, None, 30), (None, 30, 30)]
)
def test_of_shift_and_extension_the_later_one_counts(timed, ada, shift, extension, later):
    if shift:
        grant(timed, ada, Grant(shift=timedelta(minutes=shift)))
    if extension:
        due_at = timed.item.due_at + timedelta(minutes=extension)
        make_section_extension(timed.item, timed.user, due_at=due_at)
    window = selectors.clock_of(timed).window
    assert window.due_at == timed.item.due_at + timedelta(minutes=later)


@pytest.mark.parametrize("granted", [False, True])
@pytest.mark.parametrize("extended", [False, True])
def test_annotated_clocks_equal_those_looked_up_one_by_one(timed, ada, granted, extended):
    if granted:
        grant(timed, ada, Grant(time_factor=2, shift=timedelta(minutes=5)), everywhere=True)
        grant(timed, ada, Grant(extra=timedelta(minutes=7)))
    if extended:
        closes_at = timed.item.closes_at + HOUR
        make_section_extension(timed.item, timed.user, closes_at=closes_at)
    expected = selectors.clock_of(timed)
    attempts = selectors.with_clock(Attempt.objects.all(), "")
    responses = selectors.with_clock(Response.objects.all(), "attempt__")
    assert selectors.annotated_clocks(attempts) == [expected]
    assert selectors.annotated_clocks(responses) == [expected] * 3
    assert selectors.annotated_clock(attempts[0]) == expected


def test_many_clocks_take_one_query_more_at_most(timed, ada, django_assert_num_queries):
    query = selectors.with_clock(Attempt.objects.all(), "").select_related("item", "revision")
    with django_assert_num_queries(1):
        selectors.annotated_clocks(query)
    grant(timed, ada, Grant(time_factor=2))
    make_section_extension(timed.item, timed.user, closes_at=timed.item.closes_at + HOUR)
    with django_assert_num_queries(2):
        selectors.annotated_clocks(query.all())
