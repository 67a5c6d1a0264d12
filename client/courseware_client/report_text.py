"""The report of a submission in a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from rich.console import Group, RenderableType
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from courseware_client.visible_cases import CaseResult

_MARKS = {True: ("✓", "green"), False: ("✗", "red"), None: ("·", "dim")}


def is_right(found: Mapping[str, Any]) -> bool:
    return found["verdict"] == "passed"


def headline(found: Mapping[str, Any]) -> str:
    """One line: what is known so far."""
    if found["state"] == "queued":
        place = f", place {found['place']} in the queue" if found["place"] else ""
        return f"Waiting{place}"
    if found["state"] == "running":
        if found["correctness"] == 1.0:
            return "Correct; measuring speed"
        return f"Running: {len(found['report']['cases'])} cases so far"
    if found["state"] == "failed":
        return "Could not be graded. Your code is kept."
    if not found["released"]:
        return "Graded, not released"
    score = "" if found["score"] is None else f", {found['score']:.4g} of 100"
    word = "Passed" if is_right(found) else found["verdict"].replace("_", " ").capitalize()
    return f"{word}{score}"


def report(found: Mapping[str, Any]) -> RenderableType:
    """The whole result."""
    shown = found["report"]
    parts: list[RenderableType] = []
    color = "green" if is_right(found) else "red" if found["state"] == "done" else "yellow"
    parts.append(Text.assemble((headline(found), f"bold {color}"), f"  {shown['facts']}"))
    if shown["sentence"]:
        parts.append(Text(shown["sentence"]))
    if shown["load"]:
        parts.append(Padding(Text(shown["load"], style="dim"), (0, 0, 0, 2)))
    for number, cause in enumerate(shown["causes"], start=1):
        parts += _cause(number, cause, len(shown["causes"]))
    if shown["cases"]:
        parts.append(_table(shown["cases"]))
    if shown["printed"]:
        parts.append(Text("Printed while loading:", style="dim"))
        parts.append(Padding(Text(shown["printed"]), (0, 0, 0, 2)))
    if shown["timing"]:
        parts.append(_timing(shown["timing"]))
    parts.append(Text(found["url"], style="dim"))
    return Group(*parts)


def _cause(number: int, cause: Mapping[str, Any], of: int) -> Iterator[RenderableType]:
    if of > 1:
        yield Text(f"{number}. {cause['sentence']}  ({cause['cases']} cases)")
    rows = [("call", cause["call"]), ("expected", cause["expected"]), ("got", cause["got"])]
    lines = [f"{name:>9}  {text}" for name, text in rows if text]
    if lines:
        yield Padding(Text("\n".join(lines), style="cyan"), (0, 0, 0, 2))


def _table(cases: Iterable[Mapping[str, Any]]) -> Table:
    table = Table(box=None, pad_edge=False, show_header=False)
    for case in cases:
        mark, color = _MARKS[case["passed"]]
        words = "" if case["passed"] else case["hint"] or case["sentence"]
        hidden = "" if case["visible"] else "hidden"
        table.add_row(f"[{color}]{mark}[/]", escape(case["name"]), hidden, escape(words))
    return table


def _timing(timing: Mapping[str, Any]) -> Text:
    low, high = timing["low"], timing["high"]
    interval = f" (95 %: {low:.3g} to {high:.3g})" if low is not None and high is not None else ""
    points = f", {timing['points']:.3g} points" if timing["points"] is not None else ""
    return Text(f"Speed: {timing['ratio']:.3g} times the reference's time{interval}{points}")


def local_results(results: Iterable[CaseResult]) -> Table:
    """Cases that were run on this machine."""
    table = Table(box=None, pad_edge=False, show_header=False)
    for result in results:
        mark, color = _MARKS[result.passed]
        words = [result.detail, f"{result.call}" if result.passed is False else ""]
        table.add_row(
            f"[{color}]{mark}[/]", escape(result.name), escape("\n".join(filter(None, words)))
        )
    return table
