"""The reference beside the best of SciPy, scikit-learn and PyTorch: time and peak memory.

One thread, float64, the sizes of the course's labs and ten times those. Ours and every rival take
turns on the same arguments; a ratio is the median over the turns, against the rival that is
fastest. `python -m tests.bench.reference [NAME ...]` runs it alone.
"""

from __future__ import annotations

import ctypes
import gc
import math
import statistics
import sys
import time
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
import torch
from threadpoolctl import threadpool_limits

from tests.bench.rivals import Duel, duels

ROUNDS = 7
SECONDS_A_TURN = 0.01
Figure = dict[str, Any]


def run(only: tuple[str, ...] = ()) -> list[Figure]:
    """A figure for every function and size, and the geometric mean of all ratios."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        with threadpool_limits(1), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            figures = [
                _figure(duel, scale)
                for duel in duels()
                if not only or duel.name in only
                for scale in (1, 10)
            ]
    finally:
        torch.set_num_threads(before)
    ratios = [figure["ratio"] for figure in figures if figure["ratio"] is not None]
    if ratios:
        figures.append(_summary(figures, ratios))
    return figures


def _summary(figures: list[Figure], ratios: list[float]) -> Figure:
    mean = math.exp(statistics.fmean(map(math.log, ratios)))
    slow = [f["name"] for f in figures if f["ratio"] is not None and f["ratio"] > 2]
    return {
        "name": "reference: geometric mean",
        "ours": mean,
        "rival": 1.0,
        "ratio": mean,
        "unit": "",
        "note": f"over {len(ratios)} with a rival; above 2: {', '.join(slow) or 'none'}",
    }


def _figure(duel: Duel, scale: int) -> Figure:
    """One function at one size."""
    rng = np.random.default_rng(0)
    ours, rivals = duel.make(rng, scale)
    sides = {"ours": ours, **rivals}
    times = _times(sides)
    best = min((n for n in sides if n != "ours"), key=lambda n: min(times[n]), default=None)
    memory = {name: _peak(side) for name, side in sides.items() if name in ("ours", best)}
    ratio = None
    if best is not None:
        ratio = statistics.median(a / b for a, b in zip(times["ours"], times[best], strict=True))
    note = f"peak {memory['ours']:.1f} MB"
    if best is not None:
        note = f"{best}; peak {memory['ours']:.1f} against {memory[best]:.1f} MB"
    if ratio is not None and ratio > 2 and duel.reason:
        note += f"; {duel.reason}"
    return {
        "name": f"reference: {duel.name} {duel.size}{' x10' if scale == 10 else ''}",
        "ours": statistics.median(times["ours"]) * 1e3,
        "rival": None if best is None else statistics.median(times[best]) * 1e3,
        "ratio": ratio,
        "unit": "ms",
        "note": note,
    }


def _times(sides: dict[str, Callable[[], Any]]) -> dict[str, list[float]]:
    """Seconds a call, in turns, the order turned round every time."""
    calls = {}
    for name, side in sides.items():
        side()
        began = time.perf_counter()
        side()
        once = time.perf_counter() - began
        calls[name] = max(1, int(SECONDS_A_TURN / max(once, 1e-7)))
    times: dict[str, list[float]] = {name: [] for name in sides}
    for turn in range(ROUNDS):
        names = list(sides) if turn % 2 else list(reversed(sides))
        for name in names:
            side, count = sides[name], calls[name]
            began = time.perf_counter()
            for _ in range(count):
                side()
            times[name].append((time.perf_counter() - began) / count)
    return times


def _peak(side: Callable[[], Any]) -> float:
    """Megabytes that a call needs above what is there already, its answer included."""
    gc.collect()
    ctypes.CDLL(None).malloc_trim(0)  # or the heap's leftovers would serve the call unseen
    try:
        with open("/proc/self/clear_refs", "w") as file:
            file.write("5")
    except OSError:
        return math.nan
    before = _status("VmRSS")
    kept = side()
    peak = _status("VmHWM") - before
    del kept
    return max(peak, 0) / 1024


def _status(key: str) -> int:
    with open("/proc/self/status") as file:
        return next(int(line.split()[1]) for line in file if line.startswith(key))


if __name__ == "__main__":
    from tests.bench.__main__ import _table

    print(_table(run(tuple(sys.argv[1:]))))
