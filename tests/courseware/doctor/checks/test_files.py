"""Folders, disks and static files, in real folders."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from courseware.doctor.checks import files
from courseware.doctor.findings import Finding, Level


@pytest.fixture
def folder(settings: Any, tmp_path: Path) -> Path:
    home = tmp_path / "var"
    home.mkdir(mode=0o700)
    settings.VAR_DIR, settings.STATIC_ROOT = home, home / "static"
    return home


def by_name(name: str) -> list[Finding]:
    return [finding for finding in files.files_are_usable() if finding.name == name]


def test_a_private_folder_is_fine(folder: Path):
    assert [finding.level for finding in by_name("data folder")] == [Level.OK]


def test_what_others_can_read_is_named_with_the_command(folder: Path):
    for number in range(5):
        (folder / f"key-{number}").touch(mode=0o600)
        (folder / f"key-{number}").chmod(0o644)
    (finding,) = by_name("data folder")
    assert finding.level is Level.FAILED
    assert "key-0" in finding.sentence
    assert "and 2 more" in finding.sentence
    assert f"chmod -R go= {folder}" in finding.sentence


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")
def test_what_belongs_to_somebody_else_is_named(folder: Path):
    (folder / "foreign").touch(mode=0o600)
    os.chown(folder / "foreign", 12345, -1)
    (finding,) = by_name("data folder")
    assert finding.level is Level.FAILED
    assert "foreign" in finding.sentence


def test_links_to_files_of_others_do_not_count(folder: Path):
    (folder / "link").symlink_to("/etc/hostname")
    assert [finding.level for finding in by_name("data folder")] == [Level.OK]


def test_a_folder_that_is_gone_is_a_failure(settings: Any, folder: Path):
    settings.VAR_DIR = folder / "gone"
    (finding,) = by_name("data folder")
    assert finding.level is Level.FAILED
    assert "cannot be written to" in finding.sentence


@pytest.mark.parametrize(
    ("few", "least", "level"),
    [(0, 0, Level.OK), (1 << 40, 0, Level.WARNING), (1 << 40, 1 << 40, Level.FAILED)],
)
def test_room_on_the_disk(
    monkeypatch: pytest.MonkeyPatch, folder: Path, few: int, least: int, level: Level
):
    monkeypatch.setattr(files, "FEW_MIB", few)
    monkeypatch.setattr(files, "LEAST_MIB", least)
    (finding,) = by_name("disk of the data")
    assert finding.level is level
    assert str(shutil.disk_usage(folder).free // files.MIB)[:2] in finding.sentence


def test_few_free_entries_are_a_failure(monkeypatch: pytest.MonkeyPatch, folder: Path):
    if not os.statvfs(folder).f_files:
        pytest.skip("this file system does not count its entries")
    monkeypatch.setattr(files, "LEAST_FILES", 1 << 60)
    assert by_name("disk of the data")[-1].level is Level.FAILED


@pytest.fixture
def static(settings: Any, folder: Path, tmp_path: Path) -> Path:
    """One static file and its collected copy."""
    source = tmp_path / "source"
    source.mkdir()
    (source / "site.css").write_text("a {}")
    settings.STATICFILES_DIRS = [source]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    manifest = folder / "static" / "staticfiles.json"
    manifest.parent.mkdir()
    manifest.write_text(json.dumps({"paths": {"site.css": "site.123.css"}}))
    return source


def static_files() -> Finding:
    return by_name("static files")[0]


def test_collected_files_are_fine(static: Path):
    assert static_files().level is Level.OK


def test_static_files_that_were_never_collected(folder: Path):
    assert "have not been collected" in static_files().sentence


def test_a_new_static_file(static: Path):
    (static / "new.css").write_text("")
    assert "new.css has not been collected" in static_files().sentence


def test_a_changed_static_file(static: Path):
    os.utime(static / "site.css", (2_000_000_000_0, 2_000_000_000_0))
    assert "newer than its collected copy" in static_files().sentence


def test_too_few_open_files(settings: Any, folder: Path):
    assert by_name("open files")[0].level in (Level.OK, Level.WARNING)
    settings.WEB_LIMITS = {"connections": 1 << 40}
    assert by_name("open files")[0].level is Level.WARNING
