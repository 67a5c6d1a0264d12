"""Late submissions, after an extension was given or withdrawn."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from courseware.deadlines.grants import Grant
from courseware.deadlines.services import grant_extension, withdraw
from courseware.gradebook.models import Score
from labs.models import Submission

HOUR = timedelta(hours=1)


@pytest.fixture
def late(lab: Any, make_submission: Any) -> Submission:
    """Handed in just now, two hours late."""
    lab.due_at = timezone.now() - 2 * HOUR
    lab.save()
    submission: Submission = make_submission(
        score=80.0, late_by=2 * HOUR, late_as_received=2 * HOUR
    )
    return submission


def give(submission: Submission, ada: Any, grant: Grant) -> Any:
    item, user = submission.item, submission.user
    values = {"course": item.course, "item": item, "user": user, "reason": "x", "by": ada}
    return grant_extension(**values, grant=grant)


def test_an_extension_that_comes_afterwards_makes_it_less_late(late: Submission, ada: Any) -> None:
    give(late, ada, Grant(shift=HOUR))
    late.refresh_from_db()
    assert HOUR - HOUR / 60 < late.late_by < HOUR + HOUR / 60
    assert Score.objects.get().late_by == late.late_by
    assert late.late_as_received == 2 * HOUR


def test_withdrawing_it_makes_it_as_late_as_before_and_no_later(late: Submission, ada: Any) -> None:
    extension = give(late, ada, Grant(shift=3 * HOUR))
    late.refresh_from_db()
    assert late.late_by == timedelta()
    withdraw(extension=extension, reason="x", by=ada)
    late.refresh_from_db()
    assert late.late_by == 2 * HOUR == Score.objects.get().late_by


def test_what_was_in_time_when_it_came_stays_so(lab: Any, make_submission: Any, ada: Any) -> None:
    lab.due_at = timezone.now() - 2 * HOUR
    lab.save()
    submission = make_submission(score=80.0)
    withdraw(extension=give(submission, ada, Grant(shift=3 * HOUR)), reason="x", by=ada)
    submission.refresh_from_db()
    assert submission.late_by == timedelta()
