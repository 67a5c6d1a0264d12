"""Turns a file as it was handed in into the source to grade, or refuses it and says why.

Python text is passed on as it is, byte for byte: the sandbox reads it as Python would, so that a
byte-order mark, a coding line or a wrong byte mean what they mean to Python. Of a notebook the
code cells are joined (`grader.files.notebook`).
"""

from __future__ import annotations

from pathlib import Path

from grader.files.invalid_source import InvalidSource
from grader.files.notebook import MAX_NOTEBOOK_BYTES, notebook_source
from grader.messages import message

__all__ = ["MAX_BYTES", "InvalidSource", "read_file", "read_submission"]

MAX_BYTES = 256 * 1024
"""Of source; the longest solutions have some 5 KiB."""
_FILE_TYPES = {
    b"PK\x03\x04": message("a zip archive"),
    b"\x1f\x8b": message("a gzip archive"),
    b"\x7fELF": message("a program"),
    b"%PDF": message("a PDF"),
    b"\x89PNG": message("a picture"),
}
"""What is handed in by mistake, by the first bytes of such files."""


def read_submission(data: bytes, name: str = "submission.py") -> bytes:
    """The Python source of a file handed in.

    Args:
        data: the file's bytes.
        name: its name; only whether it ends in ``.ipynb`` matters.

    Returns: the bytes as Python would read them.

    Raises: InvalidSource: too large, not a text file, a notebook that cannot be read.
    """
    for start, kind in _FILE_TYPES.items():
        if data.startswith(start):
            raise InvalidSource(
                message("The file is {kind}; hand in a Python file or a notebook.", kind=kind)
            )
    if name.lower().endswith(".ipynb"):
        return notebook_source(data, MAX_BYTES).encode("utf-8", "surrogatepass")
    if len(data) > MAX_BYTES:
        raise InvalidSource(
            message(
                "The file has {bytes} bytes; at most {most} are graded. Remove data and output "
                "from it.",
                bytes=f"{len(data):,}",
                most=f"{MAX_BYTES:,}",
            ),
            too_large=True,
        )
    return data


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
