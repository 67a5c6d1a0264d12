"""Marking chapters as read."""

from __future__ import annotations

import pytest

from courseware.chapters.models import Reading
from courseware.chapters.services import mark_read, mark_unread
from tests.factories import make_chapter, make_student

pytestmark = pytest.mark.django_db


def test_reading_twice_is_reading_once(course, ben):
    chapter = make_chapter(course)
    assert mark_read(chapter=chapter, user=ben) == mark_read(chapter=chapter, user=ben)


def test_a_mark_is_taken_back_from_one_person(course, ben):
    chapter, other = make_chapter(course), make_student(course)
    for user in (ben, other):
        mark_read(chapter=chapter, user=user)
    mark_unread(chapter=chapter, user=ben)
    mark_unread(chapter=chapter, user=ben)
    assert Reading.objects.get().user == other
