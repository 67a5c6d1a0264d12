"""What the database holds scores to."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from courseware.gradebook.models import Score, ScoreChange
from courseware.gradebook.policy import LATE_BY_UNKNOWN
from tests.factories import make_item, make_score

pytestmark = pytest.mark.django_db


def test_a_person_has_one_score_on_an_item(course: Any, ben: Any) -> None:
    item = make_item(course)
    make_score(item, ben)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_score(item, ben)


@pytest.mark.parametrize("fraction", [-0.1, 1.1])
def test_a_fraction_is_between_0_and_1(course: Any, ben: Any, fraction: float) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make_score(make_item(course), ben, fraction)


@pytest.mark.parametrize(
    ("fraction", "override", "effective"),
    [(0.5, None, 0.5), (0.5, 0.9, 0.9), (0.5, 0.0, 0.0), (None, 0.9, 0.9), (None, None, None)],
)
def test_an_override_counts_instead(
    fraction: float | None, override: float | None, effective: float | None
) -> None:
    assert Score(fraction=fraction, override=override).effective == effective


@pytest.mark.parametrize(
    "late_by", [timedelta(), LATE_BY_UNKNOWN, timedelta(days=400, microseconds=1)]
)
def test_a_lateness_is_kept_exactly(course: Any, ben: Any, late_by: timedelta) -> None:
    make_score(make_item(course), ben, late_by=late_by)

    assert Score.objects.get().late_by == late_by
    assert Score.objects.filter(late_by__gt=timedelta()).exists() is bool(late_by)


def test_the_newest_change_comes_first_and_outlives_its_score(course: Any, ben: Any) -> None:
    score = make_score(make_item(course), ben)
    for reason in ("first", "second"):
        ScoreChange.objects.create(score=score, reason=reason)

    assert [change.reason for change in score.changes.all()] == ["second", "first"]
    assert str(score.changes.first()).endswith("second")
    score.delete()
    assert ScoreChange.objects.filter(score=None).count() == 2
