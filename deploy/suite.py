"""`make test` and `make test-full`: tests on all cores, then what measures time by itself.

`make test` leaves out what is marked ``slow``: tests that wait long or try every combination.
"""

from __future__ import annotations

import os
import subprocess
import sys

from deploy.programs import ROOT

_NO_TESTS = 5  # pytest's status when nothing was selected
_PYTEST = [sys.executable, "-m", "pytest"]
_FULL = "--full"


def main(arguments: list[str]) -> int:
    if arguments and arguments != [_FULL]:
        return subprocess.run([*_PYTEST, *arguments], cwd=ROOT, check=False).returncode
    cores = len(os.sched_getaffinity(0))
    chosen = "" if arguments == [_FULL] else " and not slow"
    together = ["-n", str(cores), "--dist", "loadgroup", "-m", f"not alone{chosen}"]
    statuses = [
        subprocess.run([*_PYTEST, "-q", *options], cwd=ROOT, check=False).returncode
        for options in (together, ["-m", f"alone{chosen}"])
    ]
    if statuses[1] == _NO_TESTS:
        statuses[1] = 0
    return max(statuses)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
