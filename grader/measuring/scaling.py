"""How time grows with the data: times at several sizes, and an exponent for each side.

In every round each size is timed once on both sides, in random order, and the smallest possible
call with them: its median over the rounds is what any call costs, and is taken off. So are its
numbers, such as weights that have one shape at every size. The slope of log time over log n
(n: numbers given beyond those) by least squares is the round's exponent; estimate and interval
over the rounds are those of `ratio`. A round's sizes share what disturbs the machine for long, and
rounds are independent of each other. Whether the submission grows faster is read from the
difference of the exponents within each round, in which what both share cancels; rounds go on for a
while when that is not clear.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.lab import Lab, Thresholds
from grader.lab.model import SMALLEST_SIZE
from grader.lab.sizes import input_numbers
from grader.measuring.costs import TimedPair
from grader.measuring.ratio import Estimate, location
from grader.measuring.session_pair import SessionPair
from grader.messages import entries, message

TARGET_SECONDS, MAX_SECONDS = 0.25, 0.6
MIN_ROUNDS, MAX_ROUNDS = 6, 24
STEEPER = 0.25
"""An exponent is higher than the reference's when it surely is, and by more than this."""


@dataclass(frozen=True)
class Point:
    """Median times in milliseconds at n numbers of input beyond those of the smallest call."""

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
        """How both sides grow, for a student."""
        times = {"submission": _tenfold(self.submission), "reference": _tenfold(self.reference)}
        if self.kind == "steeper":
            return message(
                "Ten times the data take your code {submission} times as long, the reference "
                "{reference}: something grows faster than the data, such as a value for each pair.",
                **times,
            )
        if abs(self.excess.value) < STEEPER:
            growth = message(
                "Ten times the data take your code {submission} times as long, the reference "
                "{reference}: both grow alike",
                **times,
            )
        else:
            growth = message(
                "Ten times the data take your code {submission} times as long, the reference "
                "{reference}",
                **times,
            )
        if self.kind != "loop":
            return message("{growth}.", growth=growth)
        last = self.points[-1]
        slower = last.submission_ms / max(last.reference_ms, 1e-9)
        return message(
            "{growth}, and every entry costs {factor} times as much, as in a loop of Python's own.",
            growth=growth,
            factor=f"{slower:.2g}",
        )

    def as_dict(self) -> dict[str, Any]:
        """For a report's JSON."""
        return {
            "kind": self.kind,
            **entries("sentence", self.sentence),
            "points": [dict(point.__dict__) for point in self.points],
            "reference": _exponent_dict(self.reference),
            "submission": _exponent_dict(self.submission),
        }


def measure_scaling(lab: Lab, sessions: SessionPair, rng: np.random.Generator) -> Scaling | None:
    """Times both sides at the lab's sizes; ``None`` when it declares none.

    Raises: RejectedAnswer.
    """
    sizes = lab.workload.scaling
    if not sizes:
        return None
    counts = count_all(lab, rng, sizes)
    rounds: list[np.ndarray] = []
    started = time.monotonic()
    while not sessions.cut_off and not _is_enough(counts, rounds, time.monotonic() - started):
        rounds.append(_time_round(lab, sessions, rng, sizes))
    if sessions.cut_off or not rounds:
        return None
    return fit(counts, np.array(rounds), lab.thresholds)


def _is_enough(counts: list[int], rounds: list[np.ndarray], seconds: float) -> bool:
    if len(rounds) >= MAX_ROUNDS or (len(rounds) >= 3 and seconds > MAX_SECONDS):
        return True
    if len(rounds) < MIN_ROUNDS or seconds < TARGET_SECONDS:
        return False
    excess = _excess(_slopes(counts, _without_call_cost(np.array(rounds))))
    return _is_steeper(excess) or excess.high < STEEPER


def _time_round(
    lab: Lab, sessions: SessionPair, rng: np.random.Generator, sizes: tuple[int, ...]
) -> np.ndarray:
    """CPU time (ns), sides × (smallest call, sizes): reference first.

    A call at its time limit ends the round, and the submission's sandbox with it.
    """
    cpu_ns, all_sizes = np.zeros((2, 1 + len(sizes))), (SMALLEST_SIZE, *sizes)
    for place in rng.permutation(len(all_sizes)):
        if sessions.cut_off:
            break
        calls = lab.workload.make(rng, all_sizes[place])
        pair = sessions.time_block(calls, reference_first=bool(rng.integers(2)))
        cpu_ns[:, place] = _times(pair)
    return cpu_ns


def _times(pair: TimedPair) -> np.ndarray:
    return np.array([pair.reference.cpu_ns, pair.submission.cpu_ns], float).clip(1)


def count_all(lab: Lab, rng: np.random.Generator, sizes: tuple[int, ...]) -> list[int]:
    """The numbers at each size beyond those of the smallest call; the sizes where no arrays are
    given that grow with them."""
    least = _count_numbers(lab, rng, SMALLEST_SIZE)
    counts = [_count_numbers(lab, rng, size) - least for size in sizes]
    return counts if counts[0] > 0 and counts[-1] > counts[0] else list(sizes)


def _count_numbers(lab: Lab, rng: np.random.Generator, size: int) -> int:
    return sum(input_numbers(call) for call in lab.workload.make(rng, size))


def fit(counts: list[int], rounds: np.ndarray, thresholds: Thresholds) -> Scaling:
    """The exponents of both sides.

    Args:
        counts: the numbers of input at each size, beyond those of the smallest call.
        rounds: (rounds, 2, 1 + sizes) CPU times in ns; the reference and the smallest call first.
    """
    rounds = _without_call_cost(rounds)
    slopes = _slopes(counts, rounds)
    reference, submission = (Estimate(*location(slopes[:, k])) for k in (0, 1))
    excess = _excess(slopes)
    medians = np.median(rounds, axis=0) / 1e6
    points = tuple(
        Point(n, round(float(a), 4), round(float(b), 4))
        for n, a, b in zip(counts, medians[0], medians[1], strict=True)
    )
    middle = (thresholds.full_at * thresholds.zero_at) ** 0.5
    if _is_steeper(excess):
        kind = "steeper"
    elif medians[1, -1] > middle * medians[0, -1]:
        kind = "loop"
    else:
        kind = "same"
    return Scaling(points, reference, submission, excess, kind)


def _without_call_cost(rounds: np.ndarray) -> np.ndarray:
    """Times (rounds, 2, sizes) in ns without what a call costs whatever its size."""
    cost = np.median(rounds[:, :, :1], axis=0)
    return np.maximum(rounds[:, :, 1:] - cost, 0.05 * rounds[:, :, 1:])


def _slopes(counts: list[int], rounds: np.ndarray) -> np.ndarray:
    """Exponents (rounds, 2): reference, submission."""
    steps = np.log(counts) - np.mean(np.log(counts))
    return np.log(rounds) @ steps / (steps @ steps)


def _excess(slopes: np.ndarray) -> Estimate:
    """The submission's exponents beyond the reference's, but at least beyond 1: reading the data
    takes time in proportion, and an exponent below 1 only shows what calls cost."""
    return Estimate(*location(slopes[:, 1] - np.maximum(slopes[:, 0], 1.0)))


def _is_steeper(excess: Estimate) -> bool:
    return excess.value > STEEPER and excess.low > 0


def _tenfold(exponent: Estimate) -> str:
    return f"{10**exponent.value:.2g}" if exponent.value < 2 else f"{10**exponent.value:.0f}"


def _exponent_dict(exponent: Estimate) -> dict[str, float]:
    parts = (("exponent", exponent.value), ("low", exponent.low), ("high", exponent.high))
    return {name: round(value, 3) for name, value in parts}
