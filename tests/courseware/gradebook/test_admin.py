"""Scores in the administration are read, and changed only through the gradebook."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from courseware.gradebook.services import record_score
from tests.factories import make_item, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_root(client: Any) -> Any:
    client.force_login(make_user("root", is_staff=True, is_superuser=True))
    return client


def test_a_score_is_shown_with_its_trail_and_its_lateness(
    as_root: Any, course: Any, ben: Any
) -> None:
    score = record_score(
        item=make_item(course), user=ben, fraction=0.5, reason="Attempt 1", late_by=timedelta(1)
    )

    page = as_root.get(f"/admin/gradebook/score/{score.pk}/change/")

    assert "Attempt 1" in page.text
    assert 'name="fraction"' not in page.text
    assert 'name="late_by"' not in page.text


def test_no_score_is_added_by_hand(as_root: Any) -> None:
    assert as_root.get("/admin/gradebook/score/add/").status_code == 403


def test_neither_scores_nor_their_trail_can_be_deleted(as_root: Any, course: Any, ben: Any) -> None:
    score = record_score(item=make_item(course), user=ben, fraction=0.5, reason="Attempt 1")
    change = score.changes.get()

    for address in (f"score/{score.pk}", f"scorechange/{change.pk}"):
        assert (
            as_root.post(f"/admin/gradebook/{address}/delete/", {"post": "yes"}).status_code == 403
        )
    assert "Attempt 1" in as_root.get(f"/admin/gradebook/scorechange/{change.pk}/change/").text
