"""Walls are tried by programs that run into them, in real sandboxes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from courseware.doctor.checks import sandbox
from courseware.doctor.checks.sandbox import PROGRAM, Wall, judge, sandbox_holds, try_wall, walls
from courseware.doctor.findings import Level
from grader.results.verdicts import Verdict
from grader.sandbox import Host, Outcome, SandboxUnavailable

WALL = walls()[0]


def test_all_walls_of_this_host_hold():
    levels = {finding.name: finding.level for finding in sandbox_holds()}
    assert {wall.name for wall in walls()} <= set(levels)
    assert Level.FAILED not in levels.values()


def test_what_a_program_can_do_is_a_breach():
    """A root folder is there, and the check must be able to see it."""
    wall = Wall("files", "read", "read files", arguments=("/",))
    finding = try_wall(wall)
    assert finding.level is Level.FAILED
    assert "can read files" in finding.sentence


def test_the_programs_are_real_attacks_outside_of_a_sandbox(tmp_path: Any):
    functions: dict[str, Any] = {}
    exec(PROGRAM, functions)
    assert functions["read"](str(tmp_path))
    assert functions["start_program"]()
    assert functions["see_processes"]()


@pytest.mark.parametrize(
    ("outcome", "level"),
    [
        (Outcome(Verdict.passed, value=False), Level.OK),
        (Outcome(Verdict.forbidden_call), Level.OK),
        (Outcome(Verdict.passed, value=True), Level.FAILED),
        (Outcome(Verdict.raised, detail="NameError"), Level.FAILED),
        (Outcome(Verdict.does_not_parse), Level.FAILED),
    ],
)
def test_only_a_wall_stops_a_program(outcome: Outcome, level: Level):
    assert judge(WALL, outcome).level is level


def test_a_stop_that_is_expected_counts():
    time = replace(WALL, stops=(Verdict.time_limit,))
    assert judge(time, Outcome(Verdict.time_limit)).level is Level.OK
    assert judge(time, Outcome(Verdict.forbidden_call)).level is Level.FAILED


def test_a_host_without_sandbox_is_reported_once(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sandbox, "probe", lambda: Host(refuses="No user namespaces."))
    (finding,) = sandbox_holds()
    assert finding.level is Level.FAILED
    assert "No user namespaces." in finding.sentence


def test_a_sandbox_that_fails_later_is_reported(monkeypatch: pytest.MonkeyPatch):
    def refuse(*_: Any) -> None:
        raise SandboxUnavailable("No memory left.")

    monkeypatch.setattr(sandbox, "open_session", refuse)
    assert try_wall(WALL).sentence == "No memory left."
