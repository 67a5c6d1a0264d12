"""What keeps a lab from being loaded, all at once."""

from __future__ import annotations

from pathlib import Path

from tests.grader.verification.checks.finding import found, found_in_changed


def test_lab_without_faults_has_none(tmp_path: Path) -> None:
    assert found_in_changed("files", tmp_path) == []


def test_every_fault_of_reading_is_a_finding(tmp_path: Path) -> None:
    changed = found_in_changed(
        "files",
        tmp_path,
        statement_md=None,
        hints_md="## One\n\nonly\n",
        starter_py="def double(x:",
    )
    assert changed == [
        "hints.md:1: has 1 headings (## Hint 1, ...); expected 3 with text below",
        "starter.py:1: is not Python: '(' was never closed",
        "statement.md:1: the file is missing",
    ]


def test_folder_that_is_not_there_is_a_finding(tmp_path: Path) -> None:
    assert found("files", tmp_path / "nowhere") == [f"{tmp_path}/nowhere:1: is not a folder"]
