"""Right code on the real site while processes of its sandboxes and its worker are killed at random:
no verdict may be false or missing.

Fifty submissions by fifty students; every three seconds a process of the site's sandboxes is killed
with SIGKILL, as the kernel does when memory runs out, and now and then a grading process.
"""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import tempfile
import threading
import time
from collections import Counter
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any

from tests.bench._submitting import form_of, join, send, shipped_labs
from tests.site import Site, processes_of, run_site

COUNT, EVERY, LONGEST = 50, 3.0, 600.0  # submissions, seconds between kills, seconds for all


def run() -> list[dict[str, Any]]:
    with ExitStack() as ends:
        var = ends.enter_context(tempfile.TemporaryDirectory(prefix="courseware-bench-"))
        site = ends.enter_context(run_site(Path(var), WORKER_CONCURRENCY="2"))
        labs = shipped_labs()
        students = [join(site.url, f"chaos-{number}") for number in range(COUNT)]
        over, kills = threading.Event(), Counter[str]()
        killer = threading.Thread(target=_kill_at_random, args=(site, over, kills))
        killer.start()
        began = time.monotonic()
        try:
            for number, student in enumerate(students):
                lab = labs[number % len(labs)]
                send(student, lab, form_of(student, lab), lab.solutions["vectorised"], "graded")
            verdicts, tries = _verdicts(site, began + LONGEST)
        finally:
            over.set()
            killer.join()
    return [
        {
            "name": f"chaos: false or missing verdicts of {COUNT}",
            "ours": COUNT - verdicts["passed"],
            "rival": None,
            "ratio": None,
            "unit": "",
            "note": f"bar 0; killed: {dict(kills)}; tries: {tries}; verdicts: {dict(verdicts)}; "
            f"{time.monotonic() - began:.0f} s",
        }
    ]


def _kill_at_random(site: Site, over: threading.Event, kills: Counter[str]) -> None:
    chance = random.Random(0)
    while not over.wait(EVERY):
        graders = _graders(site)
        kind = "grading processes" if chance.random() < 0.05 else "sandbox processes"
        pids = graders if kind == "grading processes" else _descendants(graders)
        if pids:
            with suppress(ProcessLookupError):
                os.kill(chance.choice(sorted(pids)), signal.SIGKILL)
                kills[kind] += 1


def _graders(site: Site) -> set[int]:
    """The processes that a worker has forked."""
    workers = {pid for pid, line in processes_of(site.var).items() if " worker " in f"{line} "}
    parents = _parents()
    return {pid for pid in workers if parents.get(pid) in workers}


def _descendants(of: set[int]) -> set[int]:
    found, parents = set(of), _parents()
    while more := {pid for pid, parent in parents.items() if parent in found} - found:
        found |= more
    return found - of


def _parents() -> dict[int, int]:
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            stat = (folder / "stat").read_text(encoding="utf-8", errors="replace")
            found[int(folder.name)] = int(stat.rpartition(")")[2].split()[1])
    return found


def _verdicts(site: Site, until: float) -> tuple[Counter[str], int]:
    """What has come of all submissions, and the tries that it took."""
    while True:
        with sqlite3.connect(f"file:{site.var}/courseware.sqlite3?mode=ro", uri=True) as database:
            rows = database.execute("SELECT state, verdict, tries FROM labs_submission").fetchall()
        database.close()
        waiting = sum(state in ("queued", "running") for state, _, _ in rows)
        if not waiting or time.monotonic() > until:
            found = Counter(verdict or state for state, verdict, _ in rows)
            return found, sum(tries for _, _, tries in rows)
        time.sleep(1)
