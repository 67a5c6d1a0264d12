"""From a bare checkout to a running command: `python3 -m deploy.bootstrap COMMAND [ARGUMENTS]`.

Needs Python 3.11 and its standard library only. Makes `.venv` and the front end, then turns
into the command. Stamps make the second time cost next to nothing.
"""

from __future__ import annotations

import fcntl
import os
import signal
import sys

from deploy import front_end, programs
from deploy.saying import Stop, fail, step

# What a command runs in the virtual environment once everything is there.
COMMANDS = {
    "up": ["-m", "deploy.up"],
    "test": ["-m", "deploy.suite"],
    "bench": ["-m", "tests.bench"],
    "mutants": ["-m", "tests.grader.reference.mutate"],
    "fmt": ["-m", "deploy.form", "fix"],
    "check": ["-m", "deploy.form", "check"],
    "manage": ["manage.py"],
    "python": [],
}

# Those of them that need the libraries of tests/requirements.txt.
TESTING = {"test", "bench", "mutants", "python"}


def main(arguments: list[str]) -> int:
    if not arguments or arguments[0] not in COMMANDS:
        print(f"usage: python3 -m deploy.bootstrap {{{','.join(COMMANDS)}}} ...", file=sys.stderr)
        return 2
    # Asked to end, Python ends the pip or npm that it waits for as well.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        os.chdir(programs.ROOT)
        _prepare(for_tests=arguments[0] in TESTING)
    except Stop as reason:
        return fail(reason)
    except KeyboardInterrupt:
        return 130
    command = [str(programs.PYTHON), *COMMANDS[arguments[0]], *arguments[1:]]
    os.execv(command[0], command)


def _prepare(*, for_tests: bool) -> None:
    """One at a time: two commands started together do not build into each other's files."""
    root = os.open(programs.ROOT, os.O_RDONLY)
    try:
        fcntl.flock(root, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        step("Waiting for another command that is setting up this folder")
        fcntl.flock(root, fcntl.LOCK_EX)
    try:
        programs.ready(for_tests=for_tests)
        front_end.ready()
    except OSError as error:
        raise Stop(
            f"{error.filename or programs.ROOT}: {error.strerror}. The project's folder must be "
            "writable for the first run; check its owner and the free space."
        ) from None
    finally:
        os.close(root)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
