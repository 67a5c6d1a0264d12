"""`make fmt` and `make check`: layout, lint and types, of Python and of the front end."""

from __future__ import annotations

import subprocess
import sys

from deploy import front_end
from deploy.messages import DeployError, report_failure
from deploy.virtualenv import ROOT

_RUFF, _MYPY = [sys.executable, "-m", "ruff"], [sys.executable, "-m", "mypy"]
_FIX = [[*_RUFF, "check", "--fix", "--quiet"], [*_RUFF, "format", "--quiet"]]
_CHECK = [[*_RUFF, "check"], [*_RUFF, "format", "--check"], _MYPY]


def main(arguments: list[str]) -> int:
    """Changes files with ``fix``; otherwise runs every check, so that one run reports all."""
    if arguments == ["fix"]:
        return _run(_FIX)
    status = _run(_CHECK)
    try:
        front_end.check()
    except DeployError as error:
        return report_failure(error)
    return status


def _run(commands: list[list[str]]) -> int:
    statuses = [subprocess.run(command, cwd=ROOT, check=False).returncode for command in commands]
    return 1 if any(statuses) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
