"""Code with the places of matches marked. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from grader.files.cells import lines_of


@dataclass(frozen=True)
class Piece:
    """A part of a line; ``match`` is the number of its match, 0 for none.

    ``anchor`` is set for the first piece of a match.
    """

    text: str
    match: int = 0
    anchor: bool = False

    @property
    def shade(self) -> int:
        """One of a few colors, so that neighbors differ."""
        return (self.match - 1) % 4 + 1


@dataclass(frozen=True)
class Line:
    number: int
    pieces: tuple[Piece, ...]


def marked_lines(code: str, matches: Sequence[dict[str, Any]], side: str) -> list[Line]:
    """The lines of one side; ``matches`` as they are stored, numbered from 1 in their order."""
    marks: dict[int, list[tuple[int, int, int]]] = {}
    for number, match in enumerate(matches, start=1):
        for first_line, first, last_line, last in match[side]:
            for line in range(first_line, last_line + 1):
                start = first if line == first_line else 0
                end = last if line == last_line else 10**6
                marks.setdefault(line, []).append((start, end, number))
    anchored: set[int] = set()
    return [
        Line(number, tuple(_pieces(text, sorted(marks.get(number, [])), anchored)))
        for number, text in enumerate(lines_of(code), start=1)
    ]


def _pieces(
    text: str, marks: Iterable[tuple[int, int, int]], anchored: set[int]
) -> Iterable[Piece]:
    raw = text.encode()  # Python counts columns in bytes of UTF-8
    indent = len(raw) - len(raw.lstrip())
    at = 0
    for start, end, number in marks:
        start, end = max(start, at, indent), min(end, len(raw))
        if start >= end:
            continue
        if start > at:
            yield Piece(raw[at:start].decode("utf-8", "replace"))
        marked = raw[start:end].decode("utf-8", "replace")
        yield Piece(marked, number, anchor=number not in anchored)
        anchored.add(number)
        at = end
    if at < len(raw):
        yield Piece(raw[at:].decode("utf-8", "replace"))
