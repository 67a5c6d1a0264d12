"""Measures the calibration set on this host."""

from __future__ import annotations

import time
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from math import exp, log
from typing import Any

import numpy as np

from grader.calibration.host_class import HostClass, this_host
from grader.calibration.pair import Pair, all_pairs, set_digest
from grader.judging.blas_threads import one_blas_thread
from grader.measuring import measure
from grader.measuring.ratio import Estimate

MIN_ROUNDS, MAX_ROUNDS = 2, 4
"""Measurements of each pair, each in fresh processes. What lasts as long as a process does, such as
where its arrays lie in memory, is not in the interval of one."""
NARROW = 1.03
"""A pair needs no further round when the ends of its interval differ by less than this factor."""
MAX_SECONDS = 20.0
"""After these no further measurement is begun, if every pair has one."""
_NORMAL = 1.96  # half-widths of intervals are so many standard errors


class NotCalibrated(Exception):
    """A pair could not be measured; says which, and why."""


@dataclass(frozen=True)
class PairRatio:
    """The ratio of a pair, submission / reference, with the ends of its interval."""

    ratio: float
    low: float
    high: float

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> PairRatio:
        """From `as_dict`. Raises: KeyError, TypeError, ValueError."""
        return cls(*(float(values[name]) for name in ("ratio", "low", "high")))

    def as_dict(self) -> dict[str, float]:
        """For JSON."""
        values = {"ratio": self.ratio, "low": self.low, "high": self.high}
        return {name: float(f"{value:.5g}") for name, value in values.items()}


@dataclass(frozen=True)
class Calibration:
    """The ratios of all pairs by their names, and on what they were measured.

    Attributes:
        host: the class of the host.
        digest: of the set of pairs.
        ratios: by the name of the pair.
        seconds: wall time that it took.
    """

    host: HostClass
    digest: str
    ratios: Mapping[str, PairRatio]
    seconds: float

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return {
            "host": self.host.words,
            "class": self.host.key,
            "set": self.digest,
            "seconds": round(self.seconds, 2),
            "ratios": {name: found.as_dict() for name, found in self.ratios.items()},
        }


def calibrate(only: Collection[str] = (), *, rounds: int = MAX_ROUNDS) -> Calibration:
    """Measures the set, or the pairs that are named, in the sandbox.

    Args:
        only: names of pairs; all of them unless given.
        rounds: the most measurements of each pair; fewer where time is short or intervals narrow.

    Raises: NotCalibrated, SandboxUnavailable.
    """
    started = time.monotonic()
    chosen = {name: pair for name, pair in all_pairs().items() if not only or name in only}
    measured: dict[str, list[Estimate]] = {name: [] for name in chosen}
    with one_blas_thread():
        for turn in range(rounds):
            for name, pair in chosen.items():
                is_late = bool(turn) and time.monotonic() - started > MAX_SECONDS
                if not is_late and not _is_settled(measured[name]):
                    measured[name].append(_measure(name, pair))
    ratios = {name: together(estimates) for name, estimates in measured.items()}
    return Calibration(this_host(), set_digest(), ratios, time.monotonic() - started)


def _is_settled(estimates: Sequence[Estimate]) -> bool:
    if len(estimates) < MIN_ROUNDS:
        return False
    found = together(estimates)
    return found.high < NARROW * found.low


def _measure(name: str, pair: Pair) -> Estimate:
    found = measure(pair.as_lab(name), pair.programs[1], np.random.SeedSequence())
    timed = found.performance
    if timed is None or timed.void:
        reason = (timed.void if timed else found.detail) or found.verdict.value
        raise NotCalibrated(f"{name} could not be measured: {reason}")
    return Estimate(timed.ratio, timed.low, timed.high)


def together(estimates: Sequence[Estimate]) -> PairRatio:
    """The mean of several measurements, those with narrow intervals counting more.

    Where they differ by more than their intervals say, the interval of the mean is wider by as
    much. Source: Birge 1932, The calculation of errors by the method of least squares.
    """
    values = np.log([each.value for each in estimates])
    halves = np.array([max(log(each.high / each.low) / 2, 1e-4) for each in estimates])
    weights = halves**-2.0
    mean = float(weights @ values / weights.sum())
    half = float(weights.sum() ** -0.5)
    if len(estimates) > 1:
        errors = (values - mean) / (halves / _NORMAL)
        half *= max(1.0, float(np.sqrt(errors @ errors / (len(estimates) - 1))))
    return PairRatio(exp(mean), exp(mean - half), exp(mean + half))
