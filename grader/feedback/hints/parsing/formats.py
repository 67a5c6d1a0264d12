"""Files that are no text, not UTF-8, or something else than a Python program."""

from __future__ import annotations

import json
import re

from grader.feedback.hints.exceptions.program import text_of
from grader.feedback.hints.parsing.broken import Broken
from grader.messages import message

_BEGINNINGS = (
    (b"PK\x03\x04", message("a document of an office program, or a zip archive")),
    (b"%PDF", message("a PDF document")),
    (b"{\\rtf", message("a document in Rich Text Format (RTF)")),
    (b"\xd0\xcf\x11\xe0", message("a document of an office program")),
    (b"\x89PNG", message("an image")),
    (b"\xff\xd8\xff", message("an image")),
    (b"\x1f\x8b", message("a compressed archive")),
    (b"bplist", message("a document, not its text")),
)
_TEXTS = (
    (
        re.compile(r"\s*<(?:!doctype html|html|\?xml|head|body)\b", re.IGNORECASE),
        message("a web page (HTML)"),
    ),
    (
        re.compile(r"(?:diff --git |--- a/|Index: |From [0-9a-f]{40} )"),
        message("a patch, the difference of two versions"),
    ),
)


def another_format(source: str | bytes) -> str:
    """What the whole file is, if it is no Python program by its beginning; else empty."""
    data = source if isinstance(source, bytes) else source.encode("utf-8", "surrogatepass")
    for beginning, what in _BEGINNINGS:
        if data.startswith(beginning):
            return message(
                "The file is {what}, not a Python program: save it as plain text.", what=what
            )
    text = text_of(source)
    for pattern, what in _TEXTS:
        if pattern.match(text):
            return message(
                "The file is {what}, not a Python program: save the code alone.", what=what
            )
    if is_notebook(text):
        return message(
            "The file is a notebook under the name of a Python file: send it as .ipynb, or save "
            "it as a Python file first (File, Save and Export Notebook As, Executable Script)."
        )
    return ""


def is_notebook(text: str) -> bool:
    """Whether a text is the JSON of a notebook."""
    if not text.lstrip().startswith("{") or '"cells"' not in text:
        return False
    try:
        content = json.loads(text)
    except (ValueError, RecursionError):
        return '"nbformat"' in text and '"cell_type"' in text
    return isinstance(content, dict) and "cells" in content


def wrong_encoding(broken: Broken) -> str:
    """How the file was saved, where its bytes are no UTF-8."""
    source = broken.source
    data = source if isinstance(source, bytes) else source.encode("utf-8", "surrogatepass")
    if isinstance(source, bytes) and data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return message("The file is UTF-16; save it as UTF-8.")
    if b"\0" in data:
        return message("The file has NUL bytes: it is not a text file, or not saved as UTF-8.")
    if not isinstance(source, bytes):
        return ""
    try:
        source.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        says = broken.says.lower()
        if not any(word in says for word in ("byte", "utf-8", "encoding")):
            return ""
        number = source[: error.start].count(b"\n") + 1
        return message(
            "{place}: the file is not UTF-8; save it as UTF-8.", place=broken.place(number)
        )
    return ""
