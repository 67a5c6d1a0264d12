"""The command that writes an archive."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command


def test_it_says_what_it_wrote_and_that_it_is_secret(
    site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    call_command("backup", str(tmp_path / "site.zip"))
    output = capsys.readouterr().out
    assert "4 files" in output
    assert "secrets" in output


def test_a_refusal_is_a_sentence(site: Path, tmp_path: Path):
    (tmp_path / "site.zip").touch()
    with pytest.raises(CommandError, match="exists already"):
        call_command("backup", str(tmp_path / "site.zip"))
