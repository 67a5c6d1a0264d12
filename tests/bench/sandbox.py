"""The sandbox: one grade beside a fresh pytest, two workers beside one, memory, and growth.

The grades are small and for correctness only. Growth is looked for over ten thousand of them.
"""

from __future__ import annotations

import dataclasses
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

import grader
from grader.sandbox import host
from grader.sandbox.process_tree import children

LAB_FOLDER = Path(__file__).parents[1] / "attacks" / "lab"
ROUNDS, WORKER_SECONDS, GROWTH_GRADES = 15, 4.0, 10_000
SOLUTION = (LAB_FOLDER / "solutions" / "vectorised.py").read_text()
PYTEST = """
import numpy as np
import pytest
from solution import softplus

CASES = np.load("cases.npz")

@pytest.mark.parametrize("number", range({count}))
def test_case(number):
    z = CASES[f"z{{number}}"]
    kept = z.copy()
    np.testing.assert_allclose(softplus(z), CASES[f"answer{{number}}"], rtol=1e-9, atol=1e-12)
    assert np.array_equal(z, kept)
"""


def run() -> list[dict[str, Any]]:
    lab = small_lab()
    return [against_pytest(lab), *workers(lab), idle_memory(lab), *growth(lab)]


def small_lab() -> grader.Lab:
    """Five small cases and no speed."""
    lab = grader.load_lab(LAB_FOLDER)
    weights = {"correctness": 100.0, "performance": 0.0}
    workload = dataclasses.replace(lab.workload, sizes=(50,))
    return dataclasses.replace(lab, weights=weights, workload=workload)


def grade(lab: grader.Lab) -> None:
    report = grader.grade(lab, SOLUTION)
    if report.verdict is not grader.Verdict.passed:
        raise RuntimeError(f"the benchmark's solution got {report.verdict.value}")


# -- one grade -------------------------------------------------------------------------------
def against_pytest(lab: grader.Lab) -> dict[str, Any]:
    ours, theirs = [], []
    with tempfile.TemporaryDirectory() as folder:
        write_pytest(lab, Path(folder))
        grade(lab)
        run_pytest(folder)
        for _ in range(ROUNDS):
            ours.append(milliseconds(lambda: grade(lab)))
            theirs.append(milliseconds(lambda: run_pytest(folder)))
    return {
        "name": "a small grade, beside a fresh pytest",
        "ours": median(ours),
        "rival": median(theirs),
        "ratio": median(theirs) / median(ours),
        "unit": "ms",
        "note": f"times faster, medians of {ROUNDS}; pytest without plug-ins, same cases",
    }


def write_pytest(lab: grader.Lab, folder: Path) -> None:
    """The same cases as a test file: inputs and answers from a file, as nbgrader keeps them."""
    rng = np.random.default_rng(0)
    calls = [case.inputs for case in (*lab.visible, *lab.hidden(rng))]
    calls += lab.workload.make(rng, lab.workload.sizes[0])
    arrays = {}
    for number, call in enumerate(calls):
        (z,) = call.args
        arrays[f"z{number}"], arrays[f"answer{number}"] = z, lab.reference["softplus"](z)
    np.savez(folder / "cases.npz", **arrays)
    (folder / "solution.py").write_text(SOLUTION)
    (folder / "test_solution.py").write_text(PYTEST.format(count=len(calls)))


def run_pytest(folder: str) -> None:
    environment = {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_solution.py"]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(f"pytest failed:\n{done.stdout}{done.stderr}")


def milliseconds(what: Callable[[], object]) -> float:
    began = time.perf_counter()
    what()
    return (time.perf_counter() - began) * 1e3


# -- many grades -------------------------------------------------------------------------------
def workers(lab: grader.Lab) -> list[dict[str, Any]]:
    """One and two workers in turn, three times each.

    A worker that may use every core makes the next sandbox, and clears the last away, on another
    one while it grades: alone it has most of two cores. How well a second worker adds is seen
    where each has one core to itself.
    """
    counts: dict[tuple[int, bool], list[float]] = {}
    for _ in range(3):
        for kept in (True, False):
            for count in (1, 2):
                counts.setdefault((count, kept), []).append(grades_a_minute(lab, count, kept))
    note = f"medians of 3, {WORKER_SECONDS:g} s each, on {os.cpu_count()} cores"
    return [
        _beside(counts, kept, f"grades a minute, two workers beside one, {how}", note)
        for kept, how in ((True, "a core for each"), (False, "both cores for all"))
    ]


def _beside(
    counts: dict[tuple[int, bool], list[float]], kept: bool, name: str, note: str
) -> dict[str, Any]:
    one, two = (median(counts[count, kept]) for count in (1, 2))
    figures = {"name": name, "ours": two, "rival": one, "ratio": two / one}
    return {**figures, "unit": "a minute", "note": note}


def grades_a_minute(lab: grader.Lab, count: int, kept: bool) -> float:
    """Each worker is a process with a warm parent of its own; starting it is not counted.

    With ``kept`` each, and all that it starts, stays on a core of its own.
    """
    began, pipes = time.monotonic() + 2.0, []
    cores = sorted(os.sched_getaffinity(0))
    for number in range(count):
        reading, writing = os.pipe()
        if os.fork() == 0:
            if kept:
                os.sched_setaffinity(0, {cores[number % len(cores)]})
            worker(lab, began, writing)
        os.close(writing)
        pipes.append(reading)
    total = 0
    for reading in pipes:
        total += int(os.read(reading, 100))
        os.close(reading)
        os.wait()
    return total / WORKER_SECONDS * 60


def worker(lab: grader.Lab, began: float, writing: int) -> None:
    done = 0
    try:
        grade(lab)
        time.sleep(max(0.0, began - time.monotonic()))
        while time.monotonic() < began + WORKER_SECONDS:
            grade(lab)
            done += 1
        host.close_parents()
    finally:
        os.write(writing, str(done).encode())
        os._exit(0)


# -- memory and growth ---------------------------------------------------------------------------
def idle_memory(lab: grader.Lab) -> dict[str, Any]:
    """A worker with both of its parents; memory that is shared is shared out."""
    grade(lab)
    with host.open_session(lab.limits, program="reference"):
        pass
    parents = sum(memory_mb(warm.inside_pid) for warm in host.warm_parents().values())
    own = memory_mb(os.getpid())
    return {
        "name": "memory of an idle worker, with its warm parents",
        "ours": own + parents,
        "rival": own,
        "ratio": (own + parents) / own,
        "unit": "MB",
        "note": f"rival: the worker alone; the two parents have {parents:.0f} MB",
    }


def growth(lab: grader.Lab) -> list[dict[str, Any]]:
    for _ in range(200):
        grade(lab)
    before = state()
    for _ in range(GROWTH_GRADES):
        grade(lab)
    after = state()
    return [
        {
            "name": f"{name} after {GROWTH_GRADES:,} grades, beside before",
            "ours": after[name],
            "rival": before[name],
            "ratio": after[name] / before[name],
            "unit": unit,
            "note": "must not grow",
        }
        for name, unit in (
            ("memory of worker and parents", "MB"),
            ("file descriptors", "open"),
            ("processes", "running"),
            ("mounts", "there"),
        )
    ]


def state() -> dict[str, float]:
    """Parents hide descriptors and mounts from all but root; an ordinary user sees its own."""
    inside = [warm.inside_pid for warm in host.warm_parents().values()]
    pids = [os.getpid(), *(inside if os.geteuid() == 0 else [])]
    return {
        "memory of worker and parents": sum(map(memory_mb, [os.getpid(), *inside])),
        "file descriptors": sum(len(os.listdir(f"/proc/{pid}/fd")) for pid in pids),
        "processes": sum(len(children(pid)) for pid in inside),
        "mounts": sum(len(Path(f"/proc/{pid}/mounts").read_text().splitlines()) for pid in pids),
    }


def memory_mb(pid: int) -> float:
    """What the process does not share, and its share of the rest; for a hidden one all of it."""
    name, file = ("Pss:", "smaps_rollup") if os.geteuid() == 0 else ("VmRSS:", "status")
    for line in Path(f"/proc/{pid}/{file}").read_text().splitlines():
        if line.startswith(name):
            return int(line.split()[1]) / 1024
    raise RuntimeError("the kernel does not tell memory")


if __name__ == "__main__":
    for figure in run():
        print(figure)
