"""Texts in files that spreadsheets open: none is taken for a formula, and none is changed.

A spreadsheet runs a cell that begins with ``=``. An apostrophe before it makes it text, and reading
takes exactly that apostrophe away again: ``read(write(text)) == text`` for every text.
"""

from __future__ import annotations

FORMULA_STARTS = frozenset("=+-@\t\r\n＝＋－＠")
_MARK = "'"


def write(text: str) -> str:
    """A text as a cell."""
    return _MARK + text if _needs_mark(text) else text


def read(cell: str) -> str:
    """The text of a cell."""
    return cell[1:] if cell[:1] == _MARK and _is_special(cell[1:2]) else cell


def _needs_mark(text: str) -> bool:
    """A mark that is already there needs another one where `read` would remove it."""
    if text[:1] in FORMULA_STARTS:
        return bool(text)
    return text[:1] == _MARK and _is_special(text[1:2])


def _is_special(character: str) -> bool:
    return bool(character) and (character == _MARK or character in FORMULA_STARTS)
