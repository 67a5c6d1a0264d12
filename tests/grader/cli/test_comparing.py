"""``python -m grader similarity``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from grader.cli.main import main
from tests.grader.similarity.test_compare import made

CATALOGUE = Path(__file__).resolve().parents[3] / "labs" / "catalogue"


def notebook(code: str) -> str:
    cell = {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None}
    cells = [cell | {"source": code}]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 4})


@pytest.fixture
def class_(tmp_path: Path) -> Path:
    folder = tmp_path / "class"
    folder.mkdir()
    for number in range(12):
        (folder / f"own{number}.py").write_text(made(number), "utf-8")
    (folder / "ann").mkdir()
    (folder / "ann" / "final.py").write_text(made(99), "utf-8")
    (folder / "ann" / "draft.py").write_text(made(99), "utf-8")
    (folder / "bob.ipynb").write_text(notebook(made(99).replace("x, y", "u, v")), "utf-8")
    (folder / "notes.txt").write_text("no code", "utf-8")
    (folder / "archive.py").write_bytes(b"PK\x03\x04")
    return folder


def test_a_copy_in_a_notebook_is_told_first(class_: Path, capsys) -> None:
    assert main(["similarity", str(class_)]) == 0
    text = capsys.readouterr().out
    line = next(line for line in text.splitlines() if line.startswith("*"))
    assert "bob.ipynb" in line and "ann" in line and "rare" in line
    assert "not proof of copying" in text and "archive.py" in text


def test_the_result_as_json_with_settings(class_: Path, capsys) -> None:
    folder = str(class_)
    assert main(["similarity", folder, "--json", "--pairs", "3", "--earlier", folder]) == 0
    found = json.loads(capsys.readouterr().out)
    assert len(found["pairs"]) == 3 and found["settings"]["k"] and found["earlier"] == 15
    assert found["pairs"][0]["matches"][0]["left"][0]


def test_programs_of_the_lab_are_subtracted(tmp_path: Path, capsys) -> None:
    for path in (CATALOGUE / "softmax" / "solutions").glob("*.py"):
        for person in ("ann", "bob"):
            (tmp_path / f"{person}-{path.name}").write_text(path.read_text("utf-8"), "utf-8")
    assert main(["similarity", str(tmp_path), "--lab", "softmax"]) == 0
    assert "No pair stands out" in capsys.readouterr().out
    assert main(["similarity", str(tmp_path)]) == 0
    assert "stand out." in capsys.readouterr().out


def test_a_folder_without_two_files_is_refused(tmp_path: Path, capsys) -> None:
    assert main(["similarity", str(tmp_path)]) == 2
    assert "not two" in capsys.readouterr().err
