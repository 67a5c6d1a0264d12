"""How hosts stand by what is stored."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from courseware.grading_hosts import selectors, services
from courseware.grading_hosts.models import GradingHost
from courseware.grading_hosts.standing import Status
from courseware.grading_hosts.this_host import boot_id, host_name
from tests.courseware.grading_hosts.hosts import RATIOS, calibration, scaled

pytestmark = pytest.mark.django_db


def test_on_a_laptop_nothing_is_held_before_and_after_it_registers():
    assert selectors.own_standing().status == Status.ALONE
    services.register_host()
    assert selectors.own_standing().status == Status.ALONE


def test_beside_another_host_speed_waits_for_the_calibration(make_host):
    make_host(ratios=RATIOS)
    assert selectors.own_standing().status == Status.PENDING
    own = services.register_host()
    assert selectors.own_standing().status == Status.PENDING
    services.record_calibration(own, calibration())
    assert selectors.own_standing().status == Status.AGREES


def test_a_host_that_is_long_gone_is_no_other_host(make_host):
    make_host(ratios=RATIOS, seen_at=timezone.now() - timedelta(days=8))
    assert selectors.own_standing().status == Status.ALONE


@pytest.mark.parametrize("same", [{"name": host_name()}, {"boot": boot_id()}])
def test_an_earlier_start_and_another_container_are_the_same_machine(make_host, same):
    make_host(**same)
    assert selectors.own_standing().status == Status.ALONE


def test_another_class_than_was_registered_is_not_calibrated_yet(make_host):
    make_host(ratios=RATIOS)
    services.record_calibration(services.register_host(), calibration())
    GradingHost.objects.filter(name=host_name()).update(class_key="before the upgrade")
    assert selectors.own_standing().status == Status.PENDING


def test_nothing_is_asked_where_hosts_are_not_compared(settings, django_assert_num_queries):
    settings.SPEED_TOLERANCE = 0
    with django_assert_num_queries(0):
        assert selectors.own_standing().counts


def test_a_grading_asks_three_queries(make_host, django_assert_num_queries):
    make_host(ratios=RATIOS)
    with django_assert_num_queries(3):
        selectors.own_standing()


def test_all_hosts_with_how_they_stand(make_host):
    make_host(ratios=RATIOS)
    make_host("wide", scaled(1.5), deviating=2)
    found = {host.name: standing.status for host, standing in selectors.hosts_with_standing()}
    assert found == {"other": Status.AGREES, "wide": Status.DEVIATES}
    assert selectors.counting_host_is_running()
    GradingHost.objects.filter(name="other").update(seen_at=timezone.now() - timedelta(minutes=9))
    assert not selectors.counting_host_is_running()
    assert selectors.running_statuses() == [Status.DEVIATES]
