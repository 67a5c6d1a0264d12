"""What the database itself holds labs and submissions to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from labs.models import CaseRecord, LabRevision, State, Submission


def test_a_submission_is_on_time_and_waits_until_something_else_is_known(
    make_submission: Callable[..., Any],
) -> None:
    submission = make_submission()

    assert (submission.late_by, submission.state) == (timedelta(), State.QUEUED)
    assert (submission.purpose, submission.is_trial) == ("graded", False)
    assert (submission.tries, submission.grader_error, submission.automatic) == (0, "", False)


@pytest.mark.parametrize(
    ("state", "waits"),
    [(State.QUEUED, True), (State.RUNNING, True), (State.DONE, False), (State.FAILED, False)],
)
def test_what_is_queued_or_running_waits(state: Any, waits: Any) -> None:
    assert Submission(state=state).is_waiting is waits


@pytest.mark.parametrize("score", [-0.5, 100.5])
def test_a_score_is_out_of_a_hundred(make_submission: Callable[..., Any], score: Any) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make_submission(score=score)


def test_a_form_makes_one_submission_of_a_person(make_submission: Callable[..., Any]) -> None:
    make_submission(key="form-1")
    with pytest.raises(IntegrityError), transaction.atomic():
        make_submission(key="form-1")


def test_a_case_is_recorded_once(make_submission: Callable[..., Any]) -> None:
    submission = make_submission()
    CaseRecord.objects.create(submission=submission, position=0, result={})
    with pytest.raises(IntegrityError), transaction.atomic():
        CaseRecord.objects.create(submission=submission, position=0, result={})


def test_cases_come_in_their_order(make_submission: Callable[..., Any]) -> None:
    submission = make_submission()
    for position in (2, 0, 1):
        CaseRecord.objects.create(submission=submission, position=position, result={})

    assert [record.position for record in submission.cases.all()] == [0, 1, 2]
    assert str(submission.cases.first()) == f"Case 0 of submission {submission.pk}"


def test_a_lab_has_one_current_revision(lab: Any) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        LabRevision.objects.create(item=lab, digest="other", files={}, number="L1", title="T")


def test_a_lab_has_one_revision_of_a_digest(lab: Any) -> None:
    digest = lab.lab_revisions.get().digest
    with pytest.raises(IntegrityError), transaction.atomic():
        LabRevision.objects.create(item=lab, digest=digest, files={}, current=False)


def test_newer_submissions_come_first_and_have_an_address(
    lab: Any, make_submission: Callable[..., Any]
) -> None:
    first, second = make_submission(), make_submission()

    assert list(lab.submissions.all()) == [second, first]
    assert first.get_absolute_url() == f"/courses/ml/labs/twice/submissions/{first.pk}/"
    assert "L9.1 Twice" in str(lab.lab_revisions.get())
