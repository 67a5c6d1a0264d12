"""Runs a piece of code in a plain process that builds one wall around itself, and no other."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import grader.sandbox
from grader.sandbox.handshake import calls

ONE_THREAD = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}
ROOT = Path(grader.sandbox.__file__).parents[2]


def with_wall(wall: str, code: str) -> str:
    """What ``code`` prints after ``wall`` (an expression of `walls` and ``numbers``)."""
    script = f"from grader.sandbox.guest import confinement\nnumbers = {calls()!r}\n{wall}\n{code}"
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=ONE_THREAD,
        timeout=30,
    )
    assert done.stderr == ""
    return done.stdout.strip()
