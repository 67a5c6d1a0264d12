"""`make up`: the start on data that are there, against the first start and a bare Django server.

The rival of the second start is `manage.py runserver` on the same data, until its first page: what
anybody has without Redis, worker, sandbox, a check of the migrations and of the course.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from tests.servers import free_port
from tests.site import ROOT, run_site
from tests.visitor import Visitor

ROUNDS = 5


def run() -> list[dict[str, Any]]:
    with tempfile.TemporaryDirectory(prefix="courseware-bench-") as folder:
        var = Path(folder) / "var"
        first = _up(var)
        ours, rival = [], []
        for _ in range(ROUNDS):
            ours.append(_up(var))
            rival.append(_bare(var))
    again, bare = statistics.median(ours), statistics.median(rival)
    spread = f"{min(ours):.2f} to {max(ours):.2f} s in {ROUNDS} rounds"
    return [
        _figure("up: second start, to bare runserver", again, bare, f"ours {spread}"),
        _figure("up: second start, to first start", again, first, ".venv and front end there"),
    ]


def _figure(name: str, ours: float, rival: float, note: str) -> dict[str, Any]:
    return {
        "name": name,
        "ours": round(ours, 3),
        "rival": round(rival, 3),
        "ratio": round(ours / rival, 3),
        "unit": "s",
        "note": note,
    }


def _up(var: Path) -> float:
    """From the command to the line that says that all parts are well, through the bootstrap."""
    command = [sys.executable, "-m", "deploy.bootstrap", "up"]
    with run_site(var, command=command) as site:
        return site.seconds


def _bare(var: Path) -> float:
    port = str(free_port())
    command = [sys.executable, "manage.py", "runserver", "--noreload", f"127.0.0.1:{port}"]
    began = time.monotonic()
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env={**os.environ, "COURSEWARE_VAR": str(var)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        while not _answers(f"http://127.0.0.1:{port}"):
            time.sleep(0.02)
        return time.monotonic() - began
    finally:
        process.terminate()
        process.wait(20)


def _answers(url: str) -> bool:
    try:
        return Visitor(url).get("/accounts/login/").status == 200
    except OSError:
        return False
