"""The dates of somebody who has an extension."""

from datetime import UTC, datetime, timedelta

import pytest

from courseware.items.deadlines import Window
from courseware.items.models import Extension
from courseware.items.windows import due_dates_of, windows_of
from tests.factories import make_item, make_student

DUE = datetime(2026, 12, 4, 18, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def test_an_extension_counts_where_it_is_later(course, ben):
    later, earlier, usual = (make_item(course, due_at=DUE) for _ in range(3))
    without = make_item(course)
    day = timedelta(days=1)
    Extension.objects.create(item=later, user=ben, due_at=DUE + day)
    Extension.objects.create(item=earlier, user=ben, due_at=DUE - day)
    Extension.objects.create(item=without, user=ben, due_at=DUE)  # no limit is not shortened
    Extension.objects.create(item=usual, user=make_student(course), due_at=DUE + day)
    assert due_dates_of([later, earlier, usual, without], ben) == {
        later.id: DUE + day,
        earlier.id: DUE,
        usual.id: DUE,
    }


def test_items_without_dates_cost_no_query(course, ben, django_assert_num_queries):
    items = [make_item(course), make_item(course, "lab")]
    with django_assert_num_queries(0):
        assert due_dates_of(items, ben) == {}


def test_an_extension_may_move_the_closing_alone(course, ben, django_assert_num_queries):
    day = timedelta(days=1)
    item = make_item(course, opens_at=DUE - day, due_at=DUE, closes_at=DUE + day)
    open_ended = make_item(course, opens_at=DUE)
    Extension.objects.create(item=item, user=ben, closes_at=DUE + 3 * day)
    with django_assert_num_queries(2):  # extensions, and what quizzes grant
        windows = windows_of([item, open_ended], ben)
    assert windows == {
        item.id: Window(DUE - day, DUE, DUE + 3 * day),
        open_ended.id: Window(DUE, None, None),
    }
