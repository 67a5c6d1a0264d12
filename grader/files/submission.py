"""The door: a file as it was handed in -> the bytes to grade, or a refusal that says why.

Python text is passed on as it is, byte for byte: the sandbox reads it as Python would, so that a
byte-order mark, a coding line or a wrong byte mean what they mean to Python. Of a notebook the
code cells are joined.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

MAX_BYTES = 256 * 1024
MAX_NOTEBOOK_BYTES = 4 * 1024 * 1024
MAX_CELLS = 2000
_ARCHIVES = {
    b"PK\x03\x04": "a zip archive",
    b"\x1f\x8b": "a gzip archive",
    b"\x7fELF": "a program",
    b"%PDF": "a PDF",
    b"\x89PNG": "a picture",
}


class InvalidSource(Exception):
    """A file that is not graded; carries the sentence for whoever handed it in."""


def read_submission(data: bytes, name: str = "submission.py") -> bytes:
    """The Python source of a file handed in.

    Args:
        data: the file's bytes.
        name: its name; only whether it ends in ``.ipynb`` matters.

    Raises: InvalidSource: too large, not a text file, a notebook that cannot be read.
    """
    notebook = name.lower().endswith(".ipynb")
    most = MAX_NOTEBOOK_BYTES if notebook else MAX_BYTES
    if len(data) > most:
        raise InvalidSource(
            f"The file has {len(data):,} bytes; at most {most:,} are graded. "
            "Remove data and output from it."
        )
    for start, what in _ARCHIVES.items():
        if data.startswith(start):
            raise InvalidSource(f"The file is {what}; hand in a Python file or a notebook.")
    if not notebook:
        return data
    source = _code_of(_notebook(data))
    if len(source) > MAX_BYTES:
        raise InvalidSource(
            f"The notebook has {len(source):,} bytes of code; at most {MAX_BYTES:,}."
        )
    return source


def read_file(path: Path) -> bytes:
    """As `read_submission`, of a file on disk, reading no more than is needed to refuse it."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_NOTEBOOK_BYTES + 1)
    except OSError as error:
        raise InvalidSource(f"{path} cannot be read: {error.strerror or error}.") from error
    return read_submission(data, path.name)


def _notebook(data: bytes) -> dict[str, Any]:
    try:
        notebook = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise InvalidSource("The notebook is not valid JSON; save it anew.") from error
    if not isinstance(notebook, dict) or not isinstance(notebook.get("cells"), list):
        raise InvalidSource("The notebook has no list of cells; save it in format 4.")
    if len(notebook["cells"]) > MAX_CELLS:
        raise InvalidSource(
            f"The notebook has {len(notebook['cells']):,} cells; at most {MAX_CELLS:,}."
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
        raise InvalidSource("The notebook has no code cells.")
    return "\n\n".join(cells).encode("utf-8", "surrogatepass")


def _without_magic(line: str) -> str:
    """A line of IPython that is not Python becomes a comment, so that line numbers stay."""
    return f"# {line}" if line.lstrip().startswith(("%", "!", "?")) else line
