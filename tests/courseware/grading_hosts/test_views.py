"""The operator's page."""

from __future__ import annotations

import pytest
from django.test import Client

from courseware.grading_hosts.models import Baseline, GradingHost
from tests.courseware.grading_hosts.hosts import RATIOS, scaled

PAGE = "/hosts/"


@pytest.fixture
def operator(admin_user):
    client = Client()
    client.force_login(admin_user)
    return client


def test_classes_ratios_and_what_counts_are_shown(operator, make_host):
    assert "No hosts yet" in operator.get(PAGE).content.decode()
    make_host(ratios=RATIOS)
    make_host("wide", scaled(1.5), deviating=2)
    shown = operator.get(PAGE).content.decode()
    assert "A processor" in shown and "counts: agrees with the baseline" in shown
    assert "held: does not agree with the baseline" in shown and "1.500" in shown


def test_an_operator_chooses_the_baseline(operator, make_host):
    make_host(ratios=RATIOS)
    wide = make_host("wide", scaled(1.5))
    empty = make_host("empty")
    assert operator.post(PAGE, {"baseline": wide.pk}).url == PAGE
    operator.post(PAGE, {"baseline": empty.pk})
    assert Baseline.objects.get().name == "wide"
    assert "It was chosen here." in operator.get(PAGE).content.decode()


def test_an_operator_calibrates_again_and_removes(operator, make_host):
    host = make_host(ratios=RATIOS)
    operator.post(PAGE, {"again": host.pk})
    host.refresh_from_db()
    assert host.asked_at is not None
    operator.post(PAGE, {"forget": host.pk})
    assert not GradingHost.objects.exists()


@pytest.mark.parametrize("key", ["x", "", "99999999999999999999", "²"])
def test_a_host_that_is_none_changes_nothing(operator, make_host, key):
    make_host(ratios=RATIOS)
    assert operator.post(PAGE, {"forget": key}).status_code == 302
    assert GradingHost.objects.count() == 1


def test_a_tolerance_of_zero_is_told(operator, settings):
    settings.SPEED_TOLERANCE = 0
    assert "SPEED_TOLERANCE is 0" in operator.get(PAGE).content.decode()
