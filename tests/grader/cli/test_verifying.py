"""``python -m grader verify``: what is printed, and the exit status."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from grader.cli import main as cli
from grader.cli.verifying import effort_of
from tests.grader.small_lab import FILES, write_lab

STATEMENT = (
    "`double(x)` and `root(x)` are $2x$ and $\\sqrt{x}$.\n\n## By hand\n\n$2 \\cdot 3 = 6$\n"
)
QUICK = ["--quick", "--jobs", "1"]


RIGHT = '"""A hint."""\n' + FILES["solutions/adding.py"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_lab(tmp_path / "labs", statement_md=STATEMENT, mistakes__squares_py=RIGHT)


def test_faults_end_with_status_1_and_are_printed_line_by_line(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["verify", str(folder), *QUICK]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("doubling: unwritten: ok  (")
    place = next(
        n for n, line in enumerate(lines) if line.startswith("doubling: mistakes: 1 fault")
    )
    assert lines[place + 1] == (
        f"  {folder}/mistakes/squares.py:1: passes every case. Add a case that it fails, or "
        "move it to solutions/."
    )
    assert lines[-2].startswith("doubling: 11 faults, ")
    assert lines[-1].endswith(": 11 faults.")


def test_json_holds_every_check_and_its_findings(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["verify", "doubling", "--labs", str(folder.parent), *QUICK, "--json"]) == 1
    shown = json.loads(capsys.readouterr().out)
    (lab,) = shown["labs"]
    assert (lab["lab"], lab["faults"], shown["faults"]) == ("doubling", 11, 11)
    mistakes = next(check for check in lab["checks"] if check["check"] == "mistakes")
    assert mistakes["findings"][0]["message"] == "passes every case"
    assert mistakes["findings"][0]["kind"] == "fault"


def test_lab_is_found_by_number_and_by_a_path_from_its_own_folder(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    for name, roots in (("l9.1", ["--labs", str(folder.parent)]), (".", []), ("../doubling", [])):
        assert cli.main(["verify", name, *roots, *QUICK]) == 1
        assert "doubling: 11 faults" in capsys.readouterr().out


def test_what_is_no_lab_ends_with_status_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["verify", "dubling"]) == 2
    assert 'No lab is called "dubling".' in capsys.readouterr().err


def test_long_run_goes_on_where_it_was(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["verify", str(folder), *QUICK, "--state", str(tmp_path / "state")]
    first = (cli.main(arguments), capsys.readouterr().out)
    again = (cli.main(arguments), capsys.readouterr().out)
    assert first[0] == again[0] == 1
    assert "kept" not in first[1]
    assert again[1].count(", kept)") >= 8


def test_options_say_how_much_is_tried(folder: Path) -> None:
    parse = cli._parser().parse_args

    def effort(*options: str) -> tuple[int, int, bool]:
        found = effort_of(parse(["verify", str(folder), *options]))
        return found.seeds, found.orders, found.quick

    assert effort() == (3, 1, False)
    assert effort("--quick") == (1, 1, True)
    assert effort("--thorough") == (20, 20, False)
    assert effort("--thorough", "--seeds", "50") == (50, 20, False)
    with pytest.raises(SystemExit):
        effort("--seeds", "0")
