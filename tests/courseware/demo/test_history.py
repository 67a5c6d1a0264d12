"""Scores that are recorded as of the past."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from courseware.demo.history import scores_recorded_at
from courseware.gradebook.models import Score, ScoreChange
from courseware.gradebook.services import record_score
from tests.factories import make_item

pytestmark = pytest.mark.django_db
THEN = datetime(2020, 5, 4, 12, tzinfo=UTC)


def test_what_changes_meanwhile_is_of_the_past_and_nothing_else(course, ben):
    item = make_item(course)
    record_score(item=item, user=ben, fraction=0.2, reason="before")
    with scores_recorded_at(item, ben, THEN):
        record_score(item=item, user=ben, fraction=0.5, reason="meanwhile")
    dates = dict(ScoreChange.objects.values_list("reason", "at"))
    assert dates["meanwhile"] == THEN != dates["before"]
    assert Score.objects.get().updated_at == THEN


def test_a_score_that_stays_keeps_its_date(course, ben):
    item = make_item(course)
    record_score(item=item, user=ben, fraction=0.2, reason="before")
    with scores_recorded_at(item, ben, THEN):
        record_score(item=item, user=ben, fraction=0.2, reason="again")
    assert Score.objects.get().updated_at != THEN
