"""Whose due dates stand in a feed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.http import Http404

from courseware.calendars.selectors import due_dates_for, feed_or_404
from courseware.calendars.services import renew_feed, revoke_feed
from courseware.deadlines.grants import Grant
from courseware.deadlines.services import grant_extension
from courseware.people.services import enroll
from tests.factories import make_course, make_extension, make_item, make_student

pytestmark = pytest.mark.django_db
DUE = datetime(2026, 12, 4, 18, tzinfo=UTC)
DAY = timedelta(days=1)


def test_they_are_those_of_the_persons_courses_the_earliest_first(course, ben):
    other = make_course()
    later, sooner = make_item(course, due_at=DUE + DAY), make_item(course, "lab", due_at=DUE)
    elsewhere = make_item(other, due_at=DUE - DAY)
    make_item(course)
    make_item(course, due_at=DUE, retired=True)
    make_item(make_course(), due_at=DUE)
    assert [due.item for due in due_dates_for(ben)] == [sooner, later]
    enroll(user=ben, course=other)
    assert [due.item for due in due_dates_for(ben)] == [elsewhere, sooner, later]


def test_extensions_and_extra_time_move_them_for_one_person(course, ada, ben):
    quiz, lab = make_item(course, due_at=DUE), make_item(course, "lab", due_at=DUE)
    make_extension(lab, ben, due_at=DUE + DAY)
    grant = Grant(shift=timedelta(minutes=90))
    grant_extension(course=course, item=None, user=ben, grant=grant, reason="", by=ada)
    assert [(due.item, due.at, due.extended) for due in due_dates_for(ben)] == [
        (quiz, DUE + timedelta(minutes=90), True),
        (lab, DUE + DAY, True),
    ]
    usual = due_dates_for(make_student(course))
    assert {(due.at, due.extended) for due in usual} == {(DUE, False)}


def test_the_number_of_queries_does_not_grow(course, ben, django_assert_num_queries):
    for number in range(12):
        make_item(course, "lab" if number % 2 else "quiz", due_at=DUE)
    with django_assert_num_queries(2):
        assert len(due_dates_for(ben)) == 12


def test_an_address_opens_its_feed_until_it_is_renewed_or_revoked(ben):
    feed = renew_feed(user=ben)
    old = feed.secret
    assert feed_or_404(feed.pk, old).user == ben
    feed = renew_feed(user=ben)
    assert feed_or_404(feed.pk, feed.secret).user == ben
    for pk, secret in ((feed.pk, old), (feed.pk + 1, feed.secret), (feed.pk, "x")):
        with pytest.raises(Http404):
            feed_or_404(pk, secret)
    revoke_feed(user=ben)
    with pytest.raises(Http404):
        feed_or_404(feed.pk, feed.secret)


def test_people_who_were_switched_off_have_no_feed(ben):
    feed = renew_feed(user=ben)
    ben.is_active = False
    ben.save()
    with pytest.raises(Http404):
        feed_or_404(feed.pk, feed.secret)
