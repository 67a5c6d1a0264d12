"""The virtual environment in `.venv`, with pinned packages from the files a command needs.

Each command installs only what it needs: `make up` never waits for the test tools, nor
`make test-quick` for the large libraries that the reference is compared with.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from deploy import stamps
from deploy.messages import DeployError, progress

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"

RUN_TIME = Path("requirements.txt")
TRACING = Path("deploy/requirements-tracing.txt")
TESTS = Path("tests/requirements.txt")
COMPARISONS = Path("tests/requirements-comparisons.txt")

_OLDEST_PYTHON = (3, 11)


def install(*files: Path) -> None:
    """Makes `.venv` and installs the files' packages, unless the stamps say that it is done."""
    for file in files:
        _install_once(file)


def check_python() -> None:
    """Raises `DeployError` for a Python that cannot make the environment."""
    if sys.version_info < _OLDEST_PYTHON:
        version = ".".join(map(str, sys.version_info[:3]))
        raise DeployError(
            f"Python 3.11 or newer is needed and this is {version}. "
            "Name a newer one: make up PYTHON=python3.12"
        )
    try:
        import ensurepip  # noqa: F401 - imported only to find out whether Debian left it out
        import venv  # noqa: F401
    except ImportError as error:
        raise DeployError(
            f"This Python has no module {error.name}, which makes virtual environments. "
            "On Debian and Ubuntu: apt install python3-venv"
        ) from None


def tail(process: subprocess.CompletedProcess[str], lines: int = 12) -> str:
    """The end of a program's output, indented."""
    output = (process.stdout + process.stderr).strip().splitlines()
    return "\n".join(f"    {line}" for line in output[-lines:])


def _install_once(file: Path) -> None:
    stamp = VENV / f".{'-'.join(file.with_suffix('').parts)}"
    wanted = stamps.digest([ROOT / file])
    if stamps.is_current(stamp, wanted) and _runs("pass"):
        return
    check_python()
    if not _runs("import pip"):
        _create()
    _pip_install(file)
    stamps.write_stamp(stamp, wanted)


def _runs(program: str) -> bool:
    """A half-made environment, or one whose Python is gone, does not count."""
    if not PYTHON.exists():
        return False
    process = subprocess.run([PYTHON, "-I", "-c", program], capture_output=True, check=False)
    return process.returncode == 0


def _create() -> None:
    progress("Making the virtual environment in .venv")
    process = subprocess.run(
        [sys.executable, "-m", "venv", "--clear", VENV], capture_output=True, text=True, check=False
    )
    if process.returncode:
        raise DeployError(f"The virtual environment {VENV} cannot be made:\n{tail(process)}")


def _pip_install(file: Path) -> None:
    progress(f"Installing the packages of {file} (a few minutes the first time)")
    command = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    process = subprocess.run(
        [*command, "-r", str(ROOT / file)], capture_output=True, text=True, check=False
    )
    if process.returncode:
        raise DeployError(
            f"pip could not install {file}; is the package index reachable? "
            f"Its output ends with:\n{tail(process)}"
        )
