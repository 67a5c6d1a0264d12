"""``python -m grader import``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from grader.cli.main import main
from tests.grader.exchange.imports.notebooks import NBGRADER, RELEASE


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "hw.ipynb"
    path.write_bytes(NBGRADER)
    return path


def test_it_says_what_was_made_and_what_was_not_taken_over(file, tmp_path, capsys):
    folder = tmp_path / "sums"
    assert main(["import", str(file), "--to", str(folder), "--number", "L9.8"]) == 0
    out = capsys.readouterr().out
    assert "5 cases for squares, total" in out and "Not taken over" in out
    assert f"python -m grader verify {folder}" in out
    assert (folder / "lab.yaml").read_text().startswith("number: L9.8\n")


def test_a_lab_that_is_not_ready_has_another_status(tmp_path, capsys):
    path = tmp_path / "hw.ipynb"
    path.write_bytes(RELEASE)
    assert main(["import", str(path), "--to", str(tmp_path / "double"), "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert found["functions"] == ["double"] and found["obstacles"] and found["system"] == "nbgrader"


@pytest.mark.parametrize("name", ["none.ipynb", "", "rubbish.ipynb", "text.ipynb"])
def test_what_is_no_notebook_is_refused_with_a_sentence(tmp_path, capsys, name):
    (tmp_path / "rubbish.ipynb").write_bytes(bytes(range(256)) * 9)
    (tmp_path / "text.ipynb").write_text("def f(x): return x")
    assert main(["import", str(tmp_path / name), "--to", str(tmp_path / "lab_f")]) == 2
    error = capsys.readouterr().err
    assert "cannot be read" in error or "no notebook" in error
    assert "Traceback" not in error and not (tmp_path / "lab_f").exists()


def test_a_folder_that_is_there_stays(file, tmp_path, capsys):
    folder = tmp_path / "sums"
    folder.mkdir()
    assert main(["import", str(file), "--to", str(folder)]) == 2
    assert "is there already" in capsys.readouterr().err and not list(folder.iterdir())
