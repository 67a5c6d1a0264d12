"""Changes of single scores in the log of the course."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from courseware.gradebook import change_views
from courseware.gradebook.change_log import single_changes
from courseware.gradebook.services import override_score, record_score
from courseware.people.models import Enrollment, Role, Section
from courseware.people.policy import Access
from tests.factories import make_item, make_score, make_student, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def items(course: Any, ben: Any) -> list[Any]:
    items = [make_item(course, "quiz", title="Final", points=10), make_item(course, "lab")]
    make_score(items[0], ben, 0.5)
    return items


def changes(person: Any, course: Any, search: str = "") -> list[str]:
    enrollment = Enrollment.objects.get(user=person, course=course)
    return [each.reason for each in single_changes(Access(person, course, enrollment), search)]


def test_what_people_changed_is_listed_and_gradings_are_not(
    client: Client, course: Any, ada: Any, ben: Any, items: list[Any]
) -> None:
    override_score(user=ben, item=items[0], fraction=0.8, reason="Typo in the key", by=ada)
    record_score(user=ben, item=items[1], fraction=1.0, reason="Graded again")
    assert changes(ada, course) == ["Typo in the key"]
    client.force_login(ada)
    page = client.get(reverse("gradebook-log", args=["ml"])).text
    assert "Typo in the key" in page
    assert reverse("cell", args=["ml", ben.pk, "quiz", items[0].slug]) in page


@pytest.mark.parametrize(
    ("search", "found"),
    [("typo", 1), ("final", 1), ("BEN typo", 1), ("ada", 1), ("nobody", 0)],
)
def test_changes_are_found_by_their_words(
    course: Any, ada: Any, ben: Any, items: list[Any], search: str, found: int
) -> None:
    override_score(user=ben, item=items[0], fraction=0.8, reason="Typo in the key", by=ada)
    assert len(changes(ada, course, search)) == found


def test_an_assistant_sees_those_of_their_sections(
    course: Any, ada: Any, ben: Any, items: list[Any]
) -> None:
    mine = make_student(course)
    section = Section.objects.create(course=course, name="A")
    Enrollment.objects.get(user=mine).sections.add(section)
    assistant = Enrollment.objects.create(user=make_user(), course=course, role=Role.ASSISTANT)
    assistant.sections.add(section)
    for student, reason in ((ben, "Of Ben"), (mine, "Of mine")):
        override_score(user=student, item=items[0], fraction=0.8, reason=reason, by=ada)
    assert changes(assistant.user, course) == ["Of mine"]
    assert changes(ada, course) == ["Of mine", "Of Ben"]


def test_the_log_has_pages_and_asks_a_constant_number_of_queries(
    client: Client,
    course: Any,
    ada: Any,
    items: list[Any],
    monkeypatch: pytest.MonkeyPatch,
    django_assert_max_num_queries: Any,
) -> None:
    monkeypatch.setattr(change_views, "LISTED", 3)
    for number in range(4):
        student = make_student(course)
        override_score(user=student, item=items[0], fraction=0.8, reason=f"No. {number}", by=ada)
    client.force_login(ada)
    address = reverse("gradebook-log", args=["ml"])
    with django_assert_max_num_queries(12):
        first = client.get(address, {"q": "no."}).text
    second = client.get(address, {"q": "no.", "page": "2"}).text
    assert [number for number in range(4) if f"No. {number}" in first] == [1, 2, 3]
    assert [number for number in range(4) if f"No. {number}" in second] == [0]
    assert "?q=no.&amp;page=2" in first
