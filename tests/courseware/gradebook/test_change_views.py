"""Changes of one score, releases, and undoing them on the site."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from courseware.gradebook.models import Score, ScoreBatch
from courseware.gradebook.release import hold_scores
from courseware.gradebook.services import override_score, record_score
from courseware.items.models import Item
from tests.factories import make_item, make_score

pytestmark = pytest.mark.django_db


@pytest.fixture
def items(course: Any, ben: Any) -> list[Any]:
    items = [make_item(course, "quiz", slug="final", points=10), make_item(course, "lab")]
    make_score(items[0], ben, 0.5)
    return items


def test_an_excuse_is_given_and_ended(
    client: Client, course: Any, ada: Any, ben: Any, items: list[Any]
) -> None:
    client.force_login(ada)
    address = reverse("excuse", args=["ml", ben.pk, "quiz", "final"])

    client.post(address, {"excused": "1", "reason": "Ill", "note": "Letter seen"})
    score = Score.objects.get()
    assert (score.excused, score.note, score.effective) == (True, "Letter seen", None)
    client.post(address, {"reason": "Well again"})
    assert Score.objects.get().effective == 0.5


def test_scores_are_held_back_and_released(client: Client, ada: Any, items: list[Any]) -> None:
    client.force_login(ada)
    address = reverse("release-scores", args=["ml", "quiz", "final"])

    client.post(address, {"held": "1", "reason": "Until all are graded"})
    assert Item.objects.get(pk=items[0].pk).scores_held
    log = client.get(reverse("gradebook-log", args=["ml"])).text
    assert "Until all are graded" in log and "Scores held back" in log
    client.post(address, {"next": "/courses/ml/"})
    assert not Item.objects.get(pk=items[0].pk).scores_held


def test_a_release_and_a_grading_are_not_undone_in_the_log(
    client: Client, course: Any, ada: Any, ben: Any, items: list[Any]
) -> None:
    hold_scores(item=items[0], by=ada)
    client.force_login(ada)
    response = client.post(
        reverse("undo-batch", args=["ml", ScoreBatch.objects.get().pk]), follow=True
    )
    assert "Hide or release the scores on the" in response.text
    graded = record_score(item=items[1], user=ben, fraction=0.5, reason="1").changes.get()
    assert client.post(reverse("undo-change", args=["ml", graded.pk])).status_code == 404


def test_an_undo_that_comes_too_late_says_so(
    client: Client, course: Any, ada: Any, ben: Any, items: list[Any]
) -> None:
    override_score(item=items[0], user=ben, fraction=0.9, reason="Oral", by=ada)
    first = Score.objects.get().changes.get()
    override_score(item=items[0], user=ben, fraction=0.8, reason="Again", by=ada)
    client.force_login(ada)

    response = client.post(reverse("undo-change", args=["ml", first.pk]), follow=True)

    assert "has been changed since then" in response.text
    assert Score.objects.get().effective == 0.8
