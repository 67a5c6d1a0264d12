"""Notebooks for `otter assign`, in the format with raw cells (version 1)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from grader.exchange.imports.assignment import Assignment, ForeignTest
from grader.exchange.imports.notebook import Cell

_CONFIG = "# ASSIGNMENT CONFIG"
_BEGIN, _END = re.compile(r"# BEGIN ([A-Z ]+)"), re.compile(r"# END ([A-Z ]+)")
_TEST_CONFIG = re.compile(
    r'\s*(?P<quotes>"""|\'\'\')\s*# BEGIN TEST CONFIG\s*\n(?P<config>.*?)(?P=quotes)'
    r"\s*# END TEST CONFIG[^\n]*\n?",
    re.DOTALL,
)
_HIDDEN = re.compile(r"^\s*#+\s*HIDDEN(?: TEST)?\s*#*\s*$", re.IGNORECASE | re.MULTILINE)
_BLOCK = re.compile(
    r"^[ \t]*# BEGIN SOLUTION(?P<none> NO PROMPT)?[^\n]*\n.*?^[ \t]*# END SOLUTION[^\n]*\n?",
    re.MULTILINE | re.DOTALL,
)
_PROMPT = re.compile(
    r'^[ \t]*"""[ \t]*# BEGIN PROMPT[^\n]*\n(?P<text>.*?)^[ \t]*"""[ \t]*;?[ \t]*# END PROMPT'
    r"[^\n]*\n?",
    re.MULTILINE | re.DOTALL,
)
_MARKERS = re.compile(r"^[ \t]*# (?:BEGIN|END) SOLUTION[^\n]*\n?", re.MULTILINE)
_REMARK = re.compile(r"[ \t]*#[ \t]*SOLUTION(?: NO PROMPT)?[ \t]*$", re.MULTILINE)
_LINE = re.compile(r"^(?P<before>[^\n#]*?)(?P<code>\S[^\n#]*)#[ \t]*SOLUTION[ \t]*$", re.MULTILINE)
_NO_PROMPT = re.compile(r"^[^\n]*#[ \t]*SOLUTION NO PROMPT[ \t]*\n?", re.MULTILINE)
_ASSIGNED = re.compile(r"^(?P<head>[ \t]*[^\n=#]*[^\n=!<>#]=)(?!=)[^\n]*$")


@dataclass
class _Question:
    name: str
    points: float | None
    manual: bool


def is_otter(cells: Sequence[Cell]) -> bool:
    """Whether the notebook has Otter's raw cells."""
    firsts = [cell.source.lstrip() for cell in cells if cell.kind == "raw"]
    return any(each.startswith((_CONFIG, "# BEGIN QUESTION")) for each in firsts)


def read_otter(cells: Sequence[Cell]) -> Assignment:
    """The parts of the notebook; what has no place in a lab is in ``left_out``."""
    reader = _Reader()
    for cell in cells:
        reader.read(cell)
    reader.share_points()
    return reader.found


class _Reader:
    """Goes through the cells; ``inside`` names the sections that are open."""

    def __init__(self) -> None:
        self.found = Assignment("Otter")
        self.inside: list[str] = []
        self.question: _Question | None = None
        self.tests: list[tuple[_Question, ForeignTest, float | None]] = []

    def read(self, cell: Cell) -> None:
        text = cell.source.lstrip()
        if cell.kind == "raw":
            self._read_raw(text)
        elif "TESTS" in self.inside:
            if cell.kind == "code" and self.question is not None:
                self._read_test(cell, self.question)
        elif cell.kind == "markdown":
            if "SOLUTION" not in self.inside:
                self.found.texts.append(cell.source)
        elif "PROMPT" in self.inside:
            self.found.starter[cell.number] = cell.source
        else:
            self._read_code(cell)

    def _read_raw(self, text: str) -> None:
        if text.startswith(_CONFIG):
            name = _yaml(text).get("name") or ""
            self.found.title = str(name)[:100]
        elif begin := _BEGIN.match(text):
            self.inside.append(begin[1].strip())
            if self.inside[-1] == "QUESTION":
                self._begin_question(_yaml(text))
        elif (end := _END.match(text)) and end[1].strip() in self.inside:
            del self.inside[self.inside.index(end[1].strip()) :]
            if end[1].strip() == "QUESTION":
                self.question = None

    def _begin_question(self, config: Mapping[str, Any]) -> None:
        points = config.get("points")
        if isinstance(points, dict):
            points = points.get("total")
        worth = float(points) if isinstance(points, int | float) and points >= 0 else None
        self.question = _Question(str(config.get("name", "")), worth, bool(config.get("manual")))
        if self.question.manual:
            self.found.left_out.append(
                f"Question {self.question.name}: it is graded by hand, which labs are not."
            )

    def _read_code(self, cell: Cell) -> None:
        self.found.solution[cell.number] = authors_version(cell.source)
        if "SOLUTION" in self.inside or self.question is None:
            self.found.starter.setdefault(cell.number, students_version(cell.source))

    def _read_test(self, cell: Cell, question: _Question) -> None:
        source, config = cell.source, {}
        if match := _TEST_CONFIG.match(source):
            config, source = _yaml(match["config"]), source[match.end() :]
        hidden = bool(config.get("hidden")) or bool(_HIDDEN.search(source))
        points = config.get("points")
        worth = float(points) if isinstance(points, int | float) and points >= 0 else None
        where = f"Cell {cell.number} (question {question.name})"
        test = ForeignTest(where, _HIDDEN.sub("", source), 1.0, hidden, cell.output)
        self.tests.append((question, test, worth))

    def share_points(self) -> None:
        """A question's points go to the tests that name none, in equal parts."""
        for question, test, worth in self.tests:
            mine = [other for owner, _, other in self.tests if owner is question]
            open_ones = sum(other is None for other in mine)
            left = (question.points or float(len(mine))) - sum(other or 0.0 for other in mine)
            points = worth if worth is not None else max(left, 0.0) / open_ones
            self.found.tests.append(
                ForeignTest(test.place, test.source, points, test.hidden, test.output)
            )


def authors_version(source: str) -> str:
    """The cell of a solution without what Otter reads in it."""
    return _REMARK.sub("", _MARKERS.sub("", _PROMPT.sub("", source)))


def students_version(source: str) -> str:
    """The cell of a solution as `otter assign` hands it out."""
    text = _BLOCK.sub(_prompt_of_block, source if source.endswith("\n") else source + "\n")
    return _LINE.sub(_blank, _NO_PROMPT.sub("", text))


def _prompt_of_block(match: re.Match[str]) -> str:
    if prompt := _PROMPT.search(match[0]):
        return prompt["text"]
    if match["none"]:
        return ""
    indent = match[0][: len(match[0]) - len(match[0].lstrip(" \t"))]
    return f"{indent}...\n"


def _blank(match: re.Match[str]) -> str:
    """``x = 5  # SOLUTION`` as ``x = ...``, another line as ``...``."""
    line = (match["before"] + match["code"]).rstrip()
    if assigned := _ASSIGNED.match(line):
        return f"{assigned['head']} ..."
    return line[: len(line) - len(line.lstrip())] + "..."


def _yaml(text: str) -> dict[str, Any]:
    """The settings of a raw cell; none where they cannot be read."""
    try:
        found = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
