"""Turns a file as it was handed in into the source to grade, or refuses it and says why.

Python text is passed on as it is, byte for byte: the sandbox reads it as Python would, so that a
byte-order mark, a coding line or a wrong byte mean what they mean to Python. Of a notebook the
code cells are joined.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from grader.messages import message

MAX_BYTES = 256 * 1024
"""Of source; the longest solutions have some 5 KiB."""
MAX_NOTEBOOK_BYTES = 4 * 1024 * 1024
"""Of a notebook, which may hold figures."""
MAX_CELLS = 2000
_FILE_TYPES = {
    b"PK\x03\x04": message("a zip archive"),
    b"\x1f\x8b": message("a gzip archive"),
    b"\x7fELF": message("a program"),
    b"%PDF": message("a PDF"),
    b"\x89PNG": message("a picture"),
}
"""What is handed in by mistake, by the first bytes of such files."""


class InvalidSource(Exception):
    """A file that is not graded; ``message`` says why to whoever handed it in."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


def read_submission(data: bytes, name: str = "submission.py") -> bytes:
    """The Python source of a file handed in.

    Args:
        data: the file's bytes.
        name: its name; only whether it ends in ``.ipynb`` matters.

    Returns: the bytes as Python would read them.

    Raises: InvalidSource: too large, not a text file, a notebook that cannot be read.
    """
    is_notebook = name.lower().endswith(".ipynb")
    most = MAX_NOTEBOOK_BYTES if is_notebook else MAX_BYTES
    if len(data) > most:
        raise InvalidSource(
            message(
                "The file has {bytes} bytes; at most {most} are graded. Remove data and output "
                "from it.",
                bytes=f"{len(data):,}",
                most=f"{most:,}",
            )
        )
    for start, kind in _FILE_TYPES.items():
        if data.startswith(start):
            raise InvalidSource(
                message("The file is {kind}; hand in a Python file or a notebook.", kind=kind)
            )
    if not is_notebook:
        return data
    source = _code_of(_notebook(data))
    if len(source) > MAX_BYTES:
        raise InvalidSource(
            message(
                "The notebook has {bytes} bytes of code; at most {most} are graded.",
                bytes=f"{len(source):,}",
                most=f"{MAX_BYTES:,}",
            )
        )
    return source


def read_file(path: Path) -> bytes:
    """As `read_submission`, of a file on disk, reading no more than is needed to refuse it.

    Raises: InvalidSource: as `read_submission`, or the file cannot be read.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MAX_NOTEBOOK_BYTES + 1)
    except OSError as error:
        reason = error.strerror or error
        text = message("{path} cannot be read: {reason}.", path=path, reason=reason)
        raise InvalidSource(text) from error
    return read_submission(data, path.name)


def _notebook(data: bytes) -> dict[str, Any]:
    try:
        notebook = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise InvalidSource(message("The notebook is not valid JSON; save it again.")) from error
    if not isinstance(notebook, dict) or not isinstance(notebook.get("cells"), list):
        raise InvalidSource(message("The notebook has no list of cells; save it in format 4."))
    if len(notebook["cells"]) > MAX_CELLS:
        raise InvalidSource(
            message(
                "The notebook has {cells} cells; at most {most} are graded.",
                cells=f"{len(notebook['cells']):,}",
                most=f"{MAX_CELLS:,}",
            )
        )
    return notebook


def _code_of(notebook: dict[str, Any]) -> bytes:
    """The code cells in order, without magics and shell lines; a later definition wins."""
    cells = []
    for cell in notebook["cells"]:
        if not isinstance(cell, dict) or cell.get("cell_type") != "code":
            continue
        source = cell.get("source", "")
        parts = source if isinstance(source, list) else [source]
        text = "".join(part for part in parts if isinstance(part, str))
        if not text.lstrip().startswith("%%"):
            cells.append("\n".join(map(_without_magic, text.splitlines())))
    if not cells:
        raise InvalidSource(message("The notebook has no code cells."))
    return "\n\n".join(cells).encode("utf-8", "surrogatepass")


def _without_magic(line: str) -> str:
    """A line of IPython that is not Python becomes a comment, so that line numbers stay."""
    return f"# {line}" if line.lstrip().startswith(("%", "!", "?")) else line
