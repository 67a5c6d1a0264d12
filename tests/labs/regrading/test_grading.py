"""Speed is kept from the stored report, and measured only where there is none or it is asked."""

from dataclasses import replace

import pytest

from grader import SandboxUnavailable
from grader.lab import Thresholds
from labs import revisions
from labs.models import State
from labs.regrading.grading import grade_again, score_of
from tests.courseware.grading_hosts.hosts import RATIOS, add_host
from tests.labs.writing import DOUBLE, HALF_WRONG

pytestmark = pytest.mark.django_db
PERFORMANCE = {"ratio": 6.0, "low": 5.9, "high": 6.1, "score": 0.5229, "void": False}


@pytest.fixture
def lab_of(lab):
    return revisions.load(lab.lab_revisions.get(current=True))


@pytest.fixture
def timed(submit, lab_of):
    """Passed, and timed some day at six times the reference's time."""

    def make(code=DOUBLE, **performance):
        submission = submit(code)
        submission.report = {
            "performance": PERFORMANCE | performance,
            "scaling": None,
            "memory": {"submission_mib": 1.0, "reference_mib": 1.0},
            "weights": dict(lab_of.weights),
            "thresholds": {"full_at": 2.0, "zero_at": 20.0},
            "result": None,
            "correctness": {"score": 1.0},
        }
        submission.state, submission.score = State.DONE, 90.46
        return submission

    return make


def test_speed_is_kept_to_the_last_digit(timed, lab_of):
    found = grade_again(lab_of, timed(), measure=False)
    assert found.report["performance"] == PERFORMANCE
    assert found.report["memory"] == {"submission_mib": 1.0, "reference_mib": 1.0}
    assert (found.report["score"], found.note, found.measured) == (90.46, "speed kept", False)


def test_other_weights_are_applied_to_the_stored_score(timed, lab_of):
    lab = replace(lab_of, weights={"correctness": 50.0, "performance": 50.0})
    report = grade_again(lab, timed(), measure=False).report
    assert report["score"] == round(50 + 50 * 0.5229, 2)
    assert report["weights"] == {"correctness": 50.0, "performance": 50.0}


def test_other_thresholds_are_applied_to_the_stored_ratio(timed, lab_of):
    lab = replace(lab_of, thresholds=Thresholds(6.0, 60.0))
    found = grade_again(lab, timed(), measure=False)
    assert found.report["performance"]["score"] == 1.0
    assert found.report["performance"]["ratio"] == 6.0
    assert found.report["score"] == 100.0
    assert "stored ratio" in found.note


def test_a_void_time_stays_void(timed, lab_of):
    lab = replace(lab_of, thresholds=Thresholds(6.0, 60.0))
    submission = timed(void=True, score=0.0)
    submission.score = 80.0
    report = grade_again(lab, submission, measure=False).report
    assert report["score"] == 80.0


def test_who_fails_a_case_now_has_no_points_for_speed(timed, lab_of):
    found = grade_again(lab_of, timed(HALF_WRONG), measure=False)
    assert found.report["performance"] is None
    assert found.report["score"] < 80
    assert found.note == "no points for speed"


def test_it_is_measured_where_it_never_was_and_where_that_is_asked(timed, lab_of):
    submission = timed()
    asked = grade_again(lab_of, submission, measure=True)
    assert asked.measured
    assert asked.report["performance"]["ratio"] != 6.0
    submission.report = {}
    assert grade_again(lab_of, submission, measure=False).measured


def test_a_stored_ratio_earns_what_a_measurement_of_it_would(lab_of):
    assert round(score_of(PERFORMANCE, lab_of.thresholds), 4) == 0.5229
    at_an_edge = PERFORMANCE | {"low": 3.0}
    assert score_of(at_an_edge, lab_of.thresholds) > 0.5229


def test_a_host_whose_speed_does_not_count_leaves_the_measuring_to_another(submit, lab_of):
    add_host(ratios=RATIOS)
    submission = submit(DOUBLE)
    with pytest.raises(SandboxUnavailable, match="Another host"):
        grade_again(lab_of, submission, measure=False)
    submission.code = HALF_WRONG
    found = grade_again(lab_of, submission, measure=True)
    assert found.report["performance"] is None
    assert found.report["weights"] == dict(lab_of.weights)


def test_it_keeps_a_speed_that_was_measured_elsewhere(timed, lab_of):
    add_host(ratios=RATIOS)
    assert grade_again(lab_of, timed(), measure=False).note == "speed kept"
