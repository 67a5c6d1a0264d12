"""``python -m grader new SLUG [DIR]``: the folder of a new lab."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from grader.scaffold import known_formats, make_lab


def add_command(commands: Any) -> argparse.ArgumentParser:
    """Adds ``new`` to the parsers of commands; the caller adds ``--labs`` and ``--json``."""
    command: argparse.ArgumentParser = commands.add_parser(
        "new", help="make the folder of a new lab"
    )
    command.add_argument("slug", help="the folder's name, such as focal_loss")
    command.add_argument(
        "directory", nargs="?", type=Path, default=Path(), metavar="DIR", help="where to make it"
    )
    command.add_argument("--number", default="", help="chapter and place, such as L9.1")
    command.add_argument(
        "--function",
        action="append",
        default=[],
        metavar="NAME",
        help="a function that the lab asks for; the slug where none is named",
    )
    command.add_argument("--format", default="code", help=f"one of {', '.join(known_formats())}")
    command.set_defaults(run=run)
    return command


def run(options: argparse.Namespace) -> int:
    """Makes the folder, and says how to go on. Raises: CannotMake."""
    folder = make_lab(
        options.directory,
        options.slug,
        number=options.number,
        format=options.format,
        functions=options.function,
        roots=options.labs,
    )
    if options.json:
        print(json.dumps({"folder": str(folder)}))
    else:
        print(f"{folder} is made. What is to be written: python -m grader verify {folder}")
    return 0
