"""The command itself: a server on loopback, on data that are gone afterwards."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from tests.labs.writing import write_lab

ROOT = Path(__file__).resolve().parents[5]


@pytest.fixture
def lab(tmp_path: Path) -> Path:
    return write_lab(tmp_path)


@pytest.fixture
def address(lab: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setenv("COURSEWARE_VAR", str(tmp_path / "var"))
    command = [sys.executable, "manage.py", "preview", str(lab), "--port", "0"]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    line = process.stdout.readline()
    found = re.search(r"is at (http://127\.0\.0\.1:\d+/)  -  Ctrl-C stops it", line)
    assert found, line
    try:
        yield found[1]
    finally:
        process.send_signal(signal.SIGINT)
        assert process.wait(180) == 0
        process.stdout.close()
    with pytest.raises(urllib.error.URLError):
        urllib.request.urlopen(found[1], timeout=180)


def get(address: str) -> str:
    return urllib.request.urlopen(address, timeout=180).read().decode()


@pytest.mark.slow
def test_a_lab_is_served_and_follows_its_files(address: str, lab: Path, tmp_path: Path) -> None:
    page = get(address)
    assert "for every entry" in page
    version = get(f"{address}preview/version/")
    assert f'data-preview-version="{version}"' in page
    (lab / "statement.md").write_text("Something else.\n")
    assert get(f"{address}preview/version/") != version
    assert "Something else." in get(address)
    assert not (tmp_path / "var" / "courseware.sqlite3").exists()


def test_what_cannot_be_shown_is_refused_at_once(tmp_path: Path, settings: Any) -> None:
    with pytest.raises(CommandError, match=r"There is no .*nowhere\.md\."):
        call_command("preview", str(tmp_path / "nowhere.md"))
