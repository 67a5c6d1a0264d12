"""Courses, items and extensions."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from courseware.deadlines.models import Extension
from courseware.items.models import Course
from tests.courseware.items.kinds import Essays, registered
from tests.factories import make_chapter, make_course, make_extension, make_item

pytestmark = pytest.mark.django_db


def test_the_address_of_an_item_is_its_kind_s(course):
    item = make_item(course, "essay", slug="why")
    with registered(Essays()):
        assert item.get_absolute_url() == "/essays/why/"


def test_shipped_kinds_stand_below_their_course(course):
    assert make_item(course, "quiz", slug="a").get_absolute_url() == "/courses/ml/quizzes/a/"
    assert make_item(course, "lab", slug="a").get_absolute_url() == "/courses/ml/labs/a/"
    assert course.get_absolute_url() == "/courses/ml/"


def test_a_slug_is_free_in_another_kind_and_another_course(course):
    make_item(course, "quiz", slug="a")
    make_item(course, "lab", slug="a")
    make_item(make_course(), "quiz", slug="a")
    with pytest.raises(IntegrityError), transaction.atomic():
        make_item(course, "quiz", slug="a")


def test_a_person_has_one_extension_of_an_item(course, ben):
    item = make_item(course)
    make_extension(item, ben)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_extension(item, ben)


def test_an_item_outlives_its_chapter_and_goes_with_its_course(course, ben):
    item = make_item(course, chapter=make_chapter(course))
    make_extension(item, ben)
    item.chapter.delete()
    item.refresh_from_db()
    assert item.chapter is None
    course.delete()
    assert Extension.objects.count() == 0


def test_they_name_themselves(course, ben):
    item = make_item(course, title="Dropout")
    assert str(make_extension(item, ben)) == "Dropout for ben"
    assert (str(item), str(course)) == ("Dropout", "Machine learning")


def test_a_new_course_is_closed():
    assert not Course(slug="x").open_enrollment
