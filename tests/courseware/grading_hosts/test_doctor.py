"""What the doctor says of hosts."""

from __future__ import annotations

import pytest

from courseware.doctor.findings import Level
from courseware.grading_hosts.doctor import hosts_agree
from courseware.grading_hosts.models import GradingHost
from tests.courseware.grading_hosts.hosts import RATIOS, scaled

pytestmark = pytest.mark.django_db


def test_each_host_with_class_calibration_and_whether_it_counts(make_host):
    make_host(ratios=RATIOS)
    make_host("wide", scaled(1.5), deviating=2)
    make_host("new")
    found = {each.name: each for each in hosts_agree()}
    assert found["other"].level is Level.OK and "A processor" in found["other"].sentence
    assert "counts: agrees" in found["other"].sentence
    assert found["wide"].level is Level.WARNING and "gather 1.50" in found["wide"].sentence
    assert "Not calibrated" in found["new"].sentence and found["new"].level is Level.WARNING


def test_without_hosts_and_without_comparison_nothing_is_wrong(settings):
    assert [each.level for each in hosts_agree()] == [Level.OK]
    settings.SPEED_TOLERANCE = 0
    (found,) = hosts_agree()
    assert "SPEED_TOLERANCE is 0" in found.sentence
    assert not GradingHost.objects.exists()
