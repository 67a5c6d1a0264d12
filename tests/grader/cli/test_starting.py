"""``python -m grader new``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from grader.cli import main as cli


def test_folder_is_made_and_the_way_on_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli.main(["new", "softish", "--number", "L9.8"]) == 0
    assert capsys.readouterr().out == (
        "softish is made. What is to be written: python -m grader verify softish\n"
    )
    assert cli.main(["verify", "softish", "--quick", "--jobs", "1"]) == 1
    first, second, *_ = capsys.readouterr().out.splitlines()
    assert first.startswith("softish: unwritten: ")
    assert (
        second == "  softish/lab.yaml:10: is still to be written. Say in one line what it computes."
    )


def test_functions_are_named_one_by_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    options = ["--function", "huber", "--function", "huber_grad", "--json"]
    assert cli.main(["new", "robust", str(tmp_path), *options]) == 0
    folder = Path(json.loads(capsys.readouterr().out)["folder"])
    assert folder == tmp_path / "robust"
    assert "def huber_grad(labels, predictions" in (folder / "starter.py").read_text()


def test_refusal_ends_with_status_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["new", "No Slug", str(tmp_path)]) == 2
    assert "is no slug: write it like_this" in capsys.readouterr().err
