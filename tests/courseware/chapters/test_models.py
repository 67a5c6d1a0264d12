"""Chapters, and who has read them."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from courseware.chapters.models import Reading
from tests.factories import make_chapter, make_course

pytestmark = pytest.mark.django_db


def test_a_chapter_has_its_address_below_its_course(course):
    chapter = make_chapter(course, slug="zeros", title="Zeros")
    assert (chapter.get_absolute_url(), str(chapter)) == ("/courses/ml/chapters/zeros/", "Zeros")


def test_chapters_come_in_order(course):
    second, first = make_chapter(course, position=2), make_chapter(course, position=1)
    assert list(course.chapters.all()) == [first, second]


def test_a_slug_is_taken_once_in_a_course(course):
    make_chapter(course, slug="zeros")
    make_chapter(make_course(), slug="zeros")
    with pytest.raises(IntegrityError), transaction.atomic():
        make_chapter(course, slug="zeros")


def test_a_person_reads_a_chapter_once(course, ben):
    chapter = make_chapter(course, title="Zeros")
    reading = Reading.objects.create(chapter=chapter, user=ben)
    assert str(reading) == "ben has read Zeros"
    with pytest.raises(IntegrityError), transaction.atomic():
        Reading.objects.create(chapter=chapter, user=ben)
