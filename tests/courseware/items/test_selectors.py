"""Look-ups of items."""

from __future__ import annotations

import pytest
from django.http import Http404

from courseware.items.selectors import item_or_404, items_of
from tests.factories import make_chapter, make_course, make_item

pytestmark = pytest.mark.django_db


def test_items_come_in_order_without_those_that_are_retired(course):
    second, first = make_item(course, position=2), make_item(course, position=1)
    make_item(course, retired=True)
    make_item(make_course())
    assert list(items_of(course)) == [first, second]


def test_an_item_is_found_by_course_kind_and_slug(course, django_assert_num_queries):
    item = make_item(course, "lab", slug="dropout", chapter=make_chapter(course, title="Zeros"))
    make_item(course, "quiz", slug="dropout")
    make_item(make_course(), "lab", slug="dropout")
    with django_assert_num_queries(1):
        found = item_or_404(course, "lab", "dropout")
        assert (found, found.course, found.chapter.course) == (item, course, course)
        assert found.chapter.title == "Zeros"


def test_the_long_text_of_its_chapter_is_not_read(course):
    make_item(course, "lab", slug="dropout", chapter=make_chapter(course))
    found = item_or_404(course, "lab", "dropout")
    assert {"html", "source", "outline"} <= found.chapter.get_deferred_fields()


@pytest.mark.parametrize(
    ("kind", "slug"), [("quiz", "dropout"), ("lab", "softmax"), ("lab", "retired"), ("lab", "\0")]
)
def test_an_unknown_item_is_a_404_with_a_sentence(course, kind, slug):
    make_item(course, "lab", slug="dropout")
    make_item(course, "lab", slug="retired", retired=True)
    with pytest.raises(Http404, match="This course has no"):
        item_or_404(course, kind, slug)
