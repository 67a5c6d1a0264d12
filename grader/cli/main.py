"""``python -m grader check FILE --lab LAB``, ``labs``, ``new``, ``verify``, ``mutate``, ``replay``,
``similarity``, ``export``, ``import``, ``calibrate``.

Exit status: 0 full correctness, 1 graded and something failed, 2 could not be graded. Of verify: 0
when no lab has a fault. Of mutate: 0 when the cases catch 95 % of the mutants, 1 when less. Of
replay: 0 the same verdict, 1 another. Of import: 0 a lab that can be graded with, 1 one that is not
ready.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from grader.calibration.calibration import NotCalibrated
from grader.cli import calibrating, comparing, exporting, importing, starting, verifying
from grader.cli.terminal_output import labs_text, made_count, mutants_text, report_text
from grader.exchange.errors import CannotExchange
from grader.files.faults import Faults, FaultyFiles
from grader.files.submission import InvalidSource, read_file
from grader.grading.grade import grade
from grader.grading.replay import ReplayError, read_report, replay, source_of, with_source
from grader.lab import Lab, NoSuchLab, find_lab, lab_folders, lab_roots, load_lab, read_lab
from grader.lab.environment import environment_dict
from grader.mutation_testing import mutate
from grader.sandbox import SandboxUnavailable
from grader.scaffold import CannotMake
from grader.values.formatting import printable
from grader.verification.checks.mutants import ENOUGH

FULL, FAILED, NOT_GRADED = 0, 1, 2
REFUSALS = (
    CannotExchange,
    CannotMake,
    FaultyFiles,
    InvalidSource,
    NoSuchLab,
    NotCalibrated,
    ReplayError,
    SandboxUnavailable,
)
"""Exceptions whose text says to the user what to do."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs a command; returns the exit status.

    Args:
        arguments: of the command line, those of this process unless given.
    """
    options = _parser().parse_args(arguments)
    try:
        status = options.run(options)
        sys.stdout.flush()
        return status
    except REFUSALS as error:
        return _report_error(str(error), options.json)
    except BrokenPipeError:  # the reader of the output has gone
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return NOT_GRADED
    except Exception as error:  # a fault of the grader must not look like a failed case
        return _report_error(f"The grader failed: {type(error).__name__}: {error}", options.json)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m grader", description="Grade code for numerical labs, in a sandbox."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    check = commands.add_parser("check", help="grade a file")
    check.add_argument("file", type=Path, metavar="FILE", help="a .py file or an .ipynb notebook")
    check.add_argument(
        "--lab", required=True, help="the lab's number, such as L5.3, its slug, or its folder"
    )
    check.add_argument("--visible", action="store_true", help="run the visible cases alone")
    check.add_argument("--seed", type=_seed, help="draw hidden and timed inputs from this number")
    check.set_defaults(run=_check)
    labs = commands.add_parser("labs", help="list the labs and their functions")
    labs.set_defaults(run=_labs)
    mutants = commands.add_parser("mutate", help="which mutants a lab's cases let through")
    mutants.add_argument("lab", help="the lab's number, such as L5.3, its slug, or its folder")
    mutants.set_defaults(run=_mutate)
    replayed = commands.add_parser("replay", help="grade again what a report says, and compare")
    replayed.add_argument("report", type=Path, metavar="REPORT", help="what check --json printed")
    replayed.add_argument("--file", type=Path, help="the code, where the report does not hold it")
    replayed.set_defaults(run=_replay)
    verified = verifying.add_command(commands)
    started = starting.add_command(commands)
    compared = comparing.add_command(commands)
    exported = exporting.add_command(commands)
    imported = importing.add_command(commands)
    calibrated = calibrating.add_command(commands)
    made = (started, compared, exported, imported, calibrated)
    for command in (check, labs, mutants, replayed, verified, *made):
        command.add_argument("--json", action="store_true", help="print one JSON value")
        command.add_argument(
            "--labs",
            type=Path,
            action="append",
            default=[],
            metavar="DIR",
            help="a folder of lab folders, searched first",
        )
    return parser


def _seed(text: str) -> int:
    """A whole number in decimal or, as a report has it, in hexadecimal."""
    number = int(text, 0)
    if number < 0:
        raise ValueError(text)
    return number


def _named_lab(options: argparse.Namespace) -> Lab:
    """The lab with this number or slug, or in this folder."""
    if (Path(options.lab) / "lab.yaml").is_file():
        return load_lab(options.lab)
    return find_lab(options.lab, lab_roots(options.labs))


def _check(options: argparse.Namespace) -> int:
    lab = _named_lab(options)
    source = read_file(options.file)
    report = grade(lab, source, visible_only=options.visible, seed=options.seed)
    if options.json:
        _print_json(with_source(report, source))
    else:
        print(report_text(report))
    if report.failure:
        return NOT_GRADED
    return FULL if report.full_correctness else FAILED


def _mutate(options: argparse.Namespace) -> int:
    lab = _named_lab(options)
    if not lab.visible:
        reason = (
            f"{lab.number} {lab.title} has no cases, which mutants could pass or fail; "
            f"python -m grader verify {lab.slug} checks its thresholds."
        )
        return _report_error(reason, options.json)
    result = mutate(lab)
    if options.json:
        _print_json(result.as_dict())
    else:
        print(printable(mutants_text(lab, result)))
    return FULL if result.share >= ENOUGH else FAILED


def _replay(options: argparse.Namespace) -> int:
    report = read_report(options.report)
    lab = find_lab(str(report.get("lab")), lab_roots(options.labs))
    source = source_of(report, read_file(options.file) if options.file else None)
    differences = replay(report, lab, source)
    if options.json:
        _print_json({"same": not differences, "differences": differences})
    else:
        print(printable("\n".join(differences) or "The same verdict, case by case."))
    return FAILED if differences else FULL


def _labs(options: argparse.Namespace) -> int:
    faults = Faults()
    labs = [read_lab(folder, faults) for folder in lab_folders(lab_roots(options.labs))]
    if len(faults):
        raise FaultyFiles(faults)
    known = sorted((lab for lab in labs if lab is not None), key=lambda lab: lab.place)
    if options.json:
        _print_json([_lab_as_dict(lab) for lab in known])
    else:
        print(labs_text(known))
    return FULL


def _lab_as_dict(lab: Lab) -> dict[str, Any]:
    facts = lab.as_dict() | {"environment": environment_dict(lab.limits)}
    return facts | {"cases": {**lab.case_counts, "made": made_count(lab)}}


def _report_error(reason: str, as_json: bool) -> int:
    if as_json:
        _print_json({"error": reason})
    print(printable(reason), file=sys.stderr)
    return NOT_GRADED


def _print_json(value: Any) -> None:
    """In ASCII: what a submission printed must not act on a terminal."""
    print(json.dumps(value, indent=2, ensure_ascii=True, allow_nan=False))
