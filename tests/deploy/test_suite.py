"""Which tests `make test`, `make test-quick` and `make test-full` run."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from deploy import suite

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The arguments of each run of pytest, none of which happens."""
    made: list[list[str]] = []

    def run(command: list[str], **_: Any) -> Any:
        made.append(command[3:])
        return type("Done", (), {"returncode": 0})()

    monkeypatch.setattr(suite.subprocess, "run", run)
    return made


def test_the_default_suite_leaves_out_what_is_slow():
    assert suite.plan(full=False, quick=False, cores=4) == [
        *("-q", "--costs", "--processes=6", "-m", "not slow")
    ]


def test_the_full_suite_leaves_nothing_out():
    assert suite.plan(full=True, quick=False, cores=2) == ["-q", "--costs", "--processes=4"]


def test_the_quick_suite_has_a_process_for_each_core():
    assert suite.plan(full=False, quick=True, cores=2) == ["-q", "--quick", "--processes=2"]


def test_tests_and_what_they_start_keep_their_bytecode(monkeypatch: pytest.MonkeyPatch):
    given: list[dict[str, str]] = []

    def run(command: list[str], env: dict[str, str], **_: Any) -> Any:
        given.append(env)
        return type("Done", (), {"returncode": 0})()

    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.setattr(suite.subprocess, "run", run)
    suite.main(["--quick"])
    assert [("PYTHONDONTWRITEBYTECODE" in each, each["LANG"]) for each in given] == [
        (False, "C.UTF-8")
    ]


@pytest.mark.parametrize("room", ["quizzes", "grader/sandbox", "attacks", "journeys", "deploy"])
def test_a_room_is_a_folder_of_tests(room: str, runs: list[list[str]]):
    assert suite.main(["--room", room]) == 0
    assert [run[-1] for run in runs] == [f"tests/{room}"]


@pytest.mark.parametrize("room", ["nothing", "../courseware", "bench/../../labs"])
def test_an_unknown_room_is_reported_with_those_there_are(
    room: str, runs: list[list[str]], capsys: pytest.CaptureFixture[str]
):
    assert suite.main(["--room", room]) == 1
    assert runs == []
    error = capsys.readouterr().err
    assert f"There are no tests of {room}." in error
    assert "courseware, deploy, frontend, fuzz, grader" in error


def test_arguments_for_pytest_choose_the_tests_themselves(runs: list[list[str]]):
    assert suite.main(["tests/labs", "-k", "submit"]) == 0
    assert runs == [["tests/labs", "-k", "submit"]]


def test_arguments_for_pytest_stay_inside_the_room(runs: list[list[str]]):
    assert suite.main(["--room", "labs", "-x"]) == 0
    assert runs == [["tests/labs", "-x"]]


@pytest.mark.parametrize("status", [0, 1, 5])
def test_the_status_is_that_of_pytest(status: int, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(suite, "_pytest", lambda arguments: status)
    assert suite.main([]) == status


def test_every_package_has_a_room_of_tests():
    for package in ("grader", "courseware", "labs", "quizzes", "deploy"):
        assert suite._paths(package) == [f"tests/{package}"]
