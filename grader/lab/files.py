"""The files of a lab's folder: which there are, which are missing, and the hash of them all."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from grader.files.faults import Faults, did_you_mean
from grader.files.yaml_nodes import MAX_BYTES

PROGRAMS = ("starter.py", "reference.py", "cases.py", "workload.py")
TEXTS = ("lab.yaml", "statement.md", "hints.md")
FOLDERS = {"solutions": 2, "mistakes": 3}
"""Folders of Python files, and how many each must hold at least."""


@dataclass(frozen=True)
class Layout:
    """The files of a folder: ``programs`` that a lab must have, ``optional`` ones that it may have,
    ``folders`` of programs with the number that each must hold at least. ``declarations`` are
    those of the programs that need not define the functions that the lab asks for. ``suffix`` ends
    the names of the files in folders: where it is not ``.py``, they hold what is handed in as text.
    """

    programs: tuple[str, ...]
    optional: tuple[str, ...] = ()
    folders: Mapping[str, int] = field(default_factory=lambda: FOLDERS)
    declarations: tuple[str, ...] = ("cases.py", "workload.py")
    suffix: str = ".py"

    @property
    def names(self) -> tuple[str, ...]:
        """All files that may lie in the folder itself."""
        return (*TEXTS, *self.programs, *self.optional)


CODE_LAYOUT = Layout(PROGRAMS)


def read_files(folder: Path, faults: Faults, layout: Layout = CODE_LAYOUT) -> dict[str, bytes]:
    """All files by their path in the folder: ``mistakes/half_factor.py``.

    Args:
        folder: the lab's.
        layout: of the lab's format.
        faults: gets a fault for each file that is missing or does not belong there.
    """
    found: dict[str, bytes] = {}
    for path in sorted(folder.iterdir()):
        if path.name in layout.folders and path.is_dir():
            for inner in sorted(path.iterdir()):
                _read_file(inner, f"{path.name}/{inner.name}", found, faults, layout)
        else:
            _read_file(path, path.name, found, faults, layout)
    for name in (*TEXTS, *layout.programs):
        if name not in found:
            faults.add(folder / name, 1, "the file is missing")
    kind = "Python files" if layout.suffix == ".py" else f"{layout.suffix} files"
    for name, least in layout.folders.items():
        number = sum(key.startswith(f"{name}/") for key in found)
        if number < least:
            faults.add(folder / name, 1, f"holds {number} {kind}; a lab has at least {least}")
    return found


def revision_of(files: Mapping[str, bytes]) -> str:
    """SHA-256 over names and contents: the same exactly when every file is the same."""
    total = hashlib.sha256()
    for name in sorted(files):
        total.update(f"{name}\0{len(files[name])}\0".encode())
        total.update(files[name])
    return total.hexdigest()


def read_source(folder: Path, name: str, files: Mapping[str, bytes], faults: Faults) -> str | None:
    """A file's text, without a byte-order mark and with ``\\n`` line ends, or ``None`` and a fault.

    Args:
        folder: the lab's.
        name: the file's path in the folder.
        files: from `read_files`.
        faults: gets a fault when the file is not UTF-8.
    """
    if name not in files:
        return None  # reported by `read_files`
    try:
        return files[name].decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = files[name][: error.start].count(b"\n") + 1
        faults.add(folder / name, line, "is not UTF-8 text; save the file as UTF-8")
        return None


def _read_file(
    path: Path, name: str, found: dict[str, bytes], faults: Faults, layout: Layout
) -> None:
    if path.name.startswith(".") or path.name == "__pycache__":
        return
    inside = "/" in name
    if path.is_symlink():
        faults.add(path, 1, "is a symbolic link; put the file itself here")
    elif not path.is_file():
        faults.add(path, 1, "is not a file that a lab has; remove it")
    elif inside and path.suffix != layout.suffix:
        kind = "Python" if layout.suffix == ".py" else layout.suffix
        faults.add(path, 1, f"is not a {kind} file; this folder holds nothing else")
    elif not inside and name not in layout.names:
        near = did_you_mean(name, layout.names)
        faults.add(path, 1, f"is not a file that a lab has.{near}")
    elif path.stat().st_size > MAX_BYTES:
        faults.add(path, 1, f"is larger than {MAX_BYTES:,} bytes")
    else:
        found[name] = path.read_bytes()
