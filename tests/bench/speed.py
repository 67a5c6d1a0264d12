"""The measuring of speed while both cores are busy: how far two measurements of one code differ.

Rival: what a script does by hand, the least of five wall times on each side, in the same sandboxes
on inputs of the same size, in the same run and just as busy.
"""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from math import log
from pathlib import Path
from typing import Any

import numpy as np

import grader
from grader.lab import Lab
from grader.measuring import measure
from grader.measuring.points import band, score
from grader.sandbox import open_session

CATALOGUE = Path(grader.__file__).resolve().parents[1] / "labs" / "catalogue"
TIMES, FEWER, PAIRS_OF_CODES, CORES = 50, 20, 50, 2
MOST_OTHERS = 3
SLOWER = 1.1


def run() -> list[dict[str, Any]]:
    lab = _lab("proximal_operators")
    with busy(CORES):
        return [
            *_repeated(lab, TIMES),
            *_itself(lab),
            _ordered(lab),
            *(figure for name in _others(lab) for figure in _repeated(_lab(name), FEWER)),
        ]


def _lab(name: str) -> Lab:
    lab = grader.load_lab(CATALOGUE / name)
    return replace(lab, workload=replace(lab.workload, scaling=()))  # growth has a time of its own


def _others(lab: Lab) -> list[str]:
    """Some of the other labs that have a vectorised solution, from all over the catalogue."""
    slugs = [path.parents[1].name for path in sorted(CATALOGUE.glob("*/solutions/vectorised.py"))]
    others = [slug for slug in slugs if slug != lab.slug]
    return others[:: max(1, len(others) // MOST_OTHERS)][:MOST_OTHERS]


@contextmanager
def busy(cores: int) -> Iterator[None]:
    """Keeps that many cores at work with arrays and with Python."""
    workers = [multiprocessing.Process(target=_work, daemon=True) for _ in range(cores)]
    for worker in workers:
        worker.start()
    try:
        yield
    finally:
        for worker in workers:
            worker.kill()
            worker.join()


def _work() -> None:
    values = np.linspace(0.0, 1.0, 300_000)
    while True:
        np.exp(values).sum()
        sum(range(20_000))


def _repeated(lab: Lab, times: int) -> list[dict[str, Any]]:
    """The vectorised solution again and again."""
    ours, rival, seconds = [], [], []
    source = lab.solutions["vectorised"]
    for turn in range(times):
        started = time.monotonic()
        ours.append(_ours(lab, source, turn))
        seconds.append(time.monotonic() - started)
        rival.append(least_of_five(lab, source, turn))
    took = f"{np.median(seconds):.2f} s each, at most {max(seconds):.2f} s"
    spread = [100 * float(np.std(np.log(ratios))) for ratios in (ours, rival)]
    share = [100 * _largest_share([_band(lab, r) for r in ratios]) for ratios in (ours, rival)]
    return [
        _figure(
            f"speed spread {lab.number}",
            spread[0],
            spread[1],
            "%",
            f"SD of {times}; bar 1.5; {took}",
        ),
        _figure(
            f"speed band {lab.number}", share[0], share[1], "%", f"of {times} in one band; bar 99"
        ),
    ]


def _itself(lab: Lab) -> list[dict[str, Any]]:
    """The reference against itself: its functions, copied into a submission."""
    source = ROUNDING
    same = _with_reference(lab, source)
    ours = [_ours(same, source, turn) for turn in range(TIMES)]
    rival = [least_of_five(same, source, turn) for turn in range(TIMES)]
    off = [100 * abs(float(np.median(ratios)) - 1) for ratios in (ours, rival)]
    far = [100 * max(abs(log(ratio)) for ratio in ratios) for ratios in (ours, rival)]
    return [
        _figure("speed itself", off[0], off[1], "%", f"median of {TIMES} off 1.00; bar 1"),
        _figure("speed itself, furthest", far[0], far[1], "%", f"the furthest of {TIMES} off 1.00"),
    ]


def _ordered(lab: Lab) -> dict[str, Any]:
    """Two codes, one of them doing a tenth more of the same work: is the right one faster?"""
    quick, slow = WORK.format(rounds=20), WORK.format(rounds=22)
    same = _with_reference(lab, quick)

    def right(measured: Callable[[Lab, str, int], float]) -> float:
        turns = range(PAIRS_OF_CODES)
        found = [measured(same, quick, turn) < measured(same, slow, turn) for turn in turns]
        return 100 * sum(found) / len(found)

    note = f"of {PAIRS_OF_CODES} pairs of codes a tenth apart in the right order; bar 99"
    return _figure("speed order", right(_ours), right(least_of_five), "%", note)


def _ours(lab: Lab, source: str, seed: int) -> float:
    performance = measure(lab, source, np.random.SeedSequence(seed)).performance
    assert performance is not None
    return performance.ratio


def least_of_five(lab: Lab, source: str, seed: int) -> float:
    """After one call not counted, the least wall time of five, side after side."""
    rng = np.random.default_rng(seed)
    calls = lab.workload.make(rng, lab.workload.sizes[-1])
    return _least(lab, source, "submission", calls) / _least(
        lab, lab.reference_source, "reference", calls
    )


def _least(lab: Lab, source: str, program: Any, calls: list[Any]) -> float:
    with open_session(lab.limits, program=program) as session:
        session.load(source)
        times = []
        for _ in range(6):
            outcomes = [session.call(one.function, one.args, one.kwargs) for one in calls]
            times.append(sum(outcome.wall_ns for outcome in outcomes))
    return min(times[1:])


def _band(lab: Lab, ratio: float) -> int:
    return band(score(ratio, lab.thresholds))


def _largest_share(bands: list[int]) -> float:
    return max(bands.count(one) for one in bands) / len(bands)


def _figure(name: str, ours: float, rival: float, unit: str, note: str) -> dict[str, Any]:
    ratio = round(ours / rival, 3) if rival else None
    note = f"{note}; {CORES} cores kept busy; rival: least of five wall times"
    return {
        "name": name,
        "ours": round(ours, 2),
        "rival": round(rival, 2),
        "ratio": ratio,
        "unit": unit,
        "note": note,
    }


def _with_reference(lab: Lab, source: str) -> Lab:
    """The lab with another reference, for which the same inputs are right."""
    return replace(lab, reference_source=source)


WORK = """\
import numpy as np


def prox(v, t, kind):
    for _ in range({rounds}):
        a = np.abs(v)
    if kind == "l0":
        return np.where(v * v > 2 * t, v, 0)
    l1, l2 = t if kind == "elastic" else (t, 0.0)
    return (v - np.clip(v, -l1, l1)) / (1 + l2)
"""
ROUNDING = WORK.format(rounds=2)
