"""Lists as tables in a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rich.table import Table
from rich.text import Text


def courses_table(courses: Sequence[Mapping[str, Any]], usual: str) -> Table:
    """``usual`` is the course that commands are about; it is marked."""
    table = _table("Course", "Title", "Role")
    for each in courses:
        mark = " *" if each["slug"] == usual else ""
        table.add_row(each["slug"] + mark, Text(each["title"]), each["role"])
    return table


def items_table(items: Iterable[Mapping[str, Any]], *, kinds: bool = False) -> Table:
    """With ``kinds`` a column tells quizzes from labs, which may have the same name.

    Names that commands take are never broken, so that they can be copied."""
    table = _table(*(["Kind"] if kinds else []), "Item", "Title", "State", "Score", "Due")
    for column in (table.columns[-5], table.columns[-2]):
        column.no_wrap = True
    for each in items:
        due = (each["due_at"] or "")[:16].replace("T", " ")
        state = Text(each["state_text"])
        kind = [each["kind"]] if kinds else []
        table.add_row(*kind, each["slug"], Text(each["title"]), state, _score(each), due)
    return table


def total_line(grades: Mapping[str, Any]) -> str:
    """Empty before anything counts."""
    total = grades.get("total") or {}
    if total.get("percent") is None:
        return ""
    letter = f", {total['letter']}" if total.get("letter") else ""
    of = f"{total['earned']:.4g} of {total['out_of']:.4g} points"
    return f"Total: {of}, {total['percent']:.1f} %{letter}"


def _score(item: Mapping[str, Any]) -> str:
    points = f"{item['points']:g}"
    score = "-" if item["score"] is None else f"{item['score'] * item['points']:.4g}"
    return f"{score} of {points}"


def _table(*headings: str) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in headings:
        table.add_column(heading, overflow="fold")
    return table
