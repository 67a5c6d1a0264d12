"""`make test`, `make test-quick` and `make test-full`.

`make test` leaves out what is marked ``slow``: tests that wait long or try every combination.
`make test-quick` runs the cheap tests of every package. ``--room`` names one folder of `tests/`.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
from pathlib import Path

from deploy.messages import DeployError, report_failure
from deploy.virtualenv import ROOT

_NO_TESTS = 5  # pytest's exit status when nothing was selected
_COSTS = ["--costs"]  # lists those that belong in test-full
_NO_BYTECODE = "PYTHONDONTWRITEBYTECODE"
_PYTEST = [sys.executable, "-m", "pytest"]


def main(arguments: list[str]) -> int:
    options, pytest_arguments = _parse(arguments)
    try:
        paths = _paths(options.room)
    except DeployError as error:
        return report_failure(error)
    if pytest_arguments:  # choosing tests means choosing how they run as well
        return _pytest([*paths, *pytest_arguments])
    runs = plan(paths, full=options.full, quick=options.quick, cores=len(os.sched_getaffinity(0)))
    statuses = [_pytest(["-q", *run]) for run in runs]
    if not options.quick:
        print(f"Processor time of all: {_processor_minutes():.1f} minutes")
    found = [status for status in statuses if status != _NO_TESTS]
    return max(found) if found else _NO_TESTS


def plan(paths: list[str], *, full: bool, quick: bool, cores: int) -> list[list[str]]:
    """The arguments of each run of pytest: on all cores, then what measures time by itself.

    One process more than cores: tests that have started a site or a browser mostly wait for it.
    """
    if quick:  # there are none of those here
        return [["-n", str(cores), *paths, "--quick"]]
    parallel = ["-n", str(cores + 1), *_COSTS, *paths]
    slow = "" if full else " and not slow"
    return [[*parallel, "-m", f"not alone{slow}"], [*paths, "-m", f"alone{slow}"]]


def _parse(arguments: list[str]) -> tuple[argparse.Namespace, list[str]]:
    parser = argparse.ArgumentParser(prog="deploy.suite", add_help=False, allow_abbrev=False)
    speed = parser.add_mutually_exclusive_group()
    speed.add_argument("--full", action="store_true")
    speed.add_argument("--quick", action="store_true")
    parser.add_argument("--room", default="")
    return parser.parse_known_args(arguments)


def _paths(room: str) -> list[str]:
    """The folder of the room as an argument for pytest; nothing for all rooms."""
    if not room:
        return []
    folder = Path("tests", room)
    if not (ROOT / folder).is_dir() or ".." in folder.parts:
        rooms = sorted(path.name for path in (ROOT / "tests").iterdir() if _is_room(path))
        raise DeployError(f"There are no tests of {room}. ROOM may be: {', '.join(rooms)}.")
    return [str(folder)]


def _is_room(path: Path) -> bool:
    return path.is_dir() and any(path.rglob("test_*.py"))


def _processor_minutes() -> float:
    """Of every process that these runs have started and waited for."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (used.ru_utime + used.ru_stime) / 60


def _pytest(arguments: list[str]) -> int:
    # With bytecode, or each of the many processes that tests start compiles the site again.
    environment = {name: os.environ[name] for name in os.environ if name != _NO_BYTECODE}
    return subprocess.run([*_PYTEST, *arguments], cwd=ROOT, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
