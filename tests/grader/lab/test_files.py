from __future__ import annotations

from pathlib import Path

import pytest

from grader.files.faults import Faults
from grader.files.yaml_nodes import MAX_BYTES
from grader.lab.files import read_files, read_source, revision_of
from tests.grader.small_lab import FILES, write_lab


def faults_of(folder: Path) -> list[str]:
    faults = Faults()
    read_files(folder, faults)
    return [str(fault).replace(f"{folder}/", "") for fault in faults]


def test_all_files_are_read_by_their_path(tmp_path: Path) -> None:
    faults = Faults()
    files = read_files(write_lab(tmp_path), faults)
    assert set(files) == set(FILES)
    assert files["mistakes/squares.py"].decode() == FILES["mistakes/squares.py"]
    assert len(faults) == 0


def test_hidden_files_and_caches_are_left_out(tmp_path: Path) -> None:
    folder = write_lab(tmp_path)
    (folder / ".DS_Store").write_bytes(b"x")
    (folder / "solutions" / "__pycache__").mkdir()
    assert faults_of(folder) == []


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("case.py", 'case.py:1: is not a file that a lab has. Did you mean "cases.py"?'),
        ("notes.txt", "notes.txt:1: is not a file that a lab has."),
        ("mistakes/notes.md", "mistakes/notes.md:1: is not a Python file; this folder holds"),
    ],
)
def test_file_that_does_not_belong_there_is_a_fault(tmp_path: Path, name: str, fault: str) -> None:
    folder = write_lab(tmp_path)
    (folder / name).write_text("x")
    assert [text.startswith(fault) for text in faults_of(folder)] == [True]


def test_missing_files_and_too_few_programs_are_faults(tmp_path: Path) -> None:
    folder = write_lab(tmp_path, hints_md=None, solutions__adding_py=None)
    assert faults_of(folder) == [
        "hints.md:1: the file is missing",
        "solutions:1: holds 1 Python files; a lab has at least 2",
    ]


def test_links_folders_and_large_files_are_refused(tmp_path: Path) -> None:
    folder = write_lab(tmp_path)
    (folder / "statement.md").unlink()
    (folder / "statement.md").symlink_to(folder / "hints.md")
    (folder / "extra").mkdir()
    (folder / "starter.py").write_bytes(b"#" * (MAX_BYTES + 1))
    faults = faults_of(folder)
    assert "statement.md:1: is a symbolic link; put the file itself here" in faults
    assert "extra:1: is not a file that a lab has; remove it" in faults
    assert f"starter.py:1: is larger than {MAX_BYTES:,} bytes" in faults


def test_revision_depends_on_names_and_contents_alone() -> None:
    files = {"a.py": b"1", "b.py": b"2"}
    assert revision_of(files) == revision_of(dict(reversed(files.items())))
    others = [{"a.py": b"1"}, {"a.py": b"2", "b.py": b"1"}, {"a.py": b"1b.py", "": b"2"}]
    assert len({revision_of(files), *map(revision_of, others)}) == 4


def test_source_is_text_without_mark_and_carriage_returns() -> None:
    faults = Faults()
    files = {"a.py": b"\xef\xbb\xbfx = 1\r\n"}
    assert read_source(Path("lab"), "a.py", files, faults) == "x = 1\n"
    assert read_source(Path("lab"), "b.py", files, faults) is None
    assert len(faults) == 0


def test_source_that_is_not_utf_8_is_a_fault_with_its_line() -> None:
    faults = Faults()
    assert read_source(Path("lab"), "a.py", {"a.py": b"x = 1\n# \xe4\n"}, faults) is None
    assert [str(fault) for fault in faults] == [
        "lab/a.py:2: is not UTF-8 text; save the file as UTF-8"
    ]
