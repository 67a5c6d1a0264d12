"""How time grows with the data: times at several sizes, and an exponent for each side.

In every round each size is timed once on both sides, in random order, and the smallest possible
call with them: its median over the rounds is the price of a call, and is taken off. The slope of
log time over log n (n: numbers given) by least squares is the round's exponent; estimate and
interval over the rounds are those of `ratio`. A round's sizes share what disturbs the machine for
long, and rounds are independent of each other. Whether the submission grows faster is read from
the difference of the exponents within each round, in which what both share cancels; rounds go on
for a while when that cannot be told.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.lab import Lab, Thresholds
from grader.lab.sizes import input_numbers
from grader.measuring.blocks import SessionPair, TimedPair
from grader.measuring.ratio import Estimate, location

TARGET_SECONDS, MAX_SECONDS = 0.25, 0.6
MIN_ROUNDS, MAX_ROUNDS = 6, 24
STEEPER = 0.25
"""An exponent is higher than the reference's when it surely is, and by more than this."""

_MINIMAL = 1


@dataclass(frozen=True)
class Point:
    """Median times in milliseconds at n numbers of input."""

    n: int
    reference_ms: float
    submission_ms: float


@dataclass(frozen=True)
class Scaling:
    """``kind``: ``same``, ``loop`` (many times as slow, not surely steeper) or ``steeper``.

    ``excess`` is what the submission's exponent has beyond the reference's, or beyond 1.
    """

    points: tuple[Point, ...]
    reference: Estimate
    submission: Estimate
    excess: Estimate
    kind: str

    @property
    def sentence(self) -> str:
        ours, theirs = (_tenfold(one) for one in (self.reference, self.submission))
        grows = f"Ten times the data take your code {theirs} times as long, the reference {ours}"
        if self.kind == "steeper":
            return f"{grows}: something grows faster than the data, such as a value for each pair."
        alike = ": both grow alike" if abs(self.excess.ratio) < STEEPER else ""
        if self.kind == "loop":
            last = self.points[-1]
            slower = last.submission_ms / max(last.reference_ms, 1e-9)
            return (
                f"{grows}{alike}, and every entry costs {slower:.2g} times as much, "
                "as in a loop of Python's own."
            )
        return f"{grows}{alike}."

    def as_dict(self) -> dict[str, Any]:
        return {
            "kind": self.kind,
            "sentence": self.sentence,
            "points": [dict(point.__dict__) for point in self.points],
            "reference": _shown(self.reference),
            "submission": _shown(self.submission),
        }


def measure_scaling(lab: Lab, side: SessionPair, rng: np.random.Generator) -> Scaling | None:
    """Times both sides at the lab's sizes; ``None`` when it declares none.

    Raises: RejectedAnswer.
    """
    sizes = lab.workload.scaling
    if not sizes:
        return None
    counts = [_numbers(lab, rng, size) for size in sizes]
    rounds: list[np.ndarray] = []
    started = time.monotonic()
    while not side.cut_off and not _enough(counts, rounds, time.monotonic() - started):
        rounds.append(_round(lab, side, rng, sizes))
    if side.cut_off or not rounds:
        return None
    return fit(counts, np.array(rounds), lab.thresholds)


def _enough(counts: list[int], rounds: list[np.ndarray], seconds: float) -> bool:
    if len(rounds) >= MAX_ROUNDS or (len(rounds) >= 3 and seconds > MAX_SECONDS):
        return True
    if len(rounds) < MIN_ROUNDS or seconds < TARGET_SECONDS:
        return False
    excess = _excess(_slopes(counts, _priced(np.array(rounds))))
    return _steeper(excess) or excess.high < STEEPER


def _round(
    lab: Lab, side: SessionPair, rng: np.random.Generator, sizes: tuple[int, ...]
) -> np.ndarray:
    """CPU time (ns), sides × (smallest call, sizes): reference first."""
    spent, every = np.zeros((2, 1 + len(sizes))), (_MINIMAL, *sizes)
    for place in rng.permutation(len(every)):
        calls = lab.workload.make(rng, every[place])
        pair = side.block(calls, reference_first=bool(rng.integers(2)))
        spent[:, place] = _times(pair)
    return spent


def _times(pair: TimedPair) -> np.ndarray:
    return np.array([pair.reference.cpu_ns, pair.submission.cpu_ns], float).clip(1)


def _numbers(lab: Lab, rng: np.random.Generator, size: int) -> int:
    return sum(input_numbers(call) for call in lab.workload.make(rng, size))


def fit(counts: list[int], rounds: np.ndarray, thresholds: Thresholds) -> Scaling:
    """The exponents. ``rounds`` is (rounds, 2, 1 + sizes) in ns, ``counts`` the n of each size."""
    rounds = _priced(rounds)
    slopes = _slopes(counts, rounds)
    reference, submission = (Estimate(*location(slopes[:, k])) for k in (0, 1))
    excess = _excess(slopes)
    medians = np.median(rounds, axis=0) / 1e6
    points = tuple(
        Point(n, round(float(a), 4), round(float(b), 4))
        for n, a, b in zip(counts, medians[0], medians[1], strict=True)
    )
    middle = (thresholds.full_at * thresholds.zero_at) ** 0.5
    if _steeper(excess):
        kind = "steeper"
    elif medians[1, -1] > middle * medians[0, -1]:
        kind = "loop"
    else:
        kind = "same"
    return Scaling(points, reference, submission, excess, kind)


def _priced(rounds: np.ndarray) -> np.ndarray:
    """Times (rounds, 2, sizes) without the price of a call."""
    price = np.median(rounds[:, :, :1], axis=0)
    return np.maximum(rounds[:, :, 1:] - price, 0.05 * rounds[:, :, 1:])


def _slopes(counts: list[int], rounds: np.ndarray) -> np.ndarray:
    """Exponents (rounds, 2): reference, submission."""
    steps = np.log(counts) - np.mean(np.log(counts))
    return np.log(rounds) @ steps / (steps @ steps)


def _excess(slopes: np.ndarray) -> Estimate:
    """Reading the data takes time in proportion: an exponent of the reference below 1 is what the
    price of calls has left of it, and stands for 1."""
    return Estimate(*location(slopes[:, 1] - np.maximum(slopes[:, 0], 1.0)))


def _steeper(excess: Estimate) -> bool:
    return excess.ratio > STEEPER and excess.low > 0


def _tenfold(exponent: Estimate) -> str:
    return f"{10**exponent.ratio:.2g}" if exponent.ratio < 2 else f"{10**exponent.ratio:.0f}"


def _shown(exponent: Estimate) -> dict[str, float]:
    parts = (("exponent", exponent.ratio), ("low", exponent.low), ("high", exponent.high))
    return {name: round(value, 3) for name, value in parts}
