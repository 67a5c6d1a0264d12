"""A person's progress through a course, and the next step."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import get_resolver

from courseware.chapters.services import mark_read
from courseware.courses.selectors import (
    ChapterRow,
    ItemRow,
    chapter_rows,
    courses_for,
    item_rows,
    next_step,
)
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
DONE, WAITING = ItemState("done", "graded"), ItemState("waiting", "being graded")


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
    with django_assert_max_num_queries(5) as few:
        chapter_rows(course, ben)
    for _ in range(6):
        make_item(course, "essay", chapter=make_chapter(course), due_at=DUE)
    with django_assert_max_num_queries(len(few)):
        chapter_rows(course, ben)


def rows(course, *states: ItemState, read: bool) -> list[ChapterRow]:
    chapter = make_chapter(course, title="Zeros", slug="zeros")
    items = [make_item(course, "essay", slug=f"e{number}") for number in range(len(states))]
    item_rows = [
        ItemRow(item, "Essay", state, None) for item, state in zip(items, states, strict=True)
    ]
    return [ChapterRow(chapter, 1, read, item_rows)]


@pytest.mark.parametrize(
    ("state", "fraction", "done", "shown"),
    [
        (DONE, 1.0, True, "done"),
        (DONE, 0.0, True, "part"),
        (DONE, None, True, "submitted"),
        (ItemState("done", "graded", pass_mark=0.8), 0.75, True, "part"),
        (ItemState("started", "1 of 5 answered", done_before=True), 1.0, True, "started"),
        (WAITING, None, False, "waiting"),
    ],
)
def test_only_a_good_score_gets_a_tick_and_a_retry_takes_nothing_back(
    course, state, fraction, done, shown
):
    row = ItemRow(make_item(course, points=10), "Essay", state, fraction)
    assert (row.done, row.shown_state) == (done, shown)


def test_the_next_step_is_to_read_the_chapter_first(course, essays):
    step = next_step(rows(course, ItemState(), read=False))
    assert step is not None
    assert (step.url, "Zeros" in step.title) == ("/courses/ml/chapters/zeros/", True)


def test_then_its_items_in_order_without_those_that_wait(course, essays):
    step = next_step(rows(course, DONE, WAITING, ItemState("started"), ItemState(), read=True))
    assert step is not None
    assert (step.kind, step.url) == ("Essay", "/essays/e2/")


def test_when_all_is_done_there_is_no_next_step(course, essays):
    assert next_step(rows(course, DONE, WAITING, read=True)) is None
    assert next_step([]) is None


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
