from __future__ import annotations

from pathlib import Path

import pytest

from grader.files.faults import Faults
from grader.verification.finding import (
    Finding,
    Kind,
    findings_of,
    line_of_case,
    line_of_key,
    line_with,
)


@pytest.mark.parametrize(
    ("finding", "text"),
    [
        (Finding("a.py", 3, "is wrong"), "a.py:3: is wrong"),
        (Finding("a.py", 3, "is wrong", "Mend it."), "a.py:3: is wrong. Mend it."),
        (Finding("a.py", 3, "Is it?", "No.", Kind.note), "a.py:3: note: Is it? No."),
        (Finding("a.py", 1, "slow", "", Kind.undecided), "a.py:1: not decided: slow"),
    ],
)
def test_finding_says_where_what_and_what_to_do(finding: Finding, text: str) -> None:
    assert str(finding) == text
    assert Finding.from_dict(finding.as_dict()) == finding


def test_faults_of_a_reader_are_findings() -> None:
    faults = Faults()
    faults.add("b", 2, "second")
    faults.add("a", 9, "first")
    assert list(map(str, findings_of(faults))) == ["a:9: first", "b:2: second"]


def test_lines_are_found_by_text_and_by_key(tmp_path: Path) -> None:
    path = tmp_path / "lab.yaml"
    path.write_text("weights: {performance: 20}\nperformance:\n  full_at: 2\n")
    assert line_with(path, "performance") == 1
    assert line_of_key(path, "performance") == 2
    assert line_with(path, "nothing") == line_of_key(path, "nothing") == 1
    assert line_with(tmp_path / "missing", "x") == 1


def test_case_is_found_by_its_name_in_quotes_first(tmp_path: Path) -> None:
    path = tmp_path / "cases.py"
    path.write_text('# zero and one\nCase(\'zero\')\nCase("one")\nCase(f"{n} entries")\n')
    assert [line_of_case(path, name) for name in ("one", "zero", "entries", "x")] == [3, 2, 4, 1]
