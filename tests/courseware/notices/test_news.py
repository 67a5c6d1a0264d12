"""Notices on a course's home."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from courseware.items.news import news_of
from courseware.notices.models import Kind
from courseware.notices.news import notice_news
from tests.factories import make_course, make_notice

pytestmark = pytest.mark.django_db


@pytest.fixture
def before():
    return timezone.now() - timedelta(minutes=1)


def test_unread_ones_of_the_course_are_news(course, ben, ada, before, django_assert_num_queries):
    make_notice(ben, course, params={"item": "Zeros"}, link="/there/")
    make_notice(ben, course, seen_at=timezone.now())
    make_notice(ben, make_course())
    make_notice(ada, course)
    with django_assert_num_queries(1):
        (entry,) = notice_news(course, ben, before)
    assert (entry.title, entry.url) == ("Zeros", "/there/")
    assert entry.sentence == "The staff answered your question."
    assert list(notice_news(course, ben, entry.at)) == []
    assert entry in news_of(course, ben, before)


def test_what_stands_on_the_home_anyway_is_not_told_twice(course, ben, before):
    for kind in (Kind.GRADED, Kind.OVERRIDE, Kind.ANNOUNCEMENT):
        make_notice(ben, course, kind=kind)
    assert list(notice_news(course, ben, before)) == []
