"""An assignment as a lab, with a report of what was not taken over."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from grader.exchange.errors import CannotExchange
from grader.exchange.imports.assignment import Assignment
from grader.exchange.imports.cases import cases_of
from grader.exchange.imports.code import (
    asked_functions,
    defined_functions,
    reference_code,
    starter_code,
)
from grader.exchange.imports.folder import write_folder
from grader.exchange.imports.nbgrader import is_nbgrader, read_nbgrader
from grader.exchange.imports.notebook import read_cells
from grader.exchange.imports.otter import is_otter, read_otter
from grader.exchange.imports.trial import try_cases

_HEADING = re.compile(r"^#{1,3}[ \t]+(\S[^\n]*)", re.MULTILINE)
_ATTACHED = re.compile(r"!\[[^\]]*\]\(attachment:[^)]*\)")
_NO_SOLUTION = (
    "The notebook has no solution: it is what students get. Write reference.py and the solutions, "
    "or import the author's version."
)


@dataclass(frozen=True)
class Imported:
    """``obstacles`` are why the lab cannot be graded with yet; ``left_out`` what has no place."""

    system: str
    functions: tuple[str, ...]
    cases: int
    left_out: tuple[str, ...]
    obstacles: tuple[str, ...]


def import_assignment(data: bytes, folder: Path, *, number: str = "") -> Imported:
    """Makes the folder of a lab from the bytes of a notebook.

    The notebook's code is run in the sandbox alone.

    Args:
        data: of the notebook.
        folder: that is made; its name is the lab's slug.
        number: such as ``L9.1``; a free one unless given.

    Raises:
        CannotExchange: it is no such notebook, or nothing in it can be a case of a lab.
        CannotMake: there is such a folder, or its name or the number is wrong.
    """
    found = read_assignment(data)
    functions = defined_functions([*found.solution.values(), *found.starter.values()])
    cases, left_out = cases_of(found.tests, functions)
    left_out = [*found.left_out, *left_out]
    cells = found.solution if found.has_solution else found.starter
    reference, dropped = reference_code(cells)
    obstacles = [] if found.has_solution else [_NO_SOLUTION]
    if found.has_solution and cases:
        cases, remarks, untried = try_cases(reference, cases)
        left_out += remarks
        obstacles += [untried] if untried else []
    if not cases:
        raise CannotExchange(_nothing(left_out))
    asked = asked_functions(cells.values(), {case.function for case in cases})
    left_out += dropped + _texts_left_out(found)
    write_folder(
        folder,
        title=_title(found, folder.name),
        number=number,
        statement=_statement(found),
        reference=reference if found.has_solution else "",
        starter=starter_code(found.starter, asked),
        asked=asked,
        cases=cases,
    )
    names = tuple(each.name for each in asked)
    return Imported(found.system, names, len(cases), tuple(left_out), tuple(obstacles))


def read_assignment(data: bytes) -> Assignment:
    """The parts of a notebook. Raises: CannotExchange: neither nbgrader nor Otter knows it."""
    cells = read_cells(data)
    if is_nbgrader(cells):
        return read_nbgrader(cells)
    if is_otter(cells):
        return read_otter(cells)
    raise CannotExchange(
        "This notebook is no assignment: it has neither cells of nbgrader nor raw cells of Otter "
        "(# ASSIGNMENT CONFIG). Import the notebook from which the assignment is made."
    )


def _nothing(left_out: Sequence[str]) -> str:
    text = (
        "No test of this notebook can be a case of a lab: a case is a call of a function that the "
        "solution defines, with arguments that the test writes out."
    )
    return "\n".join([text, *left_out[:20]])


def _title(found: Assignment, slug: str) -> str:
    heading = next((m for text in found.texts if (m := _HEADING.search(text))), None)
    title = heading[1] if heading else found.title or slug.replace("_", " ").capitalize()
    return " ".join(title.split())[:100]


def _statement(found: Assignment) -> str:
    texts = [_ATTACHED.sub("", text).strip() for text in found.texts]
    return "\n\n".join(filter(None, texts)) + "\n" if any(texts) else "TODO: Write the task.\n"


def _texts_left_out(found: Assignment) -> list[str]:
    if any(_ATTACHED.search(text) for text in found.texts):
        return ["Pictures that are attached to text cells."]
    return []
