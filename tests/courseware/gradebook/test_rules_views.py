"""The pages of rules, of many scores, of the log, and what-if."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from courseware.gradebook.models import Score, ScoreBatch
from courseware.gradebook.rules_selectors import rules_of
from courseware.gradebook.services import override_score
from tests.factories import make_item, make_score, make_student

pytestmark = pytest.mark.django_db
RULES = "/courses/ml/gradebook/rules/"
LOG = "/courses/ml/gradebook/log/"
FORM = {
    "method": "weighted",
    "rounding": "0",
    "letters": "90 A\n50.5 B",
    "category-0-name": "Quizzes",
    "category-0-weight": "40",
    "category-0-drop_lowest": "1",
    "category-0-members": ["kind:quiz"],
    "category-1-name": "Labs",
    "category-1-weight": "60",
    "category-1-members": ["kind:lab", "item:quiz/final"],
    "category-2-name": "",
}


@pytest.fixture
def items(course: Any, ben: Any) -> list[Any]:
    items = [make_item(course, "quiz", slug="final", points=10), make_item(course, "lab")]
    make_score(items[0], ben, 0.5)
    return items


def test_rules_are_previewed_then_saved_and_shown_again(
    client: Client, course: Any, ada: Any, ben: Any, items: list[Any]
) -> None:
    make_score(make_item(course, "quiz", points=10), ben, 1.0)
    client.force_login(ada)
    preview = client.post(RULES, FORM)

    assert "Nothing is stored yet" in preview.text and "Ben" in preview.text
    assert not rules_of(course).categories
    assert client.post(RULES, FORM | {"save": "1", "reason": "Agreed"}).status_code == 302
    rules = rules_of(course)
    assert rules.letters == ((90.0, "A"), (50.5, "B"))
    assert [(each.name, each.drop_lowest, each.items) for each in rules.categories] == [
        ("Quizzes", 1, ()),
        ("Labs", 0, ("quiz/final",)),
    ]
    page = client.get(RULES).text
    assert 'value="Quizzes"' in page and "50.5 B" in page
    assert "Agreed" in client.get(LOG).text


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"letters": "A 90"}, "not a number of per cent"),
        ({"category-0-weight": "-1"}, "greater than or equal to 0"),
        ({"category-1-name": "Quizzes"}, "two categories"),
        ({"category-1-name": ""}, "Give the category a name"),
        ({"category-0-weight": "0", "category-1-weight": "0"}, "weight above 0"),
        ({"category-0-members": ["kind:nothing"]}, "not one of the available choices"),
        ({"method": ""}, "required"),
    ],
)
def test_a_mistake_is_named_and_nothing_typed_is_lost(
    client: Client, course: Any, ada: Any, items: list[Any], changed: Any, words: str
) -> None:
    client.force_login(ada)
    response = client.post(RULES, FORM | changed | {"save": "1"})

    assert response.status_code == 422
    assert words in response.text and 'value="Quizzes"' in response.text
    assert not rules_of(course).categories


def test_many_scores_are_previewed_changed_and_set_back(
    client: Client, course: Any, ada: Any, ben: Any, items: list[Any]
) -> None:
    make_student(course, "dora")
    client.force_login(ada)
    address = reverse("bulk-scores", args=["ml", "quiz", "final"])
    form = {"action": "add", "value": "2", "reason": "Question 3 was wrong."}
    preview = client.post(address, form)

    assert "1 score changes, on average by +2 points" in preview.text
    assert Score.objects.get().override is None
    assert client.post(address, form | {"apply": "1"}).status_code == 302
    assert Score.objects.get().effective == pytest.approx(0.7)
    batch = ScoreBatch.objects.get()
    assert client.post(reverse("undo-batch", args=["ml", batch.pk])).status_code == 302
    assert Score.objects.get().effective == 0.5
    assert "Undone" in client.get(LOG).text


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"action": "add", "reason": "x"}, "needs a number"),
        ({"action": "scale", "value": "-1", "reason": "x"}, "cannot be negative"),
        ({"action": "cap", "value": "11", "reason": "x"}, "from 0 to 10"),
        ({"action": "add", "value": "nan", "reason": "x"}, "Enter a number"),
        ({"action": "add", "value": "1"}, "required"),
        ({"action": "burn", "value": "1", "reason": "x"}, "Select a valid choice"),
    ],
)
def test_a_change_of_many_scores_that_makes_no_sense_is_refused(
    client: Client, ada: Any, items: list[Any], form: Any, words: str
) -> None:
    client.force_login(ada)
    response = client.post(reverse("bulk-scores", args=["ml", "quiz", "final"]), form)

    assert response.status_code == 422 and words in response.text


def test_chosen_students_alone_are_changed(
    client: Client, course: Any, ada: Any, ben: Any, items: list[Any]
) -> None:
    dora = make_student(course, "dora")
    make_score(items[0], dora, 0.5)
    client.force_login(ada)
    form = {"action": "cap", "value": "1", "reason": "x", "students": [dora.pk], "apply": "1"}
    client.post(reverse("bulk-scores", args=["ml", "quiz", "final"]), form)

    assert Score.objects.get(user=ben).effective == 0.5
    assert Score.objects.get(user=dora).effective == pytest.approx(0.1)


def test_one_change_is_undone_from_the_page_of_the_student(
    client: Client, course: Any, ada: Any, ben: Any, items: list[Any]
) -> None:
    override_score(item=items[0], user=ben, fraction=0.9, reason="Oral", by=ada, note="Room 3")
    client.force_login(ada)
    page = client.get(reverse("student", args=["ml", ben.pk])).text
    change = Score.objects.get().changes.get()
    undo = reverse("undo-change", args=["ml", change.pk])

    assert undo in page and "Note: Room 3" in page
    response = client.post(undo, {"next": "/courses/ml/gradebook/"})
    assert response.url == "/courses/ml/gradebook/"
    assert Score.objects.get().effective == 0.5
    assert client.post(undo, {"next": "https://example.org/"}).url.endswith(f"/{ben.pk}/")


def test_what_if_shows_another_total_and_stores_nothing(
    client: Client, ben: Any, items: list[Any]
) -> None:
    client.force_login(ben)
    address = reverse("what-if", args=["ml"])
    name = f"points-{items[0].pk}"

    assert "With these points" not in client.get(address).text
    tried = client.get(address, {name: "7,5"})
    assert "With these points" in tried.text and "7.5 of 20" in tried.text
    assert Score.objects.get().effective == 0.5
    refused = client.get(address, {name: "70"})
    assert refused.status_code == 422
    assert "Type a number from 0 to 10." in refused.text and 'value="70"' in refused.text
