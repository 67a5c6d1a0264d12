"""The files of a lab that is made of an assignment."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from grader.exchange.imports.cases import ImportedCase
from grader.exchange.imports.code import AskedFunction
from grader.scaffold import CannotMake, make_lab
from grader.scaffold.parts import Asked

_MOST_TEXT = 60_000


def write_folder(
    folder: Path,
    *,
    title: str,
    number: str,
    statement: str,
    reference: str,
    starter: str,
    asked: Sequence[AskedFunction],
    cases: Sequence[ImportedCase],
) -> None:
    """Makes the folder of a new lab and fills in what the assignment has.

    ``reference`` is empty where the assignment has no solution. Raises: CannotMake.
    """
    functions = [Asked(each.name, each.signature, each.does, 1, False) for each in asked]
    if folder.exists():
        raise CannotMake(f"{folder} is there already; choose another folder or remove it.")
    folder.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=folder.parent) as home:
        made = make_lab(
            Path(home), folder.name, number=number, asked=functions, roots=[folder.parent]
        )
        _fill(made, title, statement, reference, starter, cases)
        made.rename(folder)


def _fill(
    folder: Path,
    title: str,
    statement: str,
    reference: str,
    starter: str,
    cases: Sequence[ImportedCase],
) -> None:
    _fill_in_metadata(folder / "lab.yaml", title)
    _write(folder / "statement.md", statement[:_MOST_TEXT])
    _write(folder / "starter.py", starter)
    _write(folder / "cases.py", cases_source(cases))
    _write(folder / "workload.py", _workload(cases))
    if reference:
        _write(folder / "reference.py", reference)
        _write(folder / "solutions" / "vectorised.py", reference)


def cases_source(cases: Sequence[ImportedCase]) -> str:
    """``cases.py``: inputs alone, as the reference has the answers."""
    hidden = [case for case in cases if case.hidden]
    visible = [case for case in cases if not case.hidden]
    if not visible:  # a lab shows at least one
        visible, hidden = hidden[:1], hidden[1:]
    names = ["Case", "call", *(["raises"] if any(case.raises for case in cases) else [])]
    numpy = "import numpy as np\n\n" if any("np." in case.call() for case in cases) else ""
    text = f"{numpy}from grader.lab import {', '.join(names)}\n\n\n"
    text += "def visible():\n" + "".join(
        _case(case, number) for number, case in enumerate(visible, 1)
    )
    text += "\n\ndef hidden(rng):\n"
    text += "    # TODO: Draw more cases from rng: a student can learn fixed ones by heart.\n"
    first = len(visible) + 1
    text += "".join(_case(case, number) for number, case in enumerate(hidden, first))
    return text + ("" if hidden else "    yield from ()\n")


def _case(case: ImportedCase, number: int) -> str:
    name = json.dumps(f"{case.function} {number}: {case.place}", ensure_ascii=False)
    hint = f'hint="TODO: Say what to think of where {case.function} fails here."'
    weight = f", weight={case.weight:.6g}" if abs(case.weight - 1) > 1e-9 else ""
    expects = f", expects=raises({case.raises})" if case.raises else ""
    return f"    yield Case({name}, {case.call()}, {hint}{weight}{expects})\n"


def _workload(cases: Sequence[ImportedCase]) -> str:
    case = next((case for case in cases if not case.raises), cases[0])
    numpy = "import numpy as np\n\n" if "np." in case.call() else ""
    return (
        f"{numpy}from grader.lab import call\n\nSIZES = (1,)\n\n\ndef make(rng, size):\n"
        "    # TODO: Draw large inputs, and give performance in lab.yaml a weight.\n"
        f"    return [{case.call()}]\n"
    )


def _fill_in_metadata(path: Path, title: str) -> None:
    """The title; and speed has no weight, as the assignment does not time anything."""
    lines = []
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("title:"):
            line = f"title: {json.dumps(title, ensure_ascii=False)}"
        elif line.startswith("weights:"):
            line = "weights: {correctness: 100, performance: 0}"
        lines.append(line)
    _write(path, "\n".join(lines) + "\n")


def _write(path: Path, text: str) -> None:
    path.write_text(text, "utf-8")
