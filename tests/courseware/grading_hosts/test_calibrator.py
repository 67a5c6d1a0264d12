"""When a worker calibrates its host, and that it gives way."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from courseware.grading_hosts import services
from courseware.grading_hosts.calibrator import (
    CalibrationFailed,
    Calibrator,
    Interrupted,
    pairs_due,
)
from courseware.grading_hosts.models import Baseline, GradingHost
from courseware.grading_hosts.standing import TRIES
from courseware.outbox.models import Message
from grader.calibration import this_host
from tests.courseware.grading_hosts.hosts import RATIOS, calibration, scaled

pytestmark = pytest.mark.django_db


@pytest.mark.alone
def test_a_pair_is_measured_by_a_process_of_its_own():
    found = Calibrator().measure(["small_arrays"], gives_way=False)
    assert list(found["ratios"]) == ["small_arrays"] and found["class"] == this_host().key


def test_it_gives_way_to_a_task():
    calibrator = Calibrator()
    calibrator.work_came.set()
    with pytest.raises(Interrupted):
        calibrator.measure([], gives_way=True)


def test_it_ends_with_the_worker():
    calibrator = Calibrator()
    calibrator.stop()
    with pytest.raises(Interrupted):
        calibrator.measure([], gives_way=False)


def test_what_cannot_be_measured_says_why():
    with pytest.raises(CalibrationFailed, match="no_such_pair"):
        Calibrator().measure(["no_such_pair"], gives_way=False)


def test_alone_it_waits_until_nothing_is_graded():
    host = services.register_host()
    assert pairs_due(host, alone=True) == []
    message = Message.objects.create(task="t", done_at=timezone.now())
    assert pairs_due(host, alone=True) is None
    assert pairs_due(host, alone=False) == []
    Message.objects.filter(pk=message.pk).update(done_at=timezone.now() - timedelta(minutes=2))
    assert pairs_due(host, alone=True) == []


def test_only_the_pairs_that_deviate_are_measured_again_and_only_so_often(make_host):
    make_host(ratios=RATIOS)
    host = services.register_host()
    for _ in range(TRIES - 1):
        host = services.record_calibration(host, calibration(scaled(1.2)))
        assert pairs_due(host, alone=False) == ["gather"]
    host = services.record_calibration(host, calibration(scaled(1.2)))
    assert pairs_due(host, alone=False) is None
    host.calibrated_at -= timedelta(hours=1)
    assert pairs_due(host, alone=False) == []


def test_a_host_that_agrees_is_left_alone_until_an_operator_asks(make_host):
    make_host(ratios=RATIOS)
    host = services.record_calibration(services.register_host(), calibration())
    assert pairs_due(host, alone=False) is None
    services.ask_again(host)
    host.refresh_from_db()
    assert pairs_due(host, alone=False) == []


@pytest.mark.alone
@pytest.mark.slow
def test_a_look_calibrates_the_host_and_stores_it(make_host, monkeypatch):
    """With a set of one pair, measured in earnest beside a baseline that it cannot agree with."""
    make_host(ratios={"gather": {"ratio": 50.0, "low": 49.0, "high": 51.0}})
    calibrator = Calibrator()
    measure = calibrator.measure
    monkeypatch.setattr(calibrator, "measure", lambda pairs, **given: measure(["gather"], **given))
    for count in range(1, TRIES + 1):
        calibrator.look()
        own = GradingHost.objects.get(class_key=this_host().key)
        assert own.deviating == count
    calibrator.look()
    own.refresh_from_db()
    assert (own.deviating, own.busy_until) == (TRIES, None)
    assert Baseline.objects.get().name == "other"


def test_a_failure_is_not_tried_again_at_once(make_host, monkeypatch):
    make_host(ratios=RATIOS)
    calibrator, asked = Calibrator(), []

    def fail(pairs, **given):
        asked.append(pairs)
        raise CalibrationFailed("no sandbox")

    monkeypatch.setattr(calibrator, "measure", fail)
    calibrator.look()
    calibrator.look()
    assert asked == [[]]
    assert GradingHost.objects.get(class_key=this_host().key).busy_until is None
