"""``python -m grader export LAB --as notebook|otter|gradescope``."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from grader.exchange.errors import CannotExchange
from grader.exchange.gradescope import gradescope_zip
from grader.exchange.otter import otter_assignment
from grader.exchange.students import students_notebook
from grader.lab import Lab, find_lab, lab_roots, load_lab

Written = tuple[dict[str, bytes], tuple[str, ...]]
"""Files by name, and what of the lab is not in them."""


def _notebook(lab: Lab) -> Written:
    return {f"{lab.slug}.ipynb": students_notebook(lab).encode()}, ()


def _otter(lab: Lab) -> Written:
    found = otter_assignment(lab)
    return {name: text.encode() for name, text in found.files.items()}, found.left_out


def _gradescope(lab: Lab) -> Written:
    return {f"{lab.slug}-gradescope.zip": gradescope_zip(lab)}, ()


FORMS: dict[str, Callable[[Lab], Written]] = {
    "notebook": _notebook,
    "otter": _otter,
    "gradescope": _gradescope,
}


def add_command(commands: Any) -> argparse.ArgumentParser:
    """Adds ``export`` to the parsers of commands."""
    command: argparse.ArgumentParser = commands.add_parser(
        "export", help="write a lab as a notebook, or for another grader"
    )
    command.add_argument("lab", help="the lab's number, such as L5.3, its slug, or its folder")
    command.add_argument(
        "--as",
        dest="form",
        choices=[*FORMS],
        default="notebook",
        help="notebook: for students; otter: what “otter assign” reads; gradescope: an autograder",
    )
    command.add_argument(
        "--to", type=Path, default=Path(), metavar="DIR", help="the folder to write into"
    )
    command.add_argument("--force", action="store_true", help="replace files that are there")
    command.set_defaults(run=run)
    return command


def run(options: argparse.Namespace) -> int:
    """Writes the files and says which. Raises: CannotExchange, NoSuchLab, FaultyFiles."""
    is_folder = (Path(options.lab) / "lab.yaml").is_file()
    lab = load_lab(options.lab) if is_folder else find_lab(options.lab, lab_roots(options.labs))
    files, left_out = FORMS[options.form](lab)
    there = [str(options.to / name) for name in files if (options.to / name).exists()]
    if there and not options.force:
        raise CannotExchange(f"{', '.join(there)} is there already. Replace it with --force.")
    options.to.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (options.to / name).write_bytes(data)
    written = [str(options.to / name) for name in files]
    if options.json:
        print(json.dumps({"files": written, "left_out": [str(each) for each in left_out]}))
        return 0
    print("\n".join(written))
    if left_out:
        print("Not taken over:")
        print("\n".join(f"  {each}" for each in left_out))
    return 0
