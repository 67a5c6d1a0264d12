"""`make fmt` and `make check`: layout, lint and types, of Python and of the front end."""

from __future__ import annotations

import subprocess
import sys

from deploy import front_end
from deploy.programs import ROOT
from deploy.saying import Stop, fail

_RUFF, _MYPY = [sys.executable, "-m", "ruff"], [sys.executable, "-m", "mypy"]
_FIX = [[*_RUFF, "check", "--fix", "--quiet"], [*_RUFF, "format", "--quiet"]]
_CHECK = [[*_RUFF, "check"], [*_RUFF, "format", "--check"], _MYPY]


def main(arguments: list[str]) -> int:
    """``fix`` changes files; ``check`` tells. Runs all, so that all is told at once."""
    commands = _FIX if arguments == ["fix"] else _CHECK
    statuses = [subprocess.run(each, cwd=ROOT, check=False).returncode for each in commands]
    try:
        if commands is _CHECK:
            front_end.check()
    except Stop as reason:
        statuses.append(fail(reason))
    return 1 if any(statuses) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
