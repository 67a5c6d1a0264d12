"""Runs a piece of code in a plain process that confines itself in one way, and no other."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import grader.sandbox
from grader.sandbox.handshake import needed_syscalls

ONE_THREAD = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}
ROOT = Path(grader.sandbox.__file__).parents[2]


def confined(way: str, code: str) -> str:
    """What ``code`` prints after ``way`` (an expression of `confinement` and ``numbers``)."""
    numbers = f"numbers = {needed_syscalls()!r}"
    script = f"from grader.sandbox.guest import confinement\n{numbers}\n{way}\n{code}"
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=ONE_THREAD,
        timeout=300,
    )
    assert done.stderr == ""
    return done.stdout.strip()
