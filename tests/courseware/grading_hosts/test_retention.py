"""Hosts without workers are deleted some day; the baseline stays."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from courseware.grading_hosts.models import Baseline, GradingHost
from courseware.retention.services import prune
from tests.courseware.grading_hosts.hosts import RATIOS


def test_a_host_goes_when_no_worker_has_announced_it_for_long(make_host):
    make_host(ratios=RATIOS, seen_at=timezone.now() - timedelta(days=31))
    kept = make_host("running")
    assert prune()["hosts without workers"] == 1
    assert GradingHost.objects.get() == kept
    assert Baseline.objects.get().name == "other"
