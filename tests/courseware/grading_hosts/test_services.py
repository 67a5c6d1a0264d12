"""Registering, calibrating and choosing what hosts are compared with."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from courseware.grading_hosts import services
from courseware.grading_hosts.models import Baseline, GradingHost
from courseware.grading_hosts.standing import TRIES
from grader.calibration import this_host
from tests.courseware.grading_hosts.hosts import RATIOS, calibration, scaled

pytestmark = pytest.mark.django_db


def test_a_host_has_one_row_a_boot_whatever_number_of_workers():
    first, second = services.register_host(), services.register_host()
    assert first == second and GradingHost.objects.count() == 1
    assert first.words == this_host().words


def test_it_says_every_minute_that_it_is_there():
    host = services.register_host()
    long_ago = timezone.now() - timedelta(minutes=2)
    GradingHost.objects.update(seen_at=long_ago)
    assert services.register_host().seen_at > long_ago
    assert host.seen_at > long_ago


def test_another_class_is_calibrated_anew():
    services.record_calibration(services.register_host(), calibration())
    GradingHost.objects.update(class_key="before the upgrade")
    host = services.register_host()
    assert (host.class_key, host.ratios, host.calibrated_at) == (this_host().key, {}, None)


def test_only_one_worker_of_a_host_calibrates():
    host = services.register_host()
    assert services.claim(host)
    assert not services.claim(host)
    services.release(host)
    assert services.claim(host)
    services.record_calibration(host, calibration())
    assert services.claim(host)


def test_the_first_calibration_is_the_baseline_and_stays_it(make_host):
    own = services.record_calibration(services.register_host(), calibration())
    make_host(ratios=scaled(1.2))
    baseline = Baseline.objects.get()
    assert (baseline.name, baseline.ratios, baseline.designated) == (own.name, RATIOS, False)


def test_deviations_are_counted_until_one_calibration_agrees(make_host):
    make_host(ratios=RATIOS)
    own = services.register_host()
    for count in range(1, TRIES + 2):
        own = services.record_calibration(own, calibration(scaled(1.2)))
        assert own.deviating == count
    own = services.record_calibration(own, calibration({"gather": RATIOS["gather"]}))
    assert (own.deviating, own.ratios) == (0, RATIOS)


def test_a_calibration_of_the_class_before_is_dropped(make_host):
    own = services.register_host()
    found = services.record_calibration(own, calibration(**{"class": "another"}))
    assert found.ratios == {} and not Baseline.objects.exists()


def test_an_upgrade_of_the_baselines_machine_moves_the_baseline(make_host):
    other = make_host(ratios=RATIOS)
    services.designate(other)
    GradingHost.objects.filter(pk=other.pk).update(class_key="c1")
    services.record_calibration(other, calibration(scaled(1.3), **{"class": "c1"}))
    baseline = Baseline.objects.get()
    assert (baseline.class_key, baseline.designated) == ("c1", True)
    assert baseline.ratios == scaled(1.3)


def test_another_set_of_programs_begins_anew(make_host):
    services.designate(make_host(ratios=RATIOS))
    Baseline.objects.update(digest="of an earlier release")
    own = services.record_calibration(services.register_host(), calibration(scaled(1.3)))
    baseline = Baseline.objects.get()
    assert (baseline.name, baseline.designated, own.deviating) == (own.name, False, 0)


def test_an_operator_chooses_and_all_are_judged_anew(make_host):
    make_host(ratios=RATIOS)
    wide = make_host("wide", scaled(1.5))
    other = GradingHost.objects.get(name="other")
    services.designate(wide)
    assert Baseline.objects.get().name == "wide" and Baseline.objects.get().designated
    assert services.deviating_pairs(other, Baseline.objects.get()) == ["gather"]
    assert services.deviating_pairs(wide, Baseline.objects.get()) == []


def test_a_host_that_agrees_stands_in_for_a_baseline_whose_host_is_gone(make_host):
    other = make_host(ratios=RATIOS)
    own = services.record_calibration(services.register_host(), calibration(scaled(1.02)))
    services.hand_over(own)
    assert Baseline.objects.get().name == "other"
    services.forget(other)
    services.hand_over(own)
    baseline = Baseline.objects.get()
    assert (baseline.name, baseline.ratios) == (own.name, RATIOS)


def test_one_that_deviates_does_not(make_host):
    other = make_host(ratios=RATIOS)
    own = services.record_calibration(services.register_host(), calibration(scaled(1.5)))
    services.forget(other)
    services.hand_over(own)
    assert Baseline.objects.get().name == "other"


def test_an_operator_asks_for_another_calibration(make_host):
    host = make_host(ratios=RATIOS)
    services.ask_again(host)
    host.refresh_from_db()
    assert host.asked_at is not None
    assert services.record_calibration(host, calibration(**{"class": "c0"})).asked_at is None
