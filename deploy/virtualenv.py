"""The virtual environment in `.venv`, with the pinned packages of `requirements.txt`.

Tests and benchmarks need those of `tests/requirements.txt` too: large libraries that the
reference is compared with, which nobody waits for who only wants to see the site.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from deploy import stamps
from deploy.saying import Stop, step

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
_NEEDED = (3, 11)


def ready(*, for_tests: bool = False) -> None:
    """Makes `.venv` and installs the packages, unless the stamps say that it is done."""
    _have(ROOT / "requirements.txt", VENV / ".requirements")
    if for_tests:
        _have(ROOT / "tests" / "requirements.txt", VENV / ".requirements-tests")


def _have(requirements: Path, stamp: Path) -> None:
    wanted = stamps.digest([requirements])
    if stamps.stands(stamp, wanted) and _runs("pass"):
        return
    check_python()
    if not _runs("import pip"):
        _make()
    _install(requirements)
    stamps.set_stamp(stamp, wanted)


def check_python() -> None:
    """Says what is missing before anything is half made."""
    if sys.version_info < _NEEDED:
        have = ".".join(map(str, sys.version_info[:3]))
        raise Stop(
            f"Python 3.11 or newer is needed and this is {have}. "
            "Name a newer one: make up PYTHON=python3.12"
        )
    try:
        import ensurepip  # noqa: F401 - asked for here only to say that Debian left it out
        import venv  # noqa: F401
    except ImportError as error:
        raise Stop(
            f"This Python has no module {error.name}, which makes virtual environments. "
            "On Debian and Ubuntu: apt install python3-venv"
        ) from None


def _runs(program: str) -> bool:
    """A half-made environment, or one whose Python has gone, does not count."""
    if not PYTHON.exists():
        return False
    asked = subprocess.run([PYTHON, "-I", "-c", program], capture_output=True, check=False)
    return asked.returncode == 0


def _make() -> None:
    step("Making the virtual environment in .venv")
    made = subprocess.run(
        [sys.executable, "-m", "venv", "--clear", VENV], capture_output=True, text=True, check=False
    )
    if made.returncode:
        raise Stop(f"The virtual environment {VENV} cannot be made:\n{tail(made)}")


def _install(requirements: Path) -> None:
    name = requirements.relative_to(ROOT)
    step(f"Installing the packages of {name} (a few minutes the first time)")
    command = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    done = subprocess.run(
        [*command, "-r", str(requirements)],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise Stop(
            f"pip could not install {name}; is the package index reachable? It said:\n{tail(done)}"
        )


def tail(done: subprocess.CompletedProcess[str], lines: int = 12) -> str:
    """The end of what a program said."""
    said = (done.stdout + done.stderr).strip().splitlines()
    return "\n".join(f"    {line}" for line in said[-lines:])
