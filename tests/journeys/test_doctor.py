"""The doctor on a running site: nothing fails, and the workers grade the canary."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from tests.site import ROOT, Site


@pytest.mark.slow
def test_a_running_site_is_healthy_and_grades_the_canary(site: Site):
    process = subprocess.run(
        [sys.executable, "manage.py", "doctor", "--canary", "--json"],
        cwd=ROOT,
        env={**os.environ, "COURSEWARE_VAR": str(site.var)},
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    report = json.loads(process.stdout)
    failures = [f for group in report["groups"].values() for f in group if f["level"] == "failed"]
    assert (process.returncode, failures) == (0, [])
    assert [finding["level"] for finding in report["groups"]["canary"]] == ["ok", "ok"]
