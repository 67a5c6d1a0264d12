"""Work that an instructor should look at: void times, and what could not be graded."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from labs.grading.services import grade_submission
from labs.grading.student_report import flag_reason, report_for_student
from labs.models import State, Submission
from tests.labs.writing import DOUBLE

REASON = "The submission took 1.0 µs where reading and writing the data takes 9.0 µs."


def report(void: str) -> dict:
    speed = {"ratio": 0.0, "score": 0.0, "void": void, "note": "No points for speed."}
    return {"performance": speed, "correctness": {"score": 1.0}}


def test_reason_of_a_void_time_is_for_the_instructor_alone() -> None:
    stored = report_for_student(report(REASON))
    assert stored["performance"]["void"] is True
    assert REASON not in str(stored)
    assert flag_reason(report(REASON)) == f"The timing of this submission is invalid. {REASON}"
    assert flag_reason(report("")) == ""
    assert flag_reason({"performance": None}) == ""


def test_void_time_earns_no_points_for_speed_and_is_flagged(
    submit: Callable[..., Any], lab: Any, ben: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("grader.measuring.floor.floor_ns", lambda *_: 1e12)
    submission = submit(DOUBLE)
    grade_submission(submission_id=submission.pk)
    submission.refresh_from_db()
    assert (submission.state, submission.verdict) == (State.DONE, "passed")
    assert (submission.score, submission.speed) == (80.0, 0.0)
    assert "is invalid" in submission.flag


def test_flagged_work_is_listed_for_instructors_only(
    client: Client, submit: Callable[..., Any], lab: Any, ada: Any, ben: Any
) -> None:
    flagged = submit(DOUBLE)
    Submission.objects.filter(pk=flagged.pk).update(state=State.DONE, verdict="passed", flag=REASON)
    failed = submit(DOUBLE + "\n")
    Submission.objects.filter(pk=failed.pk).update(state=State.FAILED, grader_error="No sandbox.")

    client.force_login(ada)
    page = client.get(reverse("gradebook-review", args=[lab.course.slug])).content.decode()
    assert REASON in page
    assert "The grader failed: No sandbox." in page
    assert REASON in client.get(flagged.get_absolute_url()).content.decode()

    client.force_login(ben)
    assert REASON not in client.get(flagged.get_absolute_url()).content.decode()
    assert client.get(reverse("gradebook-review", args=[lab.course.slug])).status_code == 403


def test_without_flagged_work_there_is_nothing_to_review(
    client: Client, lab: Any, ada: Any
) -> None:
    client.force_login(ada)
    page = client.get(reverse("gradebook-review", args=[lab.course.slug])).content.decode()
    assert "Nothing to review" in page


def test_void_time_is_shown_as_a_sentence_and_no_strip(
    client: Client, submit: Callable[..., Any], lab: Any, ben: Any
) -> None:
    submission = submit(DOUBLE)
    stored = report_for_student(report(REASON) | {"thresholds": {}, "weights": {}})
    Submission.objects.filter(pk=submission.pk).update(
        state=State.DONE, verdict="passed", score=80.0, report=stored
    )
    client.force_login(ben)
    page = client.get(submission.get_absolute_url()).content.decode()
    assert "No points for speed." in page
    assert "timing-strip" not in page
