"""The page of a cell: what it says, and what is changed there."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from courseware.gradebook.models import Score, ScoreChange
from courseware.gradebook.services import override_score, record_score
from courseware.items.models import Item
from courseware.threads.services import ask
from tests.factories import make_item, make_student

pytestmark = pytest.mark.django_db
PART = {"HX-Request": "true"}


@pytest.fixture
def item(course: Any) -> Item:
    return make_item(course, slug="q", points=10)


def address(person: Any, name: str = "cell") -> str:
    return reverse(name, args=["ml", person.pk, "quiz", "q"])


def test_it_says_why_the_score_is_what_it_is_and_its_history(
    client: Client, course: Any, item: Item, ada: Any, ben: Any
) -> None:
    record_score(item=item, user=ben, fraction=0.5, reason="Attempt 1")
    override_score(item=item, user=ben, fraction=0.8, reason="Argued well", by=ada, note="Seminar")
    ask(item=item, asker=ben, place="score", text="Why?")
    client.force_login(ada)
    page = client.get(address(ben)).content.decode()
    assert "<strong>8 of 10</strong>" in page
    assert "Graded: 5 of 10 points." in page
    assert "An override sets the score to 8 of 10 points: Argued well" in page
    assert "It is worth 10 of the 10 points that count in the course." in page
    assert "Note: Seminar" in page
    assert "Question" in page
    assert page.count('<button class="button" type="submit">Undo</button>') == 1


def test_a_part_is_the_page_without_its_frame(
    client: Client, item: Item, ada: Any, ben: Any
) -> None:
    client.force_login(ada)
    part = client.get(address(ben), headers=PART).content.decode()
    assert "<html" not in part
    assert "data-panel-title" in part
    assert f'hx-post="{address(ben, "override")}"' in part


def test_neighbors_are_those_of_the_view(
    client: Client, course: Any, item: Item, ada: Any, ben: Any
) -> None:
    bob = make_student(course, "bob", last_name="B")
    make_student(course, "zoe", last_name="A")  # between them, but not in the view
    make_item(course, slug="z")
    client.force_login(ada)
    page = client.get(address(ben), {"q": "b"}).content.decode()
    beside = reverse("cell", args=["ml", ben.pk, "quiz", "z"])
    assert f'href="{address(bob)}?q=b" data-step="down"' in page
    assert f'href="{beside}?q=b" data-step="right"' in page
    assert 'data-step="left"' not in page
    assert 'data-step="up"' not in page
    last = client.get(address(bob), {"q": "b"}).content.decode()
    assert f'href="{address(ben)}?q=b" data-step="up"' in last
    assert 'data-step="down"' not in last


def test_an_override_leads_back_to_the_page_with_the_view(
    client: Client, item: Item, ada: Any, ben: Any
) -> None:
    client.force_login(ada)
    sent = {"points": "9", "reason": "was ill", "note": "certificate"}
    response = client.post(f"{address(ben, 'override')}?q=be", sent)
    assert response.url == f"{address(ben)}?q=be"
    score = Score.objects.get()
    assert (score.effective, score.note) == (0.9, "certificate")


def test_beside_the_table_a_change_answers_with_the_part_and_tells_the_table(
    client: Client, item: Item, ada: Any, ben: Any
) -> None:
    client.force_login(ada)
    sent = {"excused": "1", "reason": "was ill"}
    response = client.post(address(ben, "excuse"), sent, headers=PART)
    assert response["HX-Trigger"] == "gradebook:changed"
    assert "Ben is excused from" in response.content.decode()
    assert Score.objects.get().excused
    client.post(address(ben, "excuse"), {"reason": "is back"}, headers=PART)
    assert not Score.objects.get().excused


@pytest.mark.parametrize("part", [{}, PART])
def test_a_form_that_is_refused_keeps_what_was_typed(
    client: Client, item: Item, ada: Any, ben: Any, part: dict[str, str]
) -> None:
    client.force_login(ada)
    sent = {"points": "11", "reason": "typed"}
    response = client.post(address(ben, "override"), sent, headers=part)
    page = response.content.decode()
    assert response.status_code == 422
    assert 'value="typed"' in page
    assert "Enter at most 10" in page
    assert ("<html" in page) is not bool(part)
    assert not Score.objects.exists()


def test_undoing_a_change_and_what_cannot_be_undone(
    client: Client, item: Item, ada: Any, ben: Any
) -> None:
    record_score(item=item, user=ben, fraction=0.5, reason="Attempt 1")
    for fraction in (0.6, 0.7):
        override_score(item=item, user=ben, fraction=fraction, reason="x", by=ada)
    graded, first, second = ScoreChange.objects.order_by("pk")
    client.force_login(ada)

    def undo(change: ScoreChange) -> int:
        return client.post(reverse("undo-change", args=["ml", change.pk])).status_code

    assert undo(graded) == 404
    assert undo(first) == 409
    assert undo(second) == 302
    assert Score.objects.get().effective == 0.6


def test_an_observer_sees_no_forms(client: Client, course: Any, item: Item, ben: Any) -> None:
    watcher = make_student(course)
    watcher.enrollments.update(role="observer")
    record_score(item=item, user=ben, fraction=0.5, reason="Attempt 1")
    client.force_login(watcher)
    page = client.get(address(ben)).content.decode()
    assert "5 of 10" in page
    assert "Override the score" not in page
    assert client.post(address(ben, "override"), {"reason": "x"}).status_code == 403


def test_it_asks_as_many_queries_in_a_large_class(
    client: Client, course: Any, item: Item, ada: Any, ben: Any, django_assert_max_num_queries: Any
) -> None:
    client.force_login(ada)
    record_score(item=item, user=ben, fraction=0.5, reason="Attempt 1")
    client.get(address(ben))
    with django_assert_max_num_queries(18) as few:
        client.get(address(ben))
    for _ in range(10):
        person, other = make_student(course), make_item(course, "lab")
        record_score(item=other, user=person, fraction=0.5, reason="x")
        record_score(item=other, user=ben, fraction=0.5, reason="x")
    with django_assert_max_num_queries(len(few)):
        client.get(address(ben))
