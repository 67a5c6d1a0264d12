"""`make test`: the suite on all cores, then what measures time with nothing beside it."""

from __future__ import annotations

import os
import subprocess
import sys

from deploy.programs import ROOT

_NO_TESTS = 5  # pytest's status when nothing was selected
_PYTEST = [sys.executable, "-m", "pytest"]


def main(arguments: list[str]) -> int:
    if arguments:
        return subprocess.run([*_PYTEST, *arguments], cwd=ROOT, check=False).returncode
    cores = len(os.sched_getaffinity(0))
    together = ["-n", str(cores), "--dist", "loadgroup", "-m", "not alone"]
    statuses = [
        subprocess.run([*_PYTEST, "-q", *options], cwd=ROOT, check=False).returncode
        for options in (together, ["-m", "alone"])
    ]
    if statuses[1] == _NO_TESTS:
        statuses[1] = 0
    return max(statuses)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
