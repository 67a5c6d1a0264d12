"""The report of a submission in a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:  # it brings NumPy, which takes longer to load than the rest
    from courseware_client.visible_cases import CaseResult

_MARKS = {True: ("✓", "green"), False: ("✗", "red"), None: ("·", "dim")}
MOST_CASES = 12
"""That fail, in a report that does not list every case."""


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


def report(found: Mapping[str, Any], *, every_case: bool = False) -> RenderableType:
    """The whole result; of the cases those that fail, unless ``every_case`` is asked for."""
    shown = found["report"]
    parts: list[RenderableType] = []
    color = "green" if is_right(found) else "red" if found["state"] == "done" else "yellow"
    title = Text(headline(found), f"bold {color}")
    parts.append(Text.assemble(title, f"  {shown['facts']}" if shown["facts"] else ""))
    causes = shown["causes"]
    if shown["sentence"] and not is_said_below(found):
        parts.append(Text(shown["sentence"]))
    if shown["load"]:
        parts.append(_indented(shown["load"], "dim"))
    for number, cause in enumerate(causes, start=1):
        parts += _cause(number, cause, len(causes))
    if every_case and shown["cases"]:
        parts.append(_table(shown["cases"]))
    elif not shown["load"]:
        parts += _failing(found)
    if shown["printed"]:
        parts.append(Text("Printed while loading:", style="dim"))
        parts.append(_indented(shown["printed"]))
    if shown["timing"]:
        parts.append(_timing(shown["timing"]))
    parts.append(Text(found["url"], style="dim"))
    return Group(*parts)


def is_said_below(found: Mapping[str, Any]) -> bool:
    """Whether the sentence on the whole is that of the first of several causes."""
    causes = found["report"]["causes"]
    return len(causes) > 1 and found["report"]["sentence"].startswith(causes[0]["sentence"])


def _cause(number: int, cause: Mapping[str, Any], of: int) -> Iterator[RenderableType]:
    if of > 1:
        count = "1 case" if cause["cases"] == 1 else f"{cause['cases']} cases"
        yield Text(f"{number}. {cause['sentence']}  ({count})")
    rows = [("call", cause["call"]), ("expected", cause["expected"]), ("got", cause["got"])]
    table = Table(box=None, pad_edge=False, show_header=False, padding=(0, 2, 0, 0))
    table.add_column(justify="right", style="dim")
    table.add_column(overflow="fold", style="cyan")
    for name, text in rows:
        if text:
            table.add_row(name, Text(text))
    if table.row_count:
        yield Padding(table, (0, 0, 0, 2), expand=False)


def _failing(found: Mapping[str, Any]) -> Iterator[RenderableType]:
    """The first cases that fail, with words where no cause above has said the same."""
    causes = found["report"]["causes"]
    failing = [case for case in found["report"]["cases"] if not case["passed"]]
    if not failing:
        return
    yield Text("Cases that fail:", style="bold")
    shown = [
        {**case, "hint": "", "sentence": ""} if _says(_words(case), causes) else case
        for case in failing[:MOST_CASES]
    ]
    yield _table(shown)
    if len(failing) > MOST_CASES:
        rest = len(failing) - MOST_CASES
        command = f"courseware watch {found['lab']} {found['id']} --cases"
        yield Text(f"and {rest} more; every case: {command}", style="dim")


def _says(words: str, causes: Iterable[Mapping[str, Any]]) -> bool:
    found = [cause["sentence"] for cause in causes]
    return any(words in sentence or words.startswith(sentence) for sentence in found)


def _words(case: Mapping[str, Any]) -> str:
    return str("" if case["passed"] else case["hint"] or case["sentence"])


def _table(cases: Iterable[Mapping[str, Any]]) -> Table:
    table = Table(box=None, pad_edge=False, show_header=False)
    for case in cases:
        mark, color = _MARKS[case["passed"]]
        hidden = "" if case["visible"] else "hidden"
        table.add_row(f"[{color}]{mark}[/]", Text(case["name"]), hidden, Text(_words(case)))
    return table


def _indented(text: str, style: str = "") -> Padding:
    return Padding(Text(text, style=style), (0, 0, 0, 2), expand=False)


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
        words = [result.detail, result.call if result.passed is False else ""]
        text = Text("\n".join(filter(None, words)))
        table.add_row(f"[{color}]{mark}[/]", Text(result.name), text)
    return table
