"""From a bare checkout to a running command: `python3 -m deploy.bootstrap COMMAND [ARGUMENTS]`.

Needs Python 3.11 and its standard library only. Makes `.venv` and the front end, compiles
translations, then replaces itself by the command. Stamps make the second time cost next to nothing.
"""

from __future__ import annotations

import fcntl
import os
import signal
import sys
from dataclasses import dataclass
from pathlib import Path

from deploy import catalogs, front_end, virtualenv
from deploy.messages import DeployError, progress, report_failure
from deploy.virtualenv import COMPARISONS, RUN_TIME, TESTS, TRACING


@dataclass(frozen=True)
class Command:
    """Arguments for the Python in `.venv`, and the requirement files that it needs."""

    arguments: tuple[str, ...]
    requirements: tuple[Path, ...]


SITE = (RUN_TIME,)
TOOLS = (RUN_TIME, TRACING, TESTS)
EVERYTHING = (*TOOLS, COMPARISONS)

COMMANDS = {
    "up": Command(("-m", "deploy.up"), SITE),
    "manage": Command(("manage.py",), SITE),
    "test": Command(("-m", "deploy.suite"), EVERYTHING),
    "test-full": Command(("-m", "deploy.suite", "--full"), EVERYTHING),
    "test-quick": Command(("-m", "deploy.suite", "--quick"), TOOLS),
    "bench": Command(("-m", "tests.bench"), EVERYTHING),
    "chaos": Command(("-m", "tests.chaos"), TOOLS),
    "mutants": Command(("-m", "tests.grader.reference.mutate"), EVERYTHING),
    "fmt": Command(("-m", "deploy.lint", "fix"), TOOLS),
    "check": Command(("-m", "deploy.lint", "check"), TOOLS),
    "audit": Command(("-m", "deploy.audit"), EVERYTHING),
    "python": Command((), EVERYTHING),
}


def main(arguments: list[str]) -> int:
    if not arguments or arguments[0] not in COMMANDS:
        print(f"usage: python3 -m deploy.bootstrap {{{','.join(COMMANDS)}}} ...", file=sys.stderr)
        return 2
    command = COMMANDS[arguments[0]]
    # An exit, unlike the default action, also ends the pip or npm that this process waits for.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        os.chdir(virtualenv.ROOT)
        _prepare(command)
    except DeployError as error:
        return report_failure(error)
    except KeyboardInterrupt:
        return 130
    program = [str(virtualenv.PYTHON), *command.arguments, *arguments[1:]]
    os.execv(program[0], program)


def _prepare(command: Command) -> None:
    """Holds a lock: two commands that start together must not build into each other's files."""
    root = os.open(virtualenv.ROOT, os.O_RDONLY)
    try:
        fcntl.flock(root, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        progress("Waiting for another command that is setting up this folder")
        fcntl.flock(root, fcntl.LOCK_EX)
    try:
        virtualenv.install(*command.requirements)
        catalogs.build()
        front_end.build()
    except OSError as error:
        raise DeployError(
            f"{error.filename or virtualenv.ROOT}: {error.strerror}. The project's folder must be "
            "writable for the first run; check its owner and the free space."
        ) from None
    finally:
        os.close(root)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
