"""Which grading rules hold in a course."""

from __future__ import annotations

from typing import Any

import pytest

from courseware.gradebook.models import GradingRules
from courseware.gradebook.rules import DEFAULT, Category, RuledItem, Rules
from courseware.gradebook.rules_format import to_plain
from courseware.gradebook.rules_selectors import plan_of, ruled, rules_in, rules_of
from courseware.items.models import Course
from courseware.items.selectors import items_of
from tests.factories import make_chapter, make_course, make_item

pytestmark = pytest.mark.django_db
LABS = Category("Labs", kinds=("lab",), drop_lowest=1)
ZEROS = Category("Zeros", chapters=("zeros",))
RULES = Rules(categories=(LABS, ZEROS), places=1, letters=((50.0, "pass"),))


def store(course: Course, **plain: Any) -> None:
    GradingRules.objects.update_or_create(course=course, defaults=plain)


def test_the_site_wins_over_the_files_and_they_over_plain_points(course: Any) -> None:
    assert rules_of(course) == DEFAULT
    store(course, from_file=to_plain(Rules(places=2)))
    assert rules_of(course) == Rules(places=2)
    store(course, on_site=to_plain(RULES))
    assert rules_of(course) == RULES
    assert rules_of(make_course()) == DEFAULT


def test_plain_points_set_on_the_site_win_as_well(course: Any) -> None:
    store(course, from_file=to_plain(RULES), on_site=to_plain(DEFAULT))
    assert rules_of(course) == DEFAULT


def test_one_query_for_the_rules_and_none_for_those_that_were_read(
    course: Any, django_assert_num_queries: Any
) -> None:
    store(course, from_file=to_plain(RULES))
    with django_assert_num_queries(1):
        rules_of(course)
    stored = GradingRules.objects.get()
    with django_assert_num_queries(0):
        assert rules_in(stored) == RULES
        assert rules_in(None) == DEFAULT


@pytest.mark.parametrize("plain", [{"method": "magic"}, [], "text", {"categories": 7}], ids=str)
def test_rules_that_cannot_be_read_are_logged_and_points_are_added(
    course: Any, plain: Any, caplog: pytest.LogCaptureFixture
) -> None:
    store(course, from_file=plain)
    assert rules_of(course) == DEFAULT
    assert "cannot be applied" in caplog.text


def test_items_are_told_by_kind_slug_points_and_chapter(course: Any) -> None:
    chapter = make_chapter(course, slug="zeros")
    inside = make_item(course, "lab", slug="twice", chapter=chapter, points="7.50")
    outside = make_item(course, slug="check", points=4)
    inside.refresh_from_db()
    assert ruled(inside) == RuledItem("lab/twice", 7.5, "lab", "zeros")
    assert ruled(outside) == RuledItem("quiz/check", 4.0, "quiz", "")


def test_a_plan_sorts_items_into_the_first_category_that_has_them(
    course: Any, django_assert_num_queries: Any
) -> None:
    chapter = make_chapter(course, slug="zeros")
    make_item(course, "lab", chapter=chapter)
    make_item(course, chapter=chapter)
    make_item(course)
    items = list(items_of(course).select_related("chapter"))
    with django_assert_num_queries(0):
        plan = plan_of(items, RULES)
    by_kind = {
        (item.kind, item.chapter): place
        for item, place in zip(plan.items, plan.category_of, strict=True)
    }
    assert by_kind == {("lab", "zeros"): 0, ("quiz", "zeros"): 1, ("quiz", ""): None}
    assert plan.rules == RULES
