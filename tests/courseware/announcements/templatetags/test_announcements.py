"""The newest announcements on a course's home."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from courseware.announcements.models import Announcement
from courseware.announcements.templatetags.announcements import fresh_announcements
from tests.factories import make_course, make_student

pytestmark = pytest.mark.django_db


def context_of(person):
    return SimpleNamespace(request=SimpleNamespace(user=person))


def test_what_is_for_others_is_shown_to_its_readers_and_to_those_who_announce(course, ada, ben):
    other = make_student(course)
    announcement = Announcement.objects.create(course=course, text="To one.", audience="Monday")
    announcement.people.add(other)
    assert fresh_announcements(context_of(ben), course) == []
    assert fresh_announcements(context_of(other), course) == [announcement]
    assert fresh_announcements(context_of(ada), course, True) == [announcement]


def test_three_of_the_last_two_weeks(course, ada, ben, django_assert_num_queries):
    now = timezone.now()
    for days in (20, 13, 5, 3, 1):
        at = now - timedelta(days=days)
        Announcement.objects.create(course=course, author=ada, text=f"{days} days ago", at=at)
    Announcement.objects.create(course=make_course(), author=ada, text="elsewhere")
    with django_assert_num_queries(1):
        found = fresh_announcements(context_of(ben), course)
    assert [each.text for each in found] == ["1 days ago", "3 days ago", "5 days ago"]
