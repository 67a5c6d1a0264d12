"""The reference beside the best of SciPy, scikit-learn and PyTorch: CPU time, growth, peak memory.

One thread, float64, four sizes each unless a rival says otherwise. Ours and every rival take turns
on the same arguments, in short turns of CPU time, so that other work on the machine meets both. A
ratio is the median over the turns, against the rival that is fastest, with the interval that holds
the true median with 96 % (order statistics). Bars are on the lower end of the interval. The sizes
of a function take turns too. Every turn gives an exponent, the slope of log time over log size, and
a function is named if the lower end of their interval is well above what is documented. Growth that
the rivals share, as where arrays leave the cache or need fresh pages, is the machine's.
`python -m tests.bench.reference [NAME ...]` runs it alone.
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

ROUNDS = 12
LOW, HIGH = 2, 9  # of 12 sorted ratios, the 3rd and the 10th enclose the median with 96 %
SECONDS_A_TURN = 0.002
SURPRISE = 0.35  # above the documented exponent: memory twice as slow over eight times the size

MEAN_BAR, SLOW, SLOW_BAR, WORST_BAR = 0.65, 1.3, 15, 2.5
SOLVER_BAR, WIDE_SOLVER_BAR = 1.1, 0.5
Figure = dict[str, Any]


def run(only: tuple[str, ...] = ()) -> list[Figure]:
    """A figure for every function and size, and how they stand to the bars; prints as it goes."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    figures: list[Figure] = []
    gc.freeze()  # or collecting what the libraries hold would take most of the time
    try:
        with threadpool_limits(1), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            for duel in duels():
                if not only or duel.name in only:
                    figures += _duel(duel)
    finally:
        torch.set_num_threads(before)
    return figures + _summary(figures)


def _duel(duel: Duel) -> list[Figure]:
    """One function at all of its sizes."""
    sides = []
    for scale in duel.scales:
        ours, rivals = duel.make(np.random.default_rng(0), scale)
        sides.append({"ours": ours, **rivals})
    times = _times(sides)
    figures = [
        _figure(duel, scale, *found)
        for scale, *found in zip(duel.scales, sides, times, strict=True)
    ]
    growth = ""
    if len(duel.scales) > 2:
        slopes = _slopes(duel, times)
        growth = f"{statistics.median(slopes):.2f} [{slopes[LOW]:.2f}, {slopes[HIGH]:.2f}]"
        if slopes[LOW] > duel.power + SURPRISE:
            figures[-1]["note"] += f"; GROWS with power {growth}, not {duel.power:g}"
    for figure in figures:
        print(f"  {_line(figure)}", flush=True)
    if growth:
        print(f"    grows with power {growth}", flush=True)
    return figures


def _slopes(duel: Duel, times: list[dict[str, list[float]]]) -> list[float]:
    """The exponent of each turn, sorted, less what the rivals' is above the documented one."""
    sizes = [math.log(scale) for scale in duel.scales]
    found = []
    for turn in range(ROUNDS):
        ours = [math.log(taken["ours"][turn]) for taken in times]
        slope = statistics.linear_regression(sizes, ours).slope
        if len(times[0]) > 1:
            best = [min(t[turn] for name, t in taken.items() if name != "ours") for taken in times]
            theirs = statistics.linear_regression(sizes, [math.log(t) for t in best]).slope
            slope -= max(theirs - duel.power, 0)
        found.append(slope)
    return sorted(found)


def _line(figure: Figure) -> str:
    if figure["ratio"] is None:
        return f"{figure['name']:<58} {figure['ours']:9.3f} ms {'-':>12}        {figure['note']}"
    return (
        f"{figure['name']:<58} {figure['ours']:9.3f} ms {figure['rival']:9.3f} ms "
        f"{figure['ratio']:6.2f} {figure['note']}"
    )


def _summary(figures: list[Figure]) -> list[Figure]:
    paired = [f for f in figures if f["ratio"] is not None]
    if not paired:
        return []
    mean = math.exp(statistics.fmean(math.log(f["low"]) for f in paired))
    kernels = [f for f in paired if not f["solver"]]
    slow = [f for f in kernels if f["low"] > SLOW]
    worst = [f for f in kernels if f["low"] > WORST_BAR and not f["reason"]]
    solvers = [
        f
        for f in paired
        if f["solver"] and f["low"] > (WIDE_SOLVER_BAR if "50x6000" in f["name"] else SOLVER_BAR)
    ]
    surprises = [f for f in figures if "GROWS" in f["note"]]
    rows = (
        ("geometric mean of the lower ends", mean, MEAN_BAR, []),
        (f"kernels above {SLOW}", len({f["kernel"] for f in slow}), SLOW_BAR, slow),
        (f"kernels above {WORST_BAR} without a reason", len(worst), 0, worst),
        ("solvers above their bar", len(solvers), 0, solvers),
        ("functions that grow faster than documented", len(surprises), 0, surprises),
    )
    return [
        {
            "name": f"reference: {name}",
            "ours": value,
            "rival": bar,
            "ratio": None,
            "unit": "",
            "note": ("met" if value <= bar else "NOT met")
            + (": " + ", ".join(dict.fromkeys(f["kernel"] for f in found)) if found else ""),
        }
        for name, value, bar, found in rows
    ]


def _figure(
    duel: Duel, scale: int, sides: dict[str, Callable[[], Any]], times: dict[str, list[float]]
) -> Figure:
    """One function at one size."""
    ours = sides["ours"]
    best = min((n for n in sides if n != "ours"), key=lambda n: min(times[n]), default=None)
    figure: Figure = {
        "name": f"reference: {duel.name} {duel.size}" + (f" x{scale}" if scale != 1 else ""),
        "kernel": duel.name,
        "solver": duel.solver,
        "reason": duel.reason,
        "ours": statistics.median(times["ours"]) * 1e3,
        "rival": None,
        "ratio": None,
        "low": None,
        "unit": "ms",
        "note": f"peak {(peak := _peak(ours)):.1f} MB",
    }
    if best is None:
        return figure
    ratios = sorted(a / b for a, b in zip(times["ours"], times[best], strict=True))
    figure.update(
        rival=statistics.median(times[best]) * 1e3,
        ratio=statistics.median(ratios),
        low=ratios[LOW],
        note=f"[{ratios[LOW]:.2f}, {ratios[HIGH]:.2f}] {best}; "
        f"peak {peak:.1f} against {_peak(sides[best]):.1f} MB",
    )
    if figure["low"] > SLOW and duel.reason:
        figure["note"] += f"; {duel.reason}"
    return figure


def _times(sizes: list[dict[str, Callable[[], Any]]]) -> list[dict[str, list[float]]]:
    """Seconds of CPU a call, size by size, in turns, the order turned round every time."""
    calls: list[dict[str, int]] = []
    for sides in sizes:
        calls.append({})
        for name, side in sides.items():
            side()
            began = time.process_time()
            side()
            once = time.process_time() - began
            calls[-1][name] = max(1, int(SECONDS_A_TURN / max(once, 1e-7)))
    times: list[dict[str, list[float]]] = [{name: [] for name in sides} for sides in sizes]
    for turn in range(ROUNDS):
        for sides, counts, taken in zip(sizes, calls, times, strict=True):
            names = list(sides) if turn % 2 else list(reversed(sides))
            for name in names:
                side, count = sides[name], counts[name]
                began = time.process_time()
                for _ in range(count):
                    side()
                taken[name].append(max(time.process_time() - began, 1e-9) / count)
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
    for figure in run(tuple(sys.argv[1:])):
        if figure["unit"] == "":
            print(
                f"{figure['name']}: {figure['ours']:.3g} (bar {figure['rival']}), {figure['note']}"
            )
