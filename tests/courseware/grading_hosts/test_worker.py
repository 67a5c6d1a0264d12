"""A real worker registers its host and calibrates it, in earnest."""

from __future__ import annotations

from pathlib import Path

import pytest

from courseware.grading_hosts.models import GradingHost
from courseware.grading_hosts.selectors import own_standing
from courseware.grading_hosts.standing import Status
from courseware.grading_hosts.this_host import host_name
from grader.calibration import all_pairs, this_host
from tests.courseware.grading_hosts.hosts import add_host
from tests.labs.workers import run_worker, wait_for

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow, pytest.mark.alone]


def test_beside_another_host_a_worker_calibrates_at_once(redis_server: str, tmp_path: Path) -> None:
    add_host()
    log = tmp_path / "worker.log"
    with run_worker(redis_server, log):
        calibrated = GradingHost.objects.filter(name=host_name(), calibrated_at__isnull=False)
        own = wait_for(calibrated.all().first, log)
    assert (own.class_key, set(own.ratios)) == (this_host().key, set(all_pairs()))
    assert own.busy_until is None and own.seconds > 0
    assert own_standing().status == Status.AGREES  # it is the baseline
