"""Whether this host may measure the speed of a lab."""

from __future__ import annotations

from dataclasses import replace

import pytest

from labs import revisions
from labs.grading.speed_holds import may_measure, without_speed
from tests.courseware.grading_hosts.hosts import RATIOS, add_host

pytestmark = pytest.mark.django_db


def test_points_for_speed_need_a_host_that_counts(lab):
    found = revisions.load(lab.lab_revisions.get())
    assert may_measure(found)
    add_host(ratios=RATIOS)
    assert not may_measure(found)
    assert may_measure(without_speed(found))


def test_other_points_stay(lab):
    found = revisions.load(lab.lab_revisions.get())
    weights = without_speed(found).weights
    assert weights == {**found.weights, "performance": 0.0}
    assert replace(without_speed(found), weights=found.weights) == found
