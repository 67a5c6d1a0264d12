"""The command that reads an archive."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command


def test_it_says_what_is_left_to_do(
    site: Path,
    empty: Path,
    use: Callable[[Path], None],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
):
    call_command("backup", str(tmp_path / "site.zip"))
    use(empty)
    monkeypatch.setenv("SECRET_KEY", "another")
    call_command("restore", str(tmp_path / "site.zip"))
    output = capsys.readouterr().out
    assert "manage.py migrate" in output
    assert "the restored key is not used" in output


def test_a_refusal_is_a_sentence(site: Path, tmp_path: Path):
    with pytest.raises(CommandError, match="does not exist"):
        call_command("restore", str(tmp_path / "nowhere.zip"))
