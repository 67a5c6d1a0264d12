"""A person's progress through a course."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import get_resolver

from courseware.chapters.services import mark_read
from courseware.courses.selectors import chapter_rows, courses_for, item_rows
from courseware.gradebook.services import excuse_score
from courseware.items.kinds import ItemState
from tests.courseware.items.kinds import Essays, registered
from tests.factories import (
    make_chapter,
    make_course,
    make_extension,
    make_item,
    make_score,
    make_student,
)

pytestmark = pytest.mark.django_db
DUE = datetime(2026, 12, 4, 18, tzinfo=UTC)
DONE = ItemState("done", "graded")


@pytest.fixture
def essays():
    assert get_resolver().url_patterns  # read before a kind without pages is there
    with registered(Essays()) as kind:
        yield kind


def test_a_row_has_the_state_score_and_due_date_of_its_person(course, ben, essays):
    item = make_item(course, "essay", due_at=DUE)
    essays.known_states = {item.id: DONE}
    make_score(item, ben, 0.75)
    make_extension(item, ben, due_at=DUE + timedelta(days=1))
    (row,) = item_rows([item], ben)
    assert (row.kind, row.state, row.fraction, row.done) == ("Essay", DONE, 0.75, True)
    assert (row.due_at, row.has_more_time) == (DUE + timedelta(days=1), True)
    (row,) = item_rows([item], make_student(course))
    assert (row.fraction, row.due_at, row.has_more_time) == (None, DUE, False)


def test_chapters_are_numbered_and_hold_their_items(course, ben, essays):
    first, second = make_chapter(course), make_chapter(course)
    make_chapter(course, retired=True)
    item = make_item(course, "essay", chapter=second)
    make_item(course, "essay", chapter=second, retired=True)
    rows = chapter_rows(course, ben)
    assert [(row.number, row.chapter) for row in rows] == [(1, first), (2, second)]
    assert [row.item for row in rows[1].rows] == [item]


def test_reading_counts_as_one_step(course, ben, essays):
    chapter = make_chapter(course)
    item = make_item(course, "essay", chapter=chapter)
    (row,) = chapter_rows(course, ben)
    assert (row.done, row.total, row.read) == (0, 2, False)
    mark_read(chapter=chapter, user=ben)
    essays.known_states = {item.id: DONE}
    (row,) = chapter_rows(course, ben)
    assert (row.done, row.total, row.read) == (2, 2, True)


def test_the_number_of_queries_does_not_grow_with_the_course(
    course, ben, essays, django_assert_max_num_queries
):
    for _ in range(3):
        make_item(course, "essay", chapter=make_chapter(course), due_at=DUE)
    with django_assert_max_num_queries(6) as few:
        chapter_rows(course, ben)
    for _ in range(6):
        make_item(course, "essay", chapter=make_chapter(course), due_at=DUE)
    with django_assert_max_num_queries(len(few)):
        chapter_rows(course, ben)


def test_the_texts_of_chapters_are_not_read(course, ben, essays, django_assert_num_queries):
    make_item(course, "essay", chapter=make_chapter(course, html="<p>Long.</p>", source="Long."))
    (row,) = chapter_rows(course, ben)
    text = {"html", "source", "outline"}
    assert text <= row.chapter.get_deferred_fields()
    assert text <= row.rows[0].item.chapter.get_deferred_fields()
    with django_assert_num_queries(0):
        assert row.url == row.chapter.get_absolute_url()


def test_a_person_sees_their_courses_and_those_that_are_open(course, ben):
    mine = make_course(open_enrollment=False, title="Aa")
    make_chapter(course)
    make_chapter(course, retired=True)
    make_course(open_enrollment=False)
    student = make_student(mine)
    found = [(each, each.enrolled, each.chapter_count) for each in courses_for(student)]
    assert found == [(mine, 1, 0), (course, 0, 1)]


def test_a_visitor_sees_the_open_ones(course):
    make_course(open_enrollment=False)
    assert [(each, each.enrolled) for each in courses_for(AnonymousUser())] == [(course, 0)]


def test_an_item_that_one_is_excused_from_is_nothing_to_do(course, ada, ben):
    item = make_item(course, chapter=make_chapter(course), title="Penalties")
    excuse_score(item=item, user=ben, excused=True, reason="Ill.", by=ada)

    (row,) = item_rows([item], ben)

    assert (row.done, row.is_todo, row.state.words) == (True, False, "excused")
