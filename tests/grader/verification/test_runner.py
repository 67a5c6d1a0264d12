from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.sandbox import SandboxUnavailable
from grader.verification import QUICK, Effort, Kind, Result, Work, checks_for, run_check, verify
from grader.verification.finding import Finding
from grader.verification.runner import _groups
from grader.verification.state import State
from tests.grader.small_lab import FILES, write_lab
from tests.site import processes_of


def test_checks_of_several_labs_come_in_order(tmp_path: Path) -> None:
    folders = [write_lab(tmp_path, slug) for slug in ("one", "two")]
    found = list(verify(folders, Work(QUICK, (tmp_path,))))
    expected = [(folder, name) for folder in folders for name in checks_for(QUICK)]
    assert [(result.folder, result.check) for result in found] == expected


def test_checks_that_share_what_they_find_are_one_task() -> None:
    groups = _groups(Effort())
    assert ["mistakes", "explanations"] in groups
    assert [name for group in groups for name in group] == list(checks_for(Effort()))


@pytest.mark.slow
def test_processes_find_what_one_finds(tmp_path: Path) -> None:
    wrong = FILES["mistakes/squares.py"]
    folders = [write_lab(tmp_path, slug, solutions__adding_py=wrong) for slug in ("one", "two")]

    def found(jobs: int) -> set[tuple[str, str, int]]:
        results = verify(folders, Work(QUICK, (tmp_path,)), jobs)
        return {(r.folder.name, r.check, len(r.findings)) for r in results}

    assert found(2) == found(1)


@pytest.mark.slow
def test_processes_end_with_the_one_that_started_them(tmp_path: Path) -> None:
    folders = [write_lab(tmp_path, slug) for slug in ("one", "two")]
    command = [sys.executable, "-m", "grader", "verify", "--jobs", "2", *map(str, folders)]
    mark = {"COURSEWARE_VAR": str(tmp_path)}

    def wait_until(true: Callable[[], bool]) -> bool:
        end = time.monotonic() + 120
        while not (reached := true()) and time.monotonic() < end:
            time.sleep(0.1)
        return reached

    with subprocess.Popen(command, env=os.environ | mark, stdout=subprocess.DEVNULL) as process:
        assert wait_until(lambda: len(processes_of(tmp_path)) >= 3)
        process.kill()
    assert wait_until(lambda: not processes_of(tmp_path))


def test_lab_that_cannot_be_run_keeps_only_some_checks_waiting(tmp_path: Path) -> None:
    folder = write_lab(tmp_path, reference_py="def double(x)\n", statement_md="Nothing.\n")
    results = {r.check: r for r in verify([folder], Work(Effort(), (tmp_path,)))}
    waiting = {name for name, result in results.items() if result.waits}
    assert {"solutions", "mutants", "speed"} <= waiting
    assert results["files"].faults
    assert results["texts"].faults


def test_what_was_kept_is_not_done_again(tmp_path: Path) -> None:
    folder = write_lab(tmp_path / "labs", statement_md="Nothing.\n")
    work = Work(QUICK, (tmp_path / "labs",), State(tmp_path / "state"))
    first, again = run_check(folder, "texts", work), run_check(folder, "texts", work)
    assert (first.kept, again.kept) == (False, True)
    assert again.findings == first.findings != []
    (folder / "statement.md").write_text("Something else.\n")
    assert not run_check(folder, "texts", work).kept


def test_exception_of_a_labs_own_code_is_a_finding(tmp_path: Path) -> None:
    later = (
        FILES["cases.py"].replace(
            "def hidden(rng):",
            "def hidden(rng):\n    hidden.times += 1\n    1 / (3 - hidden.times)\n",
        )
        + "\n\nhidden.times = 0\n"
    )
    folder = write_lab(tmp_path, cases_py=later)
    (only,) = run_check(folder, "cases", Work(Effort(), (tmp_path,))).findings
    assert str(only) == (
        f"{folder}:1: cannot be verified: ZeroDivisionError: division by zero. See which of the "
        "lab's files raises this."
    )


def test_host_without_a_sandbox_is_no_fault_of_the_lab(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise SandboxUnavailable("User namespaces are switched off.")

    monkeypatch.setattr("grader.judging.runner.open_session", refuse)
    with pytest.raises(SandboxUnavailable):
        run_check(write_lab(tmp_path), "solutions", Work(QUICK, (tmp_path,)))


def test_only_faults_count_as_faults(tmp_path: Path) -> None:
    findings = [Finding("a", 1, "b", kind=kind) for kind in Kind]
    result = Result(tmp_path, "texts", findings, 1.234)
    assert result.faults == [findings[0]]
    assert result.as_dict()["seconds"] == 1.23
    assert [f["kind"] for f in result.as_dict()["findings"]] == ["fault", "not decided", "note"]
