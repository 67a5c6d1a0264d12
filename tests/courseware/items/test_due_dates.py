"""When an item is due for somebody who has an extension."""

from datetime import UTC, datetime, timedelta

import pytest

from courseware.items.due_dates import due_dates_of
from courseware.items.models import Extension
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
