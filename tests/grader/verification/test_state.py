from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from grader.verification import Effort, Finding
from grader.verification.state import State, default_folder, key_of


def test_what_was_found_is_read_again(tmp_path: Path) -> None:
    state, findings = State(tmp_path / "kept"), [Finding("a", 1, "b", "c")]
    assert state.read("key") is None
    state.write("key", 1.5, findings)
    assert state.read("key") == (1.5, findings)
    assert [path.name for path in (tmp_path / "kept").iterdir()] == ["key.json"]


def test_file_that_is_broken_counts_as_none(tmp_path: Path) -> None:
    for text in ("", "[]", "{}", '{"seconds": 1, "findings": [{"file": 1}]}'):
        (tmp_path / "key.json").write_text(text)
        assert State(tmp_path).read("key") is None


def test_key_depends_on_lab_check_and_effort(tmp_path: Path) -> None:
    def key(folder: Path = tmp_path, revision: str = "r", check: str = "c", seeds: int = 3) -> str:
        return key_of(folder, revision, check, replace(Effort(), seeds=seeds))

    other = {key(tmp_path / "x"), key(revision="s"), key(check="d"), key(seeds=4)}
    assert key() == key()
    assert len(other | {key()}) == 5


def test_folder_is_where_caches_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert default_folder() == tmp_path / "courseware" / "verify"
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert default_folder().name.startswith("courseware-verify-")
