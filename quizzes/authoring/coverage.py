"""Which sections no question asks about, and which have changed since a question was written.

Pure: Markdown sources and questions in, rows out.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_ANCHOR = re.compile(r"\{#([A-Za-z][\w-]*)\}")
_HEADING = re.compile(r"(#{1,6}) ")
_FENCE = re.compile(r"\s*(```|~~~)")


@dataclass(frozen=True)
class UncoveredSection:
    """A section that no question names."""

    chapter: str
    anchor: str
    title: str


@dataclass(frozen=True)
class OutdatedAnchor:
    """A question whose paragraph is another than when the question was written."""

    quiz: str
    question: str
    anchor: str


def section_hashes(source: str) -> dict[str, str]:
    """A hash of the text of each anchor: a section up to the next heading, or one paragraph."""
    lines = source.splitlines()
    headings = _heading_lines(lines)
    hashes = {}
    for number, line in enumerate(lines):
        for anchor in _ANCHOR.findall(line):
            start, end = _extent(lines, headings, number)
            text = " ".join(" ".join(lines[start:end]).split())
            hashes[anchor] = hashlib.sha256(text.encode()).hexdigest()[:16]
    return hashes


def _heading_lines(lines: list[str]) -> list[int]:
    """Numbers of the lines that are headings; a comment in a code block is none."""
    found, in_code = [], False
    for number, line in enumerate(lines):
        if _FENCE.match(line):
            in_code = not in_code
        elif not in_code and _HEADING.match(line):
            found.append(number)
    return found


def _extent(lines: list[str], headings: list[int], number: int) -> tuple[int, int]:
    if number in headings:
        return number, next((line for line in headings if line > number), len(lines))
    start = end = number
    while start > 0 and lines[start - 1].strip():
        start -= 1
    while end < len(lines) and lines[end].strip():
        end += 1
    return start, end


def headings_of(source: str) -> dict[str, str]:
    """By anchor, the anchor of the heading above it; a heading's is its own."""
    lines = source.splitlines()
    headings = set(_heading_lines(lines))
    found: dict[str, str] = {}
    current = ""
    for number, line in enumerate(lines):
        anchors = _ANCHOR.findall(line)
        if number in headings and anchors:
            current = anchors[0]
        found |= dict.fromkeys(anchors, current)
    return found


def uncovered(
    outlines: Mapping[str, Iterable[Mapping[str, str]]], anchors: Iterable[str]
) -> list[UncoveredSection]:
    """Headings of chapters that no anchor of a question names, in order."""
    named = set(anchors)
    return [
        UncoveredSection(chapter, heading["anchor"], heading["title"])
        for chapter, outline in outlines.items()
        for heading in outline
        if f"{chapter}#{heading['anchor']}" not in named
    ]
