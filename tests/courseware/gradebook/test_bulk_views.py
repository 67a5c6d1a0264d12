"""Changing many scores of an item on the site."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from courseware.gradebook import bulk_views
from courseware.gradebook.models import Score, ScoreBatch
from tests.factories import make_item, make_score, make_student

pytestmark = pytest.mark.django_db
LOG = "/courses/ml/gradebook/log/"


@pytest.fixture
def items(course: Any, ben: Any) -> list[Any]:
    items = [make_item(course, "quiz", slug="final", points=10), make_item(course, "lab")]
    make_score(items[0], ben, 0.5)
    return items


def apply(client: Client, address: str, form: Any, preview: str) -> Any:
    """As the button of the page does: with what says which preview it has shown."""
    [shown] = re.findall('name="previewed" value="([0-9a-f]+)"', preview)
    return client.post(address, form | {"apply": "1", "previewed": shown})


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
    assert apply(client, address, form, preview.text).status_code == 302
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


@pytest.fixture
def dora(course: Any, items: list[Any]) -> Any:
    dora = make_student(course, "dora")
    make_score(items[0], dora, 0.5)
    return dora


CAP = {"action": "cap", "value": "1", "reason": "x"}


@pytest.fixture
def address() -> str:
    return reverse("bulk-scores", args=["ml", "quiz", "final"])


def boxes(page: str) -> dict[str, bool]:
    """The check boxes of the page: by the value of each whether it is checked."""
    found = re.findall('<input type="checkbox" name="students" value="([0-9]+)"([^>]*)>', page)
    return {value: "checked" in more for value, more in found}


def test_students_with_a_check_mark_alone_are_changed(
    client: Client, ada: Any, ben: Any, dora: Any, address: str
) -> None:
    client.force_login(ada)
    assert boxes(client.get(address).text) == {str(ben.pk): False, str(dora.pk): False}
    form = CAP | {"students": [dora.pk]}
    preview = client.post(address, form).text

    assert boxes(preview) == {str(ben.pk): False, str(dora.pk): True}
    assert "1 student is chosen" in preview and "1 score changes" in preview
    apply(client, address, form, preview)
    assert Score.objects.get(user=ben).effective == 0.5
    assert Score.objects.get(user=dora).effective == pytest.approx(0.1)


@pytest.mark.parametrize("edit", [{"value": "2"}, {"students": []}, {"action": "override"}])
def test_what_was_edited_after_the_preview_is_shown_again(
    client: Client, ada: Any, dora: Any, address: str, edit: Any
) -> None:
    client.force_login(ada)
    form = CAP | {"students": [dora.pk]}
    again = apply(client, address, form | edit, client.post(address, form).text)

    assert "Nothing was changed." in again.text and not ScoreBatch.objects.exists()
    assert apply(client, address, form | edit, again.text).status_code == 302


def test_a_student_who_is_not_in_the_selection_is_refused(
    client: Client, course: Any, ada: Any, dora: Any, address: str
) -> None:
    monday = course.sections.create(name="Monday")
    client.force_login(ada)
    for wrong in ({"students": [dora.pk], "section": monday.pk}, {"students": ["x", 10**30]}):
        refused = client.post(address, CAP | wrong)
        assert refused.status_code == 422 and "not in this selection" in refused.text


def test_a_large_selection_has_no_check_boxes_but_says_how_to_get_them(
    client: Client, ada: Any, ben: Any, dora: Any, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk_views, "MOST_BOXES", 1)
    client.force_login(ada)

    page = client.get(address).text
    assert boxes(page) == {} and "filter the gradebook to at most 1 students" in page
    assert boxes(client.get(f"{address}?students={ben.pk}").text) == {str(ben.pk): True}
    in_view = client.get(f"{address}?view=1&q=dora").text
    assert boxes(in_view) == {str(dora.pk): False}
