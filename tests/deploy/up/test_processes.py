"""`up` ends with the make that runs it, and not because another caller is busy."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CHILD = "from deploy.up.caller import Caller; caller = Caller(); input(); "
CHILD += "print(caller.wants_the_end())"
# Starts the child, blocks SIGINT as a program does that is starting a third one, and asks.
PARENT = f"""
import signal, subprocess, sys
child = subprocess.Popen(
    [sys.executable, "-c", {CHILD!r}], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
)
signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
print(child.communicate("\\n")[0].strip())
"""


def said_under(name: str, tmp_path: Path, **environment: str) -> str:
    """What `Caller` says whose parent has this name."""
    program = tmp_path / name
    program.write_text(f"import ctypes; ctypes.CDLL(None).prctl(15, b{name!r})\n{PARENT}")
    done = subprocess.run(
        [sys.executable, str(program)],
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


@pytest.mark.parametrize(
    ("name", "ends"), [("make", "True"), ("gmake", "True"), ("tests", "False")]
)
def test_make_that_handles_an_interrupt_ends_it_and_another_caller_does_not(
    name: str, ends: str, tmp_path: Path
):
    assert said_under(name, tmp_path, MAKELEVEL="1") == ends


def test_without_make_nobody_is_watched(tmp_path: Path):
    assert said_under("make", tmp_path) == "False"
