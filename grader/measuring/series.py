"""A series of paired blocks: the same fresh inputs to both sides, until the ratio is known.

* Up to four fresh session pairs follow each other. Before the first block of each, both sides
  answer blocks that are not counted (imports, caches, pages).
* Inputs are drawn anew for every block: a remembered result is never asked for again.
* Of every two blocks the reference begins one, and chance says which.
* Wall and CPU time are both kept. CPU time is that of everything in the sandbox, so that helpers
  are paid for; wall time is without that in which the side stood in line and others ran.

What happens within a block: `grader.measuring.session_pair`.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field

import numpy as np

from grader.lab import Lab
from grader.measuring.costs import TimedPair
from grader.measuring.points import edges_inside
from grader.measuring.ratio import estimate
from grader.measuring.session_pair import OutOfTime, SessionPair, VoidMeasurement

TARGET_SECONDS, MAX_SECONDS = 0.6, 1.8
"""Time for all of it; the second where the interval is wide or lies across an edge of a band."""

MIN_SESSION_PAIRS, MAX_SESSION_PAIRS = 3, 4
"""Fresh pairs of sandboxes, one after the other: where arrays come to lie in memory is luck that
lasts as long as a process does, a per cent or two and now and then fifteen. However narrow the
interval of the first is, it does not hold that."""

SLOW_BLOCK_SECONDS = 0.15
"""A submission whose first block takes longer stays in its first sandbox."""

WARM_UP_BLOCKS = 2
MIN_PAIRS, MAX_PAIRS = 8, 160
MIN_PAIRS_WHEN_SLOW, SLOW_SECONDS = 3, 1.5
"""A submission so slow that `MIN_PAIRS` pairs would take longer than this gets fewer."""
PAIRS_BETWEEN_LOOKS = 4

NARROW, WIDE = 1.015, 1.03
"""The interval is narrow when its ends differ by less than the first factor; wide above the
second, and then more time is spent."""


@dataclass
class PairSeries:
    """All timed pairs so far, from one pair of sandboxes after the other.

    ``ends`` is when all of it has to be over, whatever is still to do (of `time.monotonic`).
    ``cut_off`` when the last one ended at the time limit of a call; ``done`` when no more are
    needed.
    """

    ends: float
    pairs: list[TimedPair] = field(default_factory=list)
    session_pairs: int = 0
    cut_off: bool = False
    done: bool = False
    started: float = 0.0
    freeze_method: str = ""

    @property
    def seconds(self) -> float:
        """Since the first pair of sandboxes was there; the making of the others counts."""
        return time.monotonic() - self.started


def time_pairs(
    lab: Lab, sessions: SessionPair, rng: np.random.Generator, series: PairSeries
) -> None:
    """Adds the pairs of one pair of sandboxes to ``series``.

    Raises: RejectedAnswer, VoidMeasurement.
    """
    try:
        _time_pairs(lab, sessions, rng, series)
    except OutOfTime:
        end_early(series)


def end_early(series: PairSeries) -> None:
    """The time for a measurement is over. Raises: VoidMeasurement: not enough was timed."""
    if len(series.pairs) < MIN_PAIRS_WHEN_SLOW:
        reason = "The time for a measurement was over before enough was timed."
        raise VoidMeasurement(reason) from None
    series.done = True


def _time_pairs(
    lab: Lab, sessions: SessionPair, rng: np.random.Generator, series: PairSeries
) -> None:
    size, started, pairs_before = lab.workload.sizes[-1], time.monotonic(), len(series.pairs)
    series.started = series.started or started
    series.session_pairs += 1
    is_last = series.session_pairs == MAX_SESSION_PAIRS
    share = MAX_SECONDS * series.session_pairs / MAX_SESSION_PAIRS
    for _ in range(WARM_UP_BLOCKS):
        first = sessions.time_block(lab.workload.make(rng, size), reference_first=True)
        if sessions.cut_off or time.monotonic() - started > SLOW_BLOCK_SECONDS:
            break
    is_slow = time.monotonic() - started > SLOW_BLOCK_SECONDS
    reference_first = True
    while not sessions.cut_off:
        count = len(series.pairs) - pairs_before
        is_time_to_look = count >= MIN_PAIRS and count % PAIRS_BETWEEN_LOOKS == 0
        if _is_exhausted(series) or (is_time_to_look and _is_settled(lab, series)):
            break
        if count and series.seconds > share and not is_slow and not is_last:
            break
        is_second_of_two = len(series.pairs) % 2 == 1
        reference_first = not reference_first if is_second_of_two else bool(rng.integers(2))
        calls = lab.workload.make(rng, size)
        series.pairs.append(sessions.time_block(calls, reference_first=reference_first))
    series.pairs = series.pairs or [first]
    series.cut_off = sessions.cut_off
    series.done = sessions.cut_off or is_slow or is_last or _is_exhausted(series)
    has_enough_sessions = series.session_pairs >= MIN_SESSION_PAIRS
    series.done = series.done or (has_enough_sessions and _is_settled(lab, series))


def _is_exhausted(series: PairSeries) -> bool:
    """Whether there are pairs, or time, enough whatever they say."""
    count, seconds = len(series.pairs), series.seconds
    if count and time.monotonic() > series.ends:
        return True
    if MIN_PAIRS_WHEN_SLOW <= count < MIN_PAIRS:
        return seconds > SLOW_SECONDS
    return count >= MAX_PAIRS or (count >= MIN_PAIRS and seconds > MAX_SECONDS)


def _is_settled(lab: Lab, series: PairSeries) -> bool:
    """Whether the interval is narrow and within one band."""
    found = estimate([pair.cpu_ratio for pair in series.pairs])
    if edges_inside(found, lab.thresholds):
        return False
    return found.width < (NARROW if series.seconds < TARGET_SECONDS else WIDE)
