"""A notebook's code as one Python text, and the way back from its lines to the cells.

    # %% Cell 3
    import numpy as np

A comment begins each cell. It stays in the text while that is edited, stored and graded, so that
whatever names a line can name the cell and the line in it, as the notebook shows them. Code cells
are counted from 1, text cells not at all; lines of a cell from 1 below its comment.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from grader.messages import Message, message

_HEADING = re.compile(r"# %% Cell ([1-9][0-9]{0,4})")
_LINE_END = re.compile("\r\n|\r|\n")
_UNREADABLE = re.compile("[\0\ud800-\udfff]")  # not even in a comment


@dataclass(frozen=True)
class Cell:
    """A cell in the text: its number (0: text before the first), its first and last line.

    Lines are those of the text, counted from 1; ``last`` may be ``first - 1``: an empty cell.
    """

    number: int
    first: int
    last: int


def heading(number: int) -> str:
    """The line that begins a cell."""
    return f"# %% Cell {number}"


def hide_headings(code: str) -> str:
    """Code of a cell in which no line is taken for the beginning of another."""
    return re.sub(rf"^#(?= {_HEADING.pattern[2:]}$)", "# ", code, flags=re.MULTILINE)


def lines_of(source: str | bytes) -> tuple[str, ...]:
    """The lines of a source as Python counts them; bytes that are not UTF-8 are replaced."""
    text = source.decode("utf-8", "replace") if isinstance(source, bytes) else source
    return tuple(_LINE_END.split(text))


def find_cells(lines: Sequence[str]) -> tuple[Cell, ...]:
    """The cells of a text; none when it does not come from a notebook."""
    starts = [
        (number, int(match[1]))
        for number, line in enumerate(lines, 1)
        if (match := _HEADING.fullmatch(line))
    ]
    if not starts:
        return ()
    ends = [start for start, _ in starts[1:]] + [len(lines) + 1]
    before = [Cell(0, 1, starts[0][0] - 1)]
    return (
        *(before if starts[0][0] > 1 else []),
        *(Cell(cell, start + 1, end - 1) for (start, cell), end in zip(starts, ends, strict=True)),
    )


def place(cells: Iterable[Cell], line: int, *, starts: bool = False) -> Message:
    """How a person finds a line: ``cell 3, line 2`` in a notebook, else ``line 57``.

    Args:
        cells: from `find_cells`; none for a Python file.
        line: of the text, from 1.
        starts: whether a sentence begins with it.
    """
    for cell in cells:
        if cell.number and cell.first - 1 <= line <= cell.last:
            own = max(1, line - cell.first + 1)
            if starts:
                return message("Cell {cell}, line {line}", cell=cell.number, line=own)
            return message("cell {cell}, line {line}", cell=cell.number, line=own)
    return message("Line {line}", line=line) if starts else message("line {line}", line=line)


def comment_out(lines: Sequence[str], ranges: Iterable[tuple[int, int]]) -> list[str]:
    """The lines with those of the ranges (first and last, from 1) as comments: numbers stay."""
    changed = list(lines)
    for first, last in ranges:
        for index in range(max(first, 1) - 1, min(last, len(changed))):
            if changed[index].strip():
                line = _UNREADABLE.sub("?", changed[index])
                changed[index] = line if line.startswith("#") else f"# {line}"
    return changed
