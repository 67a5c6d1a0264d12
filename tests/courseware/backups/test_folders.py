"""Which files belong to a backup, and taking back what was placed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from courseware.backups.folders import Placement, data_files, target_of


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.VAR_DIR = tmp_path / "var"
    settings.VAR_DIR.mkdir()
    return settings.VAR_DIR


def test_what_can_be_made_again_is_left_out(folder: Path):
    for name in ("courseware.sqlite3-wal", "loaded.stamp", "up.json", "redis.aof", "kept.txt"):
        (folder / name).touch()
    (folder / "metrics").mkdir()
    (folder / "metrics" / "counter_1.db").touch()
    (folder / "link").symlink_to("/etc/passwd")
    (folder / "new" / "deep").mkdir(parents=True)
    (folder / "new" / "deep" / "file").touch()
    assert dict(data_files(folder / "x.zip")) == {
        "data/kept.txt": folder / "kept.txt",
        "data/new/deep/file": folder / "new" / "deep" / "file",
    }


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("secret-key", "secret-key"),
        ("data/mail/1", "mail/1"),
        ("courses/ml/course.yaml", "restored-courses/ml/course.yaml"),
    ],
)
def test_places(folder: Path, name: str, place: str):
    assert target_of(name) == folder / place


def test_what_was_placed_is_taken_back(folder: Path):
    for name, text in {"new": "new", "other": "other", "old": "old"}.items():
        (folder / name).write_text(text)
    placement = Placement(folder / "aside")
    placement.place(folder / "new", folder / "old")
    placement.place(folder / "other", folder / "fresh" / "other")
    assert (folder / "old").read_text() == "new"
    placement.undo()
    assert (folder / "old").read_text() == "old"
    assert not (folder / "fresh" / "other").exists()
