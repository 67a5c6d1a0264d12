"""Limits that follow from those in the settings."""

from __future__ import annotations

import resource
import subprocess
import sys
from dataclasses import replace

from django.conf import settings

from courseware.serving.limits import Limits
from tests.site import ROOT

LIMITS = Limits(**settings.WEB_LIMITS)


def test_there_are_fewer_requests_than_connections_so_that_some_can_be_evicted():
    assert 0 < LIMITS.requests < LIMITS.connections
    assert 0 < LIMITS.requests_per_address < LIMITS.per_address


def test_an_address_may_have_one_request_however_few_connections_it_has():
    assert replace(LIMITS, per_address=1).requests_per_address == 1


def test_all_bodies_together_hold_some_of_the_largest_size():
    assert LIMITS.bodies_bytes % LIMITS.body_bytes == 0
    assert LIMITS.bodies_bytes > LIMITS.body_bytes


def test_a_process_may_open_as_many_files_as_the_system_permits():
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    program = (
        "import resource; from courseware.serving.limits import raise_descriptor_limit;"
        f"resource.setrlimit(resource.RLIMIT_NOFILE, (64, {hard}));"
        "raise_descriptor_limit(); print(resource.getrlimit(resource.RLIMIT_NOFILE)[0])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert int(done.stdout) == hard
