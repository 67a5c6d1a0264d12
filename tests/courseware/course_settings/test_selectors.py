from datetime import UTC, datetime, timedelta

import pytest

from courseware.course_settings.selectors import dated_chapters
from courseware.course_settings.services import set_fields
from tests.factories import make_chapter, make_item

DUE = datetime(2026, 12, 4, 18, tzinfo=UTC)


@pytest.mark.django_db
def test_items_come_by_chapter_and_hidden_ones_too(course):
    empty, deep, gone = make_chapter(course), make_chapter(course), make_chapter(course)
    gone.retired = True
    gone.save()
    make_item(course, title="Elsewhere", chapter=gone)
    hidden = make_item(course, title="Hidden", chapter=deep, due_at=DUE)
    make_item(course, title="Open", chapter=deep, closes_at=DUE - timedelta(days=3))
    set_fields(hidden, {"retired": True}, by=None)
    found = dated_chapters(course)
    assert [(each.number, [item.title for item in each.items]) for each in found] == [
        (2, ["Hidden", "Open"]),
        (None, ["Elsewhere"]),
    ]
    assert empty.slug not in {each.key for each in found}
    assert found[0].span == (DUE - timedelta(days=3), DUE) and found[1].span is None
