"""Static files have names with a hash when they have been collected, and plain ones before."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from courseware.ui.static_files import StaticFilesStorage


@pytest.fixture
def storage(tmp_path: Path) -> StaticFilesStorage:
    """A folder with a script and a style sheet that names another file."""
    (tmp_path / "a.js").write_text("let a = 1;\n" * 200)
    (tmp_path / "a.css").write_text('@import "b.css";\n' + "p { color: red; }\n" * 200)
    (tmp_path / "b.css").write_text("p { margin: 0; }\n" * 200)
    return StaticFilesStorage(str(tmp_path), "/static/", file_permissions_mode=0o600)


def collect(storage: StaticFilesStorage) -> None:
    paths = {name: (storage, name) for name in ("a.js", "a.css", "b.css")}
    assert all(processed is True for *_, processed in storage.post_process(paths))


def test_a_collected_file_has_a_hash_and_names_others_by_theirs(storage: StaticFilesStorage):
    collect(storage)
    name = storage.stored_name("a.css")
    assert name.startswith("a.")
    assert len(name) == len("a..css") + 12
    assert storage.stored_name("b.css") in Path(storage.path(name)).read_text()
    assert storage.url("a.css") == f"/static/{name}"


def test_compressed_copies_are_as_private_as_the_files(storage: StaticFilesStorage):
    collect(storage)
    copies = [path for path in Path(storage.location).iterdir() if path.suffix in (".br", ".gz")]
    assert len(copies) >= 6
    assert {stat.S_IMODE(path.stat().st_mode) for path in copies} == {0o600}


def test_a_file_that_was_not_collected_keeps_its_name(storage: StaticFilesStorage):
    assert storage.url("late.js") == "/static/late.js"
    collect(storage)
    assert storage.url("late.js") == "/static/late.js"
