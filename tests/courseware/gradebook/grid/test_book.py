"""The items and the plan that every part of the table needs."""

from __future__ import annotations

from typing import Any

import pytest

from courseware.gradebook.grid.book import Gradebook
from courseware.gradebook.models import GradingRules
from courseware.gradebook.rules import DEFAULT, Category, Rules
from courseware.gradebook.rules_format import to_plain
from courseware.gradebook.rules_selectors import rules_of
from tests.factories import make_chapter, make_course, make_item

pytestmark = pytest.mark.django_db
LABS = Rules(categories=(Category("Labs", kinds=("lab",), drop_lowest=1),))


def test_it_has_the_items_that_are_not_retired_in_the_order_of_the_course(course: Any) -> None:
    second = make_item(course, position=2)
    first = make_item(course, position=1)
    make_item(course, position=0, retired=True)
    make_item(make_course())
    assert Gradebook.of(course).items == [first, second]


def test_one_query_for_items_rules_and_chapters(
    course: Any, django_assert_num_queries: Any
) -> None:
    make_item(course, "lab")
    make_item(course, "lab")
    make_item(course, chapter=make_chapter(course))
    GradingRules.objects.create(course=course, on_site=to_plain(LABS))
    with django_assert_num_queries(1):
        book = Gradebook.of(course)
        assert book.plan.rules == LABS
        assert book.plan.category_of.count(0) == 2
        assert [item.chapter is not None for item in book.items].count(True) == 1


def test_the_rules_are_those_of_every_other_page(course: Any) -> None:
    make_item(course)
    assert Gradebook.of(course).plan.rules == rules_of(course) == DEFAULT
    GradingRules.objects.create(course=course, from_file=to_plain(LABS), on_site=to_plain(DEFAULT))
    assert Gradebook.of(course).plan.rules == rules_of(course) == DEFAULT
    GradingRules.objects.update(on_site=None)
    assert Gradebook.of(course).plan.rules == rules_of(course) == LABS


def test_a_course_without_items_has_an_empty_plan(course: Any) -> None:
    book = Gradebook.of(course)
    assert book.items == [] and book.plan.total([]).percent is None


def test_the_basis_changes_with_what_totals_depend_on(course: Any) -> None:
    item = make_item(course, points=10)
    seen = [Gradebook.of(course).basis]
    assert Gradebook.of(course).basis == seen[0]

    def changed() -> None:
        basis = Gradebook.of(course).basis
        assert basis not in seen
        seen.append(basis)

    item.points = 11
    item.save()
    changed()
    item.chapter = make_chapter(course)
    item.save()
    changed()
    make_item(course)
    changed()
    GradingRules.objects.create(course=course, on_site=to_plain(LABS))
    changed()
    item.title = "Another title"  # of which no total depends
    item.save()
    assert Gradebook.of(course).basis == seen[-1]
