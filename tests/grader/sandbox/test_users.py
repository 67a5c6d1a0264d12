"""As which user sessions run."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from grader.sandbox import interpreter, users
from grader.sandbox.interpreter import VisibleFiles


def test_ordinary_user_has_no_other_user_for_sessions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1234)
    assert not users.can_use_session_user()


@pytest.mark.parametrize(
    ("file_mode", "folder_mode", "readable"),
    [
        (0o644, 0o755, True),
        (0o600, 0o755, False),
        (0o640, 0o755, False),
        (0o644, 0o700, False),
        (0o644, 0o744, False),  # its names can be read, and nothing be reached
        (0o444, 0o555, True),
    ],
)
def test_root_needs_files_that_all_may_read(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    file_mode: int,
    folder_mode: int,
    readable: bool,
) -> None:
    folder, file = tmp_path / "folder", tmp_path / "file"
    folder.mkdir()
    file.touch()
    file.chmod(file_mode)
    folder.chmod(folder_mode)
    shown = VisibleFiles(((str(file), "/python/file"), (str(folder), "/python/folder")), ())
    monkeypatch.setattr(users, "visible_files", lambda: shown)
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert users.can_use_session_user() == readable


def test_session_user_owns_nothing_on_this_host() -> None:
    assert users.SESSION_UID not in {os.getuid(), os.geteuid(), 0}
    for source, _ in interpreter.visible_files().binds:
        assert os.stat(source).st_uid != users.SESSION_UID


@pytest.mark.parametrize(
    "pieces",
    [
        [b'{"child-pid": 4711}'],
        [b"{", b'"child-', b'pid": 4711', b"}\n"],
        [b'{"child-pid": 4711, "net": 1}'],
    ],
)
def test_process_that_bubblewrap_made_is_read_piece_by_piece(pieces: list[bytes]) -> None:
    reading, writing = os.pipe()
    try:
        os.write(writing, b"".join(pieces[:1]))
        for piece in pieces[1:]:
            os.write(writing, piece)
        assert users._read_child_pid(reading) == 4711
    finally:
        os.close(reading)
        os.close(writing)


@pytest.mark.parametrize("text", [b"", b"bwrap: no", b'{"child-pid": '])
def test_bubblewrap_that_ends_before_it_made_a_process_is_an_error(text: bytes) -> None:
    reading, writing = os.pipe()
    os.write(writing, text)
    os.close(writing)
    with pytest.raises(ValueError):
        users._read_child_pid(reading)
    os.close(reading)
