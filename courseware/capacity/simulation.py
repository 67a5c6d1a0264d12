"""A queue before several processes, simulated event by event. Pure.

Runs come towards a deadline, more and more of them, each is taken by the first process that is
free, in order, and keeps it for its time. Fairness changes who waits, and hardly how long all wait
together, so it is left out.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Times = NDArray[np.float64]
Seconds = Sequence[float] | Times
LAST_HOUR = 3600.0
"""The wait is judged by the runs that come in the last hour before the deadline."""
_LEAST_RUNS = 20_000  # of all rounds together, so that a small class is no matter of luck


@dataclass(frozen=True)
class Rush:
    """A class before a deadline: each student sends ``runs``, at independent moments.

    How long before the deadline a run comes is exponentially distributed with the mean ``hours``.
    """

    students: int
    runs: float = 6.0
    hours: float = 3.0

    @property
    def last_hour(self) -> float:
        """Runs to expect in the last hour."""
        return self.students * self.runs * (1 - math.exp(-1 / self.hours))

    def arrivals(self, rng: np.random.Generator) -> Times:
        """Seconds, in order, with the deadline at 0; shape (runs,)."""
        count = rng.poisson(self.students * self.runs)
        return np.sort(-rng.exponential(self.hours * 3600, count))


def waits(arrivals: Seconds, seconds: Seconds, processes: int) -> Times:
    """How long each run waits until a process takes it.

    Args:
        arrivals: when each comes, in order, shape (n,).
        seconds: how long each keeps its process, shape (n,).
        processes: how many there are, at least 1.
    """
    free = [-math.inf] * processes  # when each process will be free: a heap
    found = np.empty(len(arrivals))
    for number, (arrival, taken) in enumerate(zip(arrivals, seconds, strict=True)):
        start = max(float(arrival), free[0])
        heapq.heapreplace(free, start + float(taken))
        found[number] = start - arrival
    return found


def wait_at_deadline(
    rush: Rush, seconds: Sequence[float], processes: int, *, share: float = 0.95, seed: int = 1
) -> float:
    """The wait that this share of the last hour's runs does not exceed, in seconds."""
    rng, late = np.random.default_rng(seed), []
    rounds = max(1, math.ceil(_LEAST_RUNS / max(1.0, rush.students * rush.runs)))
    for _ in range(rounds):
        arrivals = rush.arrivals(rng)
        taken = rng.choice(np.asarray(seconds, dtype=float), len(arrivals))
        late.append(waits(arrivals, taken, processes)[arrivals >= -LAST_HOUR])
    together = np.concatenate(late)
    return float(np.quantile(together, share)) if together.size else 0.0


def processes_needed(rush: Rush, seconds: Sequence[float], longest: float, *, seed: int = 1) -> int:
    """The fewest processes with which 95 % of the last hour's runs wait no longer."""

    def enough(count: int) -> bool:
        return wait_at_deadline(rush, seconds, count, seed=seed) <= longest

    return _least(enough, max(1, round(rush.last_hour / 3600 * float(np.mean(seconds)))))


def _least(enough: Callable[[int], bool], guess: int) -> int:
    """The least count that is enough, where a larger one always is."""
    low, high = 0, guess
    while not enough(high):
        low, high = high, 2 * high
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if enough(middle) else (middle, high)
    return high
