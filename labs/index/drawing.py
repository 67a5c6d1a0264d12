"""Draws which lab of a chapter builds on which. Pure: labs in, places of boxes and lines out.

Labs are in columns: each to the right of those it builds on. What nothing leads to or from
stands below, in rows. A lab that builds on several stands beside the last of them in the chain.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from labs.index.rows import LabRow

WIDTH, HEIGHT = 236, 72
ACROSS, DOWN = 280, 86
LETTERS = 31  # of a title, in a line of a box
LEAST_COLUMNS = 4


@dataclass(frozen=True)
class Box:
    lab: LabRow
    x: int
    y: int

    @property
    def lines(self) -> list[str]:
        """The title, in two lines at most."""
        return textwrap.wrap(self.lab.title, LETTERS, max_lines=2, placeholder=" …")


@dataclass(frozen=True)
class Drawing:
    """``lines`` are SVG paths; ``apart`` is where unconnected labs begin, if there are any."""

    boxes: list[Box]
    lines: list[str]
    width: int
    height: int
    apart: int | None = None


def levels_of(labs: Sequence[LabRow]) -> dict[str, int]:
    """By slug, the length of the longest chain of prerequisites within the labs."""
    inside = {lab.slug for lab in labs}
    levels: dict[str, int] = {}
    waiting = list(labs)
    while waiting:
        known = [
            lab
            for lab in waiting
            if all(each.slug in levels for each in lab.before if each.slug in inside)
        ]
        for lab in known or waiting:  # labs that need each other: an author's mistake, drawn too
            before = [levels[each.slug] for each in lab.before if each.slug in levels]
            levels[lab.slug] = 1 + max(before, default=-1)
        waiting = [lab for lab in waiting if lab.slug not in levels]
    return levels


def in_order(labs: Sequence[LabRow]) -> list[tuple[LabRow, int]]:
    """The labs with their levels: each after those that it builds on, chains together."""
    levels, after = levels_of(labs), _after(labs)
    found: list[tuple[LabRow, int]] = []

    def add(lab: LabRow) -> None:
        found.append((lab, levels[lab.slug]))
        for each in after.get(lab.slug, ()):
            add(each)

    for lab in labs:
        if _beside(lab, levels) is None:
            add(lab)
    return found


def draw(labs: Sequence[LabRow]) -> Drawing:
    """The labs of one chapter, in the course's order."""
    levels, after = levels_of(labs), _after(labs)
    inside = {lab.slug for lab in labs}
    linked = {each.slug for lab in labs for each in lab.before if each.slug in inside}
    linked |= {lab.slug for lab in labs if levels[lab.slug]}
    rows: dict[str, int] = {}

    def place(lab: LabRow, row: int) -> int:
        """Puts it and what follows it into rows from ``row`` on; the next row that is free."""
        rows[lab.slug], free = row, row
        for each in after.get(lab.slug, ()):
            free = place(each, free)
        return max(free, row + 1)

    free = 0
    for lab in labs:
        if lab.slug in linked and _beside(lab, levels) is None:
            free = place(lab, free)
    columns = max(LEAST_COLUMNS, 1 + max(levels.values(), default=0))
    boxes = [
        Box(lab, levels[lab.slug] * ACROSS, rows[lab.slug] * DOWN)
        for lab in labs
        if lab.slug in rows
    ]
    alone = [lab for lab in labs if lab.slug not in rows]
    top = free * DOWN + (DOWN // 4 if boxes and alone else 0)
    for number, lab in enumerate(alone):
        row, column = divmod(number, columns)
        boxes.append(Box(lab, column * ACROSS, top + row * DOWN))
    height = max((box.y for box in boxes), default=0) + HEIGHT
    width = (columns - 1) * ACROSS + WIDTH
    return Drawing(boxes, _lines(boxes), width, height, top if alone and free else None)


def _after(labs: Sequence[LabRow]) -> dict[str, list[LabRow]]:
    """By slug, the labs placed beside it; each lab is beside one of its prerequisites."""
    levels = levels_of(labs)
    found: dict[str, list[LabRow]] = {}
    for lab in labs:
        if (beside := _beside(lab, levels)) is not None:
            found.setdefault(beside.slug, []).append(lab)
    return found


def _beside(lab: LabRow, levels: dict[str, int]) -> LabRow | None:
    """The prerequisite that is farthest along, of those that come before it."""
    before = [each for each in lab.before if levels.get(each.slug, 99) < levels[lab.slug]]
    return max(before, key=lambda each: levels[each.slug], default=None)


def _lines(boxes: Sequence[Box]) -> list[str]:
    """From the right side of what comes before to the left side of what builds on it."""
    at = {box.lab.slug: box for box in boxes}
    taken = {(box.x, box.y) for box in boxes}
    return [
        _line(start, box, taken)
        for box in boxes
        for before in box.lab.before
        if (start := at.get(before.slug)) is not None and start.x < box.x
    ]


def _line(start: Box, end: Box, taken: set[tuple[int, int]]) -> str:
    """Bends beside the box where it ends, or where it starts when boxes are in its way."""
    gap, (top, bottom) = ACROSS - WIDTH, (start.y + HEIGHT // 2, end.y + HEIGHT // 2)
    between = range(start.x + ACROSS, end.x, ACROSS)
    late = not any((x, start.y) in taken for x in between)
    left = end.x - gap if late else start.x + WIDTH
    bend = f"C{left + gap} {top} {left} {bottom} {left + gap} {bottom}"
    return f"M{start.x + WIDTH} {top}H{left}{bend}H{end.x}"
