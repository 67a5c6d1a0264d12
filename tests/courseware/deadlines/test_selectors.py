"""The dates of somebody who has an extension."""

from datetime import UTC, datetime, timedelta

import pytest

from courseware.deadlines.selectors import last_date, window_of, windows_of
from courseware.deadlines.window import Window
from tests.factories import make_extension, make_item, make_student

DUE = datetime(2026, 12, 4, 18, tzinfo=UTC)
DAY = timedelta(days=1)

pytestmark = pytest.mark.django_db


def due_dates(items, user):
    """By item id, of those that have one."""
    windows = windows_of(items, user)
    return {pk: window.due_at for pk, window in windows.items() if window.due_at}


def test_an_extension_counts_where_it_is_later(course, ben):
    later, earlier, usual = (make_item(course, due_at=DUE) for _ in range(3))
    without = make_item(course)
    day = timedelta(days=1)
    make_extension(later, ben, due_at=DUE + day)
    make_extension(earlier, ben, due_at=DUE - day)
    make_extension(without, ben, due_at=DUE)  # no limit is not shortened
    make_extension(usual, make_student(course), due_at=DUE + day)
    assert due_dates([later, earlier, usual, without], ben) == {
        later.id: DUE + day,
        earlier.id: DUE,
        usual.id: DUE,
    }


def test_items_without_dates_cost_no_query(course, ben, django_assert_num_queries):
    items = [make_item(course), make_item(course, "lab")]
    with django_assert_num_queries(0):
        assert due_dates(items, ben) == {}


def test_an_extension_may_move_the_closing_alone(course, ben, django_assert_num_queries):
    day = timedelta(days=1)
    item = make_item(course, opens_at=DUE - day, due_at=DUE, closes_at=DUE + day)
    open_ended = make_item(course, opens_at=DUE)
    make_extension(item, ben, closes_at=DUE + 3 * day)
    with django_assert_num_queries(1):
        windows = windows_of([item, open_ended], ben)
    assert windows == {
        item.id: Window(DUE - day, DUE, DUE + 3 * day),
        open_ended.id: Window(DUE, None, None),
    }


def test_an_extension_moves_the_window_of_one_person(course, ben):
    item = make_item(course, due_at=DUE, closes_at=DUE)
    make_extension(item, ben, due_at=DUE + DAY)
    assert window_of(item, make_student(course)) == Window(None, DUE, DUE)
    assert window_of(item, ben) == Window(None, DUE + DAY, DUE + DAY)


def test_the_last_date_is_that_of_the_person_with_most_time(course, ben, django_assert_num_queries):
    item = make_item(course, due_at=DUE)
    assert last_date(item) == DUE
    make_extension(item, ben, due_at=DUE + DAY)
    with django_assert_num_queries(1):
        assert last_date(item) == DUE + DAY
    ben.enrollments.all().delete()
    assert last_date(item) == DUE


def test_work_that_is_taken_for_ever_has_no_last_date(course):
    assert last_date(make_item(course)) is None
    assert last_date(make_item(course, due_at=DUE, closes_at=DUE + DAY)) == DUE + DAY
