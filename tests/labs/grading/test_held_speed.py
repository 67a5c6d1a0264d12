"""A host that deviates grades correctness and holds speed; one that agrees measures it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from courseware.gradebook.models import Score
from courseware.grading_hosts import services as hosts
from courseware.grading_hosts.models import Baseline, GradingHost
from courseware.grading_hosts.standing import TRIES
from courseware.outbox.models import Message
from grader.calibration import calibrate
from labs import overview
from labs.api import presenters
from labs.grading.held_speed import measure_held_speed
from labs.grading.services import grade_submission
from labs.models import MEASURE_SPEED, Submission
from labs.pages.result_panel import result_panel
from labs.submissions.services import regrade
from tests.courseware.grading_hosts.hosts import add_host
from tests.labs.writing import DOUBLE, HALF_WRONG

pytestmark = pytest.mark.django_db
PAIR = "small_arrays"


@pytest.fixture
def measured() -> dict[str, Any]:
    """What this host really measures for one pair."""
    return calibrate([PAIR], rounds=1).as_dict()


@pytest.fixture
def deviating(measured: dict[str, Any]) -> dict[str, Any]:
    """This host beside a baseline with ratios half as large, calibrated as often as it takes."""
    halved = {name: value / 2 for name, value in measured["ratios"][PAIR].items()}
    add_host(ratios={PAIR: halved})
    own = hosts.register_host()
    for _ in range(TRIES):
        own = hosts.record_calibration(own, measured)
    return measured


def agree(measured: dict[str, Any]) -> None:
    """The baseline is what this host measures: the calibration that follows matches it."""
    Baseline.objects.update(ratios=measured["ratios"])
    hosts.record_calibration(hosts.register_host(), measured)


def graded(submission: Any) -> Submission:
    grade_submission(submission_id=submission.pk)
    return Submission.objects.get(pk=submission.pk)


def test_correctness_is_final_and_speed_is_held(deviating: Any, submit: Any, lab: Any, ben: Any):
    found = graded(submit(DOUBLE))
    points = found.report["weights"]["correctness"]
    assert (found.state, found.verdict, found.correctness) == ("done", "passed", 1.0)
    assert (found.speed_held, found.speed, found.score) == (True, None, points)
    assert found.report["performance"] is None and 0 < points < 100
    assert Score.objects.get(item=lab, user=ben).fraction == points / 100
    message = Message.objects.get(done_at=None)
    assert (message.task, message.args, message.owner) == (MEASURE_SPEED, [found.pk], ben.pk)


def test_student_and_staff_are_told_that_no_points_are_lost(deviating: Any, submit: Any):
    found = graded(submit(DOUBLE))
    panel = result_panel(found)
    assert panel.speed_held and "Speed has not been measured yet" in panel.report
    assert "can add up to" in panel.report
    assert "speed not measured yet" in overview.status_text(found)


def test_a_host_that_deviates_leaves_it_to_others(deviating: Any, submit: Any):
    found = graded(submit(DOUBLE))
    measure_held_speed(submission_id=found.pk)
    message = Message.objects.get(task=MEASURE_SPEED)
    wait = message.due_at - timezone.now()
    assert message.done_at is None and timedelta(0) < wait < timedelta(seconds=11)
    GradingHost.objects.filter(name="other").update(seen_at=timezone.now() - timedelta(hours=1))
    measure_held_speed(submission_id=found.pk)
    message.refresh_from_db()
    assert message.due_at - timezone.now() > timedelta(seconds=50)
    assert Submission.objects.get(pk=found.pk).speed_held


def test_it_counts_again_after_a_calibration_that_matches(
    deviating: Any, submit: Any, lab: Any, ben: Any
):
    found = graded(submit(DOUBLE))
    agree(deviating)
    measure_held_speed(submission_id=found.pk)
    after = Submission.objects.get(pk=found.pk)
    assert (after.speed_held, after.verdict, after.correctness) == (False, "passed", 1.0)
    assert after.report["performance"]["ratio"] > 0 and after.speed is not None
    assert after.score == pytest.approx(80 + 20 * after.speed, abs=0.01)
    assert Score.objects.get(item=lab, user=ben).fraction == after.score / 100
    assert not Message.objects.filter(done_at=None).exists()
    assert not result_panel(after).speed_held
    later = graded(submit(DOUBLE, key="later"))
    assert not later.speed_held and later.report["performance"]["ratio"] > 0


def test_what_is_not_all_right_has_no_speed_to_hold(deviating: Any, submit: Any):
    found = graded(submit(HALF_WRONG))
    assert not found.speed_held and found.verdict != "passed"
    assert found.report["weights"]["performance"] > 0
    assert not Message.objects.filter(done_at=None).exists()


def test_a_submission_that_was_graded_again_meanwhile_is_left_alone(deviating: Any, submit: Any):
    found = graded(submit(DOUBLE))
    agree(deviating)
    regrade(submissions=[found])
    measure_held_speed(submission_id=found.pk)  # while it waits to be graded
    assert not Message.objects.filter(task=MEASURE_SPEED, done_at=None).exists()
    again = graded(found)
    assert not again.speed_held and again.speed is not None


def test_the_only_host_holds_nothing(submit: Any):
    hosts.register_host()
    found = graded(submit(DOUBLE))
    assert not found.speed_held and found.report["performance"]["ratio"] > 0


def test_the_api_says_so(deviating: Any, submit: Any, rf: Any):
    found = graded(submit(DOUBLE))
    request = rf.get("/")
    request.access = AllAccess()
    shown = presenters.submission(request, found)
    assert (shown["speed_held"], shown["speed"], shown["correctness"]) == (True, None, 1.0)


class AllAccess:
    """Of somebody who sees everything."""

    def may(self, permission: object) -> bool:
        return True
