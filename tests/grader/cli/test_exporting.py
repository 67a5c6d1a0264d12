"""``python -m grader export``."""

from __future__ import annotations

import json

import pytest

from grader.cli import main as cli
from grader.cli.exporting import FORMS
from tests.grader.small_lab import write_lab


@pytest.mark.parametrize("form", FORMS)
def test_files_are_written_once_and_replaced_when_asked(tmp_path, capsys, form):
    lab = str(write_lab(tmp_path))
    to = tmp_path / "out"
    command = ["export", lab, "--as", form, "--to", str(to)]
    assert cli.main([*command, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert sorted(found["files"]) == sorted(str(path) for path in to.iterdir())
    assert cli.main(command) == 2
    assert "is there already. Replace it with --force." in capsys.readouterr().err
    assert cli.main([*command, "--force"]) == 0
    assert ("Not taken over:" in capsys.readouterr().out) == bool(found["left_out"])
