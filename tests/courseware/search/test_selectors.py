"""What one person finds in a course, and when the index is built."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from courseware.courses.loader import load_course
from courseware.search.selectors import MOST_COURSES, _indexes, index_of, search
from tests.courseware.courses.folders import QUIZ, write_course
from tests.factories import make_course, make_item

pytestmark = pytest.mark.django_db


def titles(course, typed, unopened=False):
    found = search(course, typed, unopened=unopened, now=timezone.now())
    return [result.entry.title for result in found]


def test_what_is_not_open_yet_is_found_by_the_staff_alone(course):
    now, day = timezone.now(), timedelta(days=1)
    make_item(course, title="Dropout now", opens_at=now - day)
    make_item(course, title="Dropout later", opens_at=now + day)
    make_item(course, title="Dropout closed", closes_at=now - day)
    assert set(titles(course, "dropout")) == {"Dropout now", "Dropout closed"}
    assert len(titles(course, "dropout", unopened=True)) == 3


def test_an_item_that_was_retired_since_is_not_found(course):
    item = make_item(course, title="Dropout")
    assert titles(course, "dropout") == ["Dropout"]
    item.retired = True
    item.save()
    assert titles(course, "dropout", unopened=True) == []


def test_other_courses_are_not_searched(course):
    make_item(make_course(), title="Dropout")
    assert titles(course, "dropout") == []


def test_one_query_once_the_index_is_there(course, django_assert_num_queries):
    make_item(course, title="Dropout")
    titles(course, "dropout")
    with django_assert_num_queries(1):
        titles(course, "dropout")


def test_a_load_makes_it_anew(tmp_path):
    course = load_course(write_course(tmp_path)).course
    course.refresh_from_db()
    before = index_of(course)
    assert index_of(course) is before
    assert titles(course, "momentum") == []
    write_course(tmp_path, quiz=QUIZ.replace("Check yourself", "Momentum"))
    course = load_course(tmp_path).course
    course.refresh_from_db()
    assert titles(course, "momentum") == ["Momentum"]
    assert before not in _indexes.values()


def test_each_language_has_its_own_and_old_ones_make_room(course):
    english = index_of(course)
    with translation.override("eo"):
        assert index_of(course) is not english
    for _ in range(MOST_COURSES + 2):
        index_of(make_course())
    assert len(_indexes) <= MOST_COURSES
