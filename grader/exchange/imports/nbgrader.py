"""Notebooks of nbgrader, as their author wrote them (source) or as students get them (release)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from grader.exchange.imports.assignment import Assignment, ForeignTest
from grader.exchange.imports.notebook import Cell

_REGION = re.compile(
    r"^(?P<indent>[ \t]*)### BEGIN SOLUTION\b.*?^[ \t]*### END SOLUTION[^\n]*\n?",
    re.MULTILINE | re.DOTALL,
)
_MARKER = re.compile(r"^[ \t]*### (?:BEGIN|END) SOLUTION[^\n]*\n?", re.MULTILINE)
_SCHEME = re.compile(
    r"^[ \t]*### BEGIN MARK SCHEME\b.*?^[ \t]*### END MARK SCHEME[^\n]*\n?",
    re.MULTILINE | re.DOTALL,
)
_HIDDEN = re.compile(
    r"^[ \t]*### BEGIN HIDDEN TESTS[^\n]*\n(?P<tests>.*?)^[ \t]*### END HIDDEN TESTS[^\n]*\n?",
    re.MULTILINE | re.DOTALL,
)
_AUTOTEST = re.compile(r"^[ \t]*### (?:HASHED )?AUTOTEST\b", re.MULTILINE)
_STUB = "# YOUR CODE HERE\nraise NotImplementedError()\n"


def is_nbgrader(cells: Sequence[Cell]) -> bool:
    """Whether a cell has what nbgrader notes in it."""
    return any(cell.metadata for cell in cells)


def read_nbgrader(cells: Sequence[Cell]) -> Assignment:
    """The parts of the notebook; what has no place in a lab is in ``left_out``."""
    found = Assignment("nbgrader")
    for cell in cells:
        _read(cell, found)
    regions = any(_MARKER.search(cell.source) for cell in cells)
    stubs = any("YOUR CODE HERE" in cell.source for cell in cells)
    found.has_solution = regions or not stubs
    return found


def _read(cell: Cell, found: Assignment) -> None:
    place = f"Cell {cell.number}"
    graded, solution = bool(cell.metadata.get("grade")), bool(cell.metadata.get("solution"))
    if cell.metadata.get("task") or (graded and solution):
        found.left_out.append(f"{place}: it is graded by hand, which labs are not.")
        if cell.kind != "code":
            return
    if cell.kind == "markdown":
        found.texts.append(_SCHEME.sub("", cell.source))
    elif cell.kind == "code" and graded and not solution:
        _read_tests(cell, place, found)
    elif cell.kind == "code":
        found.solution[cell.number] = _MARKER.sub("", cell.source)
        found.starter[cell.number] = students_version(cell.source) if solution else cell.source


def students_version(source: str) -> str:
    """The cell of a solution as nbgrader hands it out; without regions nothing of it is left."""
    if not _MARKER.search(source) and "YOUR CODE HERE" not in source:
        return _STUB
    return _REGION.sub(_stub, source if source.endswith("\n") else source + "\n")


def _stub(match: re.Match[str]) -> str:
    return "".join(match["indent"] + line for line in _STUB.splitlines(keepends=True))


def _read_tests(cell: Cell, place: str, found: Assignment) -> None:
    """Visible and hidden tests of one cell share its points by their number of lines of tests."""
    source = cell.source if cell.source.endswith("\n") else cell.source + "\n"
    if _AUTOTEST.search(source):
        found.left_out.append(
            f"{place}: ### AUTOTEST lines are made into tests by nbgrader; import what "
            "“nbgrader generate_assignment” has made of the notebook."
        )
    points = cell.metadata.get("points")
    worth = float(points) if isinstance(points, int | float) and points > 0 else 0.0
    if not worth:
        found.left_out.append(f"{place}: its tests have no points; their cases weigh as one point.")
    name = str(cell.metadata.get("grade_id") or "")
    where = f"{place} ({name})" if name else place
    hidden = "".join(match["tests"] for match in _HIDDEN.finditer(source))
    parts = [(_HIDDEN.sub("", source), False), (hidden, True)]
    kept = [(text, secret) for text, secret in parts if text.strip()]
    for text, secret in kept:
        found.tests.append(ForeignTest(where, text, (worth or 1.0) / len(kept), secret))
