"""A step is repeated when its inputs have changed, and only then."""

from __future__ import annotations

from pathlib import Path

import pytest

from deploy import stamps


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "sources"
    (folder / "below").mkdir(parents=True)
    (folder / "a.py").write_text("1")
    (folder / "below" / "b.py").write_text("2")
    return folder


def test_the_same_files_give_the_same_digest(folder: Path):
    before = stamps.digest([folder])
    (folder / "a.py").write_text("1")  # written again: another time, the same content
    assert stamps.digest([folder]) == before


def test_content_names_order_and_values_change_the_digest(folder: Path):
    digests = {stamps.digest([folder])}
    digests.add(stamps.digest([folder], "postgres://"))
    digests.add(stamps.digest([folder], "postgres:", "//"))
    digests.add(stamps.digest([folder, folder / "a.py"]))
    digests.add(stamps.digest([folder / "a.py", folder]))
    (folder / "below" / "b.py").write_text("3")
    digests.add(stamps.digest([folder]))
    (folder / "below" / "b.py").rename(folder / "below" / "c.py")
    digests.add(stamps.digest([folder]))
    (folder / "new.py").write_text("")
    digests.add(stamps.digest([folder]))
    assert len(digests) == 8


@pytest.mark.parametrize(
    "generated",
    ["__pycache__/x.txt", "node_modules/x/index.js", "dist/x.js", "below/build/x.js", "a.pyc"],
)
def test_generated_files_do_not_count(folder: Path, generated: str):
    before = stamps.digest([folder])
    (folder / generated).parent.mkdir(parents=True, exist_ok=True)
    (folder / generated).write_text("made")
    assert stamps.digest([folder]) == before


def test_a_folder_that_moves_keeps_its_digest(folder: Path, tmp_path: Path):
    before = stamps.digest([folder])
    (tmp_path / "elsewhere").mkdir()
    moved = folder.rename(tmp_path / "elsewhere" / "sources")
    assert stamps.digest([moved]) == before


def test_a_stamp_is_current_for_the_value_it_was_written_for(tmp_path: Path):
    stamp = tmp_path / ".stamp"
    assert not stamps.is_current(stamp, "a")
    stamps.write_stamp(stamp, "a")
    assert stamps.is_current(stamp, "a")
    assert not stamps.is_current(stamp, "b")
