"""Which courses and items visitors see, and how often they may try them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.http import Http404
from django.utils import timezone

from courseware.items.public import (
    count_trial,
    limit_sentence,
    public_course_or_404,
    public_courses,
    public_item_or_404,
    public_items,
)
from courseware.people.throttle import TooManyAttempts
from tests.factories import make_course, make_item

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def item(course):
    return make_item(course, slug="zeros", public_trial=True)


def may_try(item) -> bool:
    try:
        found = public_item_or_404(item.course.slug, item.kind, item.slug)
    except Http404:
        assert item not in public_items(item.course) or not item.course.open_enrollment
        return False
    return found == item and item in public_items(item.course)


def test_visitors_may_try_what_the_course_says_and_nothing_else(item, course):
    assert may_try(item)
    assert not may_try(make_item(course))


@pytest.mark.parametrize(
    ("fields", "tried"),
    [
        ({"retired": True}, False),
        ({"opens_at": HOUR}, False),
        ({"opens_at": -HOUR, "due_at": -HOUR}, True),
    ],
    ids=["retired", "not open yet", "due"],
)
def test_an_item_can_be_tried_once_it_is_open(item, fields, tried):
    now = timezone.now()
    for name, value in fields.items():
        setattr(item, name, now + value if isinstance(value, timedelta) else value)
    item.save()
    assert may_try(item) is tried


def test_a_course_that_is_not_open_to_everyone_is_hidden_with_its_items(item, course):
    other = make_course(open_enrollment=False)
    assert list(public_courses()) == [course]
    with pytest.raises(Http404):
        public_course_or_404(other.slug)
    assert not may_try(make_item(other, public_trial=True))


def test_operators_can_switch_trials_off(item, settings):
    settings.PUBLIC_TRIALS = False
    assert not may_try(item)
    assert public_course_or_404(item.course.slug) == item.course


def test_an_address_may_try_so_often_and_is_told_when_it_may_again(rf):
    def come(address: str) -> None:
        count_trial(rf.post("/", REMOTE_ADDR=address), "tries", per_hour=4)

    for _ in range(4):
        come("192.0.2.1")
    with pytest.raises(TooManyAttempts) as refused:
        come("192.0.2.1")
    come("192.0.2.2")

    assert 800 < refused.value.seconds <= 900
    assert "Wait 15 minutes" in limit_sentence(refused.value)
