"""How long a verdict on correctness takes, lab by lab: no training, no timing of speed.

Ours: a right vectorised solution with calls sent together, each of which begins while the one
before is judged. Rival: the same with calls sent one by one, in turn with ours. The ratio is that
of the CPU time of both processes, which a busy machine changes less than the wall time. The note
says where the time goes: drawing cases, the reference's answers, asking for calls ahead, waiting
for them and reading their answers, judging, and the process in the sandbox.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from statistics import median
from typing import Any
from unittest import mock

import grader
from grader.grading import grade as stages
from grader.judging.runner import Runner
from grader.lab import Lab, lab_folders
from grader.lab.lookup import SHIPPED
from grader.sandbox import Session

ROUNDS = 12
STAGES = (
    ("draw", stages, "draw_cases"),
    ("reference", stages, "expected_answer"),
    ("ahead", Runner, "ask_next"),
    ("calls", Runner, "run"),
    ("judge", stages, "judge"),
)
"""A word, and the function of which the CPU time in this process is meant."""


@dataclass
class Taken:
    """What gradings took: wall times (ms), CPU times of both processes (ms), one for each."""

    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    inside: list[float] = field(default_factory=list)
    calls: int = 0
    stages: dict[str, float] = field(default_factory=dict)


def run() -> list[dict[str, Any]]:
    figures = []
    for folder in lab_folders([SHIPPED]):
        lab = grader.load_lab(folder)
        if lab.format == "code" and "vectorised" in lab.solutions:
            weights = {"correctness": 100.0, "performance": 0.0}
            figures.append(_figure(replace(lab, weights=weights)))
    return figures


def _figure(lab: Lab) -> dict[str, Any]:
    together, apart = Taken(), Taken()
    for _ in range(2):
        _grade(lab, Taken())
    for _ in range(ROUNDS):
        _grade(lab, together)
        with mock.patch.object(Runner, "announce", lambda self, calls: None):
            _grade(lab, apart)
    spread = sorted(together.wall)[ROUNDS // 4], sorted(together.wall)[-1 - ROUNDS // 4]
    parts = ", ".join(f"{name} {ms / ROUNDS:.0f}" for name, ms in together.stages.items())
    return {
        "name": f"verdict of {lab.number} {lab.slug}, together and one by one",
        "ours": median(together.wall),
        "rival": median(apart.wall),
        "ratio": median(apart.cpu) / median(together.cpu),
        "unit": "ms",
        "note": f"quartiles {spread[0]:.0f} to {spread[1]:.0f}; {together.calls // ROUNDS} calls; "
        f"CPU ms: {median(together.cpu):.0f} and {median(apart.cpu):.0f}, of ours {parts}, "
        f"inside {median(together.inside):.0f}",
    }


def _grade(lab: Lab, taken: Taken) -> None:
    inside: list[int] = []
    with _stages_timed(taken), _sessions_timed(inside):
        wall, cpu = time.perf_counter(), time.process_time()
        report = grader.grade(lab, lab.solutions["vectorised"])
        cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    if report.verdict is not grader.Verdict.passed:
        raise RuntimeError(f"{lab.slug}: the benchmark's solution got {report.verdict.value}")
    taken.wall.append(wall * 1e3)
    taken.inside.append(sum(inside) / 1e6)
    taken.cpu.append(cpu * 1e3 + taken.inside[-1])


@contextmanager
def _stages_timed(taken: Taken) -> Iterator[None]:
    """Adds up the CPU time of each stage, and counts the calls."""
    with ExitStack() as stack:
        for name, owner, attribute in STAGES:
            timed = _timed(getattr(owner, attribute), name, taken)
            stack.enter_context(mock.patch.object(owner, attribute, timed))
        yield


def _timed(function: Callable[..., Any], name: str, taken: Taken) -> Callable[..., Any]:
    def timed(*args: Any, **kwargs: Any) -> Any:
        began = time.process_time()
        try:
            return function(*args, **kwargs)
        finally:
            spent = (time.process_time() - began) * 1e3
            taken.stages[name] = taken.stages.get(name, 0.0) + spent
            taken.calls += name == "calls"

    return timed


@contextmanager
def _sessions_timed(inside: list[int]) -> Iterator[None]:
    """Notes the CPU time (ns) of each session when it is closed."""
    close = Session.close

    def noting(session: Session) -> None:
        if session.alive:
            inside.append(session.cpu_ns())
        close(session)

    with mock.patch.object(Session, "close", noting):
        yield


if __name__ == "__main__":
    for figure in run():
        print(figure)
