"""Whose notices are shown."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from courseware.notices.selectors import notices_of, unread_count
from courseware.people.models import Enrollment
from tests.factories import make_course, make_notice

pytestmark = pytest.mark.django_db


def test_those_of_all_courses_that_the_person_is_in_newest_first(
    course, ada, ben, django_assert_num_queries
):
    other = make_course()
    Enrollment.objects.create(user=ben, course=other)
    old = make_notice(ben, course, created_at=timezone.now() - timedelta(days=1))
    new = make_notice(ben, other)
    make_notice(ada, course)
    make_notice(ben, make_course())  # which they have left
    with django_assert_num_queries(1):
        found = list(notices_of(ben))
        assert [notice.course.title for notice in found] == [other.title, course.title]
    assert found == [new, old]


def test_the_number_is_of_unread_ones(course, ben, django_assert_num_queries):
    make_notice(ben, course)
    make_notice(ben, course, seen_at=timezone.now())
    make_notice(ben, make_course())
    with django_assert_num_queries(1):
        assert unread_count(ben) == 1
