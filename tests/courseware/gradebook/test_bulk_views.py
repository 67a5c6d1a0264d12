"""Changing many scores of an item on the site."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from courseware.gradebook.models import Score, ScoreBatch
from tests.factories import make_item, make_score, make_student

pytestmark = pytest.mark.django_db
LOG = "/courses/ml/gradebook/log/"


@pytest.fixture
def items(course: Any, ben: Any) -> list[Any]:
    items = [make_item(course, "quiz", slug="final", points=10), make_item(course, "lab")]
    make_score(items[0], ben, 0.5)
    return items


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
        ({"action": "add", "reason": "x"}, "Enter a number for this change"),
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
