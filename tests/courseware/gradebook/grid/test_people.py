"""Who is in a view of the gradebook, and in which order."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache

from courseware.gradebook.grid.book import Gradebook
from courseware.gradebook.grid.people import students_of
from courseware.gradebook.grid.query import GridQuery
from courseware.gradebook.services import override_score, record_score
from courseware.items.selectors import items_of
from courseware.people.models import Enrollment, Role, Section
from courseware.people.policy import Access
from tests.factories import make_item, make_student

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    cache.clear()


@pytest.fixture
def people(course: Any) -> list[Any]:
    """By name."""
    return [make_student(course, name, last_name="Same") for name in ("abe", "bea", "cyd", "dee")]


@pytest.fixture
def items(course: Any, people: list[Any]) -> list[Any]:
    """Worth 10 and 30 points; Dee has no score, and Cyd the best of the first."""
    first, second = make_item(course, points=10), make_item(course, points=30)
    for person, one, two in zip(people, (0.1, 0.5, 0.9), (1.0, 0.5, 0.0), strict=False):
        record_score(item=first, user=person, fraction=one, reason="graded")
        record_score(item=second, user=person, fraction=two, reason="graded")
    return list(items_of(course))


def order(course: Any, person: Any, known: list[Any], **query: Any) -> str:
    """First letters of the names."""
    enrollment = Enrollment.objects.get(user=person)
    access = Access(person, course, enrollment)
    ids = students_of(access, GridQuery(**query), Gradebook.of(course), known).ids
    names = dict(Enrollment.objects.values_list("user_id", "user__username"))
    return "".join(names[pk][0] for pk in ids)


@pytest.mark.parametrize(
    ("sort", "expected"),
    [("name", "abcd"), ("-name", "dcba"), ("total", "cbad"), ("-total", "abcd")],
)
def test_the_order(
    course: Any, ada: Any, people: Any, items: Any, sort: str, expected: str
) -> None:
    assert order(course, ada, items, sort=sort) == expected


def test_without_a_score_one_is_last_in_both_directions(
    course: Any, ada: Any, people: Any, items: Any
) -> None:
    key = f"item-{items[0].pk}"
    assert order(course, ada, items, sort=key) == "abcd"
    assert order(course, ada, items, sort=f"-{key}") == "cbad"


def test_ranges_are_of_the_total_or_of_the_one_item(
    course: Any, ada: Any, people: Any, items: Any
) -> None:
    assert order(course, ada, items, least=40.0) == "ab"
    assert order(course, ada, items, least=40.0, items=f"item-{items[0].pk}") == "bc"


def test_words_sections_and_states_narrow_it(
    course: Any, ada: Any, people: Any, items: Any
) -> None:
    section = Section.objects.create(course=course, name="One")
    for person in people[:2]:
        person.enrollments.get().sections.add(section)
    assert order(course, ada, items, section=section.pk) == "ab"
    assert order(course, ada, items, section=section.pk, q="bea") == "b"
    assert order(course, ada, items, state="not-started") == "d"
    assert order(course, ada, items, section=section.pk + 1) == ""


def test_an_assistant_has_the_students_of_their_sections(
    course: Any, people: Any, items: Any
) -> None:
    section = Section.objects.create(course=course, name="One")
    people[2].enrollments.get().sections.add(section)
    assistant = make_student(course, "zoe")
    Enrollment.objects.filter(user=assistant).update(role=Role.ASSISTANT)
    assistant.enrollments.get().sections.add(section)
    assert order(course, assistant, items) == "c"


def test_an_order_by_total_follows_changes(course: Any, ada: Any, people: Any, items: Any) -> None:
    assert order(course, ada, items, sort="-total") == "abcd"
    override_score(item=items[1], user=people[3], fraction=1.0, reason="x", by=ada)
    override_score(item=items[0], user=people[3], fraction=1.0, reason="x", by=ada)
    assert order(course, ada, items, sort="-total") == "dabc"
    items[0].points = 1000
    items[0].save()
    assert order(course, ada, list(items_of(course)), sort="-total") == "dcba"


def test_a_new_student_is_in_an_order_that_is_kept(
    course: Any, ada: Any, people: Any, items: Any
) -> None:
    order(course, ada, items, sort="total")
    make_student(course, "eve", last_name="Same")
    assert order(course, ada, items, sort="total") == "cbade"
