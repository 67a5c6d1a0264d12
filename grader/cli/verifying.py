"""``python -m grader verify [LAB ...]``: what labs promise, checked, and reported line by line."""

from __future__ import annotations

import argparse
import json
import os
import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from grader.lab import lab_folders, lab_roots
from grader.lab.lookup import find_folder
from grader.values.formatting import printable
from grader.verification import QUICK, THOROUGH, Effort, Kind, Result, Work, checks_for, verify
from grader.verification.state import State, default_folder

NO_FAULT, FAULTS = 0, 1


def add_command(commands: Any) -> argparse.ArgumentParser:
    """Adds ``verify`` to the parsers of commands; the caller adds ``--labs`` and ``--json``."""
    command: argparse.ArgumentParser = commands.add_parser(
        "verify", help="check that labs keep what they promise"
    )
    command.add_argument(
        "lab", nargs="*", help="number, slug or folder of a lab; every lab where none is named"
    )
    effort = command.add_mutually_exclusive_group()
    effort.add_argument("--quick", action="store_true", help="only what takes about a second")
    effort.add_argument(
        "--thorough",
        action="store_true",
        help=f"{THOROUGH.seeds} draws and {THOROUGH.orders} runs of speed; goes on when repeated",
    )
    command.add_argument("--seeds", type=_positive, help="draws of the cases (3)")
    command.add_argument("--orders", type=_positive, help="runs of the order of speed (1)")
    command.add_argument("--jobs", type=_positive, help="processes at a time (one a CPU)")
    command.add_argument(
        "--state", type=Path, metavar="DIR", help="keep what was found there, and go on from it"
    )
    command.set_defaults(run=run)
    return command


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def run(options: argparse.Namespace) -> int:
    """Verifies, prints, and gives the exit status.

    Raises: NoSuchLab, SandboxUnavailable.
    """
    roots = lab_roots(options.labs)
    named = [_folder(name, roots) for name in options.lab] or list(lab_folders(roots))
    folders = list(dict.fromkeys(map(_shown, named)))
    effort = effort_of(options)
    folder = options.state or (default_folder() if options.thorough else None)
    work = Work(effort, tuple(roots), State(folder) if folder else None)
    progress = _Progress(len(checks_for(effort)), silent=options.json)
    started = time.monotonic()
    jobs = options.jobs or len(os.sched_getaffinity(0))
    for result in verify(folders, work, jobs):
        progress.add(result)
    seconds = time.monotonic() - started
    if options.json:
        labs = [_lab_as_dict(folder, progress.results[folder]) for folder in folders]
        facts = {"labs": labs, "faults": progress.faults, "seconds": round(seconds, 2)}
        print(json.dumps(facts, indent=2, ensure_ascii=True, allow_nan=False))
    else:
        print(_summary(len(folders), progress, seconds))
    return FAULTS if progress.faults else NO_FAULT


def effort_of(options: argparse.Namespace) -> Effort:
    """How much is tried, from the options of the command line."""
    effort = QUICK if options.quick else THOROUGH if options.thorough else Effort()
    seeds, orders = options.seeds or effort.seeds, options.orders or effort.orders
    return Effort(seeds, orders, effort.quick)


def _folder(name: str, roots: Sequence[Path]) -> Path:
    """A folder that is there, or what has this number or slug. Raises: NoSuchLab."""
    path = Path(name)
    if path.is_dir() and (os.sep in name or (path / "lab.yaml").exists()):
        return path.resolve()
    return find_folder(name, roots)


def _shown(folder: Path) -> Path:
    """The folder as an author would type it: from the working folder where that is above."""
    whole, here = folder.resolve(), Path.cwd()
    return whole.relative_to(here) if here in whole.parents else whole


class _Progress:
    """Prints each result as it comes, and each lab's end.

    Args:
        checks: how many a lab gets.
        silent: prints nothing.
    """

    def __init__(self, checks: int, *, silent: bool) -> None:
        self.checks, self.silent = checks, silent
        self.results: defaultdict[Path, list[Result]] = defaultdict(list)

    def add(self, result: Result) -> None:
        """One more result."""
        found = self.results[result.folder]
        found.append(result)
        if self.silent:
            return
        lines = _result_lines(result)
        if len(found) == self.checks:
            lines.append(_end_of_lab(result.folder, found))
        print(printable("\n".join(lines)), flush=True)

    @property
    def faults(self) -> int:
        """In all labs so far."""
        return sum(len(result.faults) for found in self.results.values() for result in found)


def _result_lines(result: Result) -> list[str]:
    if result.waits:
        state = "waits until the lab can be run"
    else:
        counts = {
            "faults": len(result.faults),
            "not decided": sum(f.kind is Kind.undecided for f in result.findings),
        }
        state = ", ".join(_counted(n, words) for words, n in counts.items() if n) or "ok"
    kept = ", kept" if result.kept else ""
    time_taken = "" if result.waits else f"  ({result.seconds:.1f} s{kept})"
    lines = [f"{result.folder.name}: {result.check}: {state}{time_taken}"]
    return lines + [f"  {finding}" for finding in result.findings]


def _counted(number: int, words: str) -> str:
    return f"{number} {words.removesuffix('s') if number == 1 else words}"


def _end_of_lab(folder: Path, results: Sequence[Result]) -> str:
    faults = sum(len(result.faults) for result in results)
    seconds = sum(result.seconds for result in results)
    found = _counted(faults, "faults") if faults else "no fault"
    return f"{folder.name}: {found}, {seconds:.1f} s"


def _summary(labs: int, progress: _Progress, seconds: float) -> str:
    found = _counted(progress.faults, "faults") if progress.faults else "no fault"
    return f"{_counted(labs, 'labs')} verified in {seconds:.1f} s: {found}."


def _lab_as_dict(folder: Path, results: Sequence[Result]) -> dict[str, Any]:
    order = list(checks_for(Effort()))
    return {
        "lab": folder.name,
        "folder": str(folder),
        "faults": sum(len(result.faults) for result in results),
        "seconds": round(sum(result.seconds for result in results), 2),
        "checks": [
            result.as_dict() for result in sorted(results, key=lambda r: order.index(r.check))
        ],
    }
