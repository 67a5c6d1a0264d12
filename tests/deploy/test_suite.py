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


def marks(arguments: list[str]) -> str:
    return arguments[arguments.index("-m") + 1]


def test_what_measures_time_runs_by_itself_afterwards():
    parallel, alone = suite.plan([], full=False, quick=False, cores=4)
    assert parallel[:2] == ["-n", "5"]
    assert marks(parallel) == "not alone and not slow"
    assert marks(alone) == "alone and not slow"
    assert "-n" not in alone


def test_the_full_suite_leaves_nothing_out():
    parallel, alone = suite.plan([], full=True, quick=False, cores=2)
    assert (marks(parallel), marks(alone)) == ("not alone", "alone")


def test_the_quick_suite_is_one_run():
    assert suite.plan(["tests/labs"], full=False, quick=True, cores=2) == [
        ["-n", "2", "tests/labs", "--quick"]
    ]


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
    assert len(runs) == 2
    assert all(f"tests/{room}" in run for run in runs)


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


@pytest.mark.parametrize(
    ("statuses", "status"), [((0, 5), 0), ((1, 5), 1), ((5, 5), 5), ((0, 1), 1), ((5, 0), 0)]
)
def test_a_run_without_tests_is_no_failure_unless_there_are_none_at_all(
    statuses: tuple[int, int], status: int, monkeypatch: pytest.MonkeyPatch
):
    left = list(statuses)
    monkeypatch.setattr(suite, "_pytest", lambda arguments: left.pop(0))
    assert suite.main([]) == status


def test_every_package_has_a_room_of_tests():
    for package in ("grader", "courseware", "labs", "quizzes", "deploy"):
        assert suite._paths(package) == [f"tests/{package}"]
