"""``python -m grader import FILE --to FOLDER``: an assignment of nbgrader or Otter as a lab."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from grader.exchange.errors import CannotExchange
from grader.exchange.imports.importing import Imported, import_assignment
from grader.exchange.imports.notebook import MOST_BYTES
from grader.values.formatting import printable

LOADABLE, NOT_YET = 0, 1


def add_command(commands: Any) -> argparse.ArgumentParser:
    """Adds ``import`` to the parsers of commands; the caller adds ``--labs`` and ``--json``."""
    command: argparse.ArgumentParser = commands.add_parser(
        "import", help="make a lab of an assignment of nbgrader or Otter"
    )
    command.add_argument("file", type=Path, metavar="FILE", help="the author's notebook (.ipynb)")
    command.add_argument(
        "--to",
        type=Path,
        required=True,
        metavar="FOLDER",
        help="the lab's folder, which is made; its name is the lab's slug, such as focal_loss",
    )
    command.add_argument("--number", default="", help="chapter and place, such as L9.1")
    command.set_defaults(run=run)
    return command


def run(options: argparse.Namespace) -> int:
    """Makes the folder and reports. Raises: CannotExchange, CannotMake."""
    found = import_assignment(_data(options.file), options.to, number=options.number)
    if options.json:
        print(json.dumps({"folder": str(options.to), **vars(found)}))
    else:
        print(printable(report_text(found, options.to)))
    return NOT_YET if found.obstacles else LOADABLE


def _data(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except OSError as error:
        raise CannotExchange(f"{path} cannot be read: {error.strerror}.") from error


def report_text(found: Imported, folder: Path) -> str:
    """What was made, what was not taken over, and how to go on."""
    lines = [f"{folder} is made of an assignment of {found.system}: {found.cases} cases for"]
    lines[0] += f" {', '.join(found.functions)}."
    if found.left_out:
        lines += ["Not taken over, or otherwise:", *(f"  {each}" for each in found.left_out)]
    if found.obstacles:
        lines += ["It cannot be graded with yet:", *(f"  {each}" for each in found.obstacles)]
    lines.append("Hints, mistakes, a workload and other solutions are still to be written.")
    lines.append("The grader runs a lab's own files outside the sandbox. Read them, and then:")
    lines.append(f"  python -m grader verify {folder}")
    return "\n".join(lines)
