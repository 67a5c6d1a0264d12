"""The command: a line for each finding, JSON, and an exit status for scripts."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.management import call_command

from courseware.doctor import examination, findings
from courseware.doctor.findings import canary, check, failed, ok, warn


@pytest.fixture(autouse=True)
def registered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two groups and a canary of the test's own."""
    monkeypatch.setattr(examination, "CHECKS", checks := {})
    monkeypatch.setattr(examination, "CANARIES", canaries := {})
    monkeypatch.setattr(findings, "CHECKS", checks)
    monkeypatch.setattr(findings, "CANARIES", canaries)
    monkeypatch.setattr(examination, "_discover", lambda: None)
    check("disk")(lambda: [ok("room", "There is room."), warn("age", "It is old.")])
    check("clock")(lambda: [ok("skew", "It is right.")])
    canary("bird")(lambda seconds: [failed("song", f"It was silent for {seconds:.0f} s.")])


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    try:
        call_command("doctor", *arguments)
    except SystemExit as end:
        return int(end.code or 0), capsys.readouterr().out
    return 0, capsys.readouterr().out


def test_warnings_do_not_fail(capsys: pytest.CaptureFixture[str]):
    status, output = run(capsys)
    assert status == 0
    assert "warning  disk: age. It is old." in output
    assert output.endswith("0 failed, 1 warnings, 2 ok\n")


def test_a_failure_is_the_exit_status(capsys: pytest.CaptureFixture[str]):
    status, output = run(capsys, "--canary", "--seconds", "9")
    assert status == 1
    assert "FAILED   bird: song. It was silent for 9 s." in output


def test_quiet_leaves_out_what_is_ok(capsys: pytest.CaptureFixture[str]):
    _, output = run(capsys, "--quiet")
    assert "There is room" not in output
    assert "It is old" in output


def test_groups_can_be_skipped(capsys: pytest.CaptureFixture[str]):
    status, output = run(capsys, "--canary", "--skip", "bird", "--skip", "clock")
    assert (status, "skew" in output, "room" in output) == (0, False, True)


def test_json_for_scripts(capsys: pytest.CaptureFixture[str]):
    status, output = run(capsys, "--json", "--canary")
    report: dict[str, Any] = json.loads(output)
    assert status == 1
    assert report["ok"] is False
    assert list(report["groups"]) == ["disk", "clock", "bird"]
    assert report["groups"]["disk"][0] == ok("room", "There is room.").as_dict()
