"""How many pairs are taken, from what they say."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import pytest

from grader.lab import Lab, load_lab
from grader.measuring import series as pair_series
from grader.measuring.costs import Cost, TimedPair
from grader.measuring.series import (
    MAX_PAIRS,
    MAX_SESSION_PAIRS,
    MIN_PAIRS,
    MIN_PAIRS_WHEN_SLOW,
    MIN_SESSION_PAIRS,
    WARM_UP_BLOCKS,
    PairSeries,
    time_pairs,
)
from grader.measuring.session_pair import OutOfTime, RejectedAnswer, VoidMeasurement
from grader.results.verdicts import Verdict
from tests.grader.measuring.fakes import rng
from tests.grader.small_lab import write_lab


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Lab:
    return load_lab(write_lab(tmp_path_factory.mktemp("labs")))


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[float]]:
    """The time, which only blocks let pass."""
    now = [1000.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    yield now


class Sessions:
    """A pair of sandboxes whose blocks take a set time and give set ratios, one after the other."""

    def __init__(self, clock: list[float], seconds: float, *ratios: float) -> None:
        self.clock, self.seconds, self.ratios = clock, seconds, ratios
        self.cut_off = False
        self.firsts: list[bool] = []
        self.ends_after = 10**9
        self.cuts_off_after = 10**9

    def time_block(self, calls: Any, *, reference_first: bool) -> TimedPair:
        if len(self.firsts) >= self.ends_after:
            raise OutOfTime
        self.firsts.append(reference_first)
        self.cut_off = len(self.firsts) >= self.cuts_off_after
        self.clock[0] += self.seconds
        ratio = self.ratios[len(self.firsts) % len(self.ratios)]
        return TimedPair(Cost(1000, 1000), Cost(int(1000 * ratio), int(1000 * ratio)))


def run(lab: Lab, *couples: Sessions, ends: float = 1e9) -> PairSeries:
    """The series after all of them, or when it is done."""
    series = PairSeries(ends=ends)
    for sessions in couples:
        if not series.done:
            time_pairs(lab, sessions, rng(), series)  # type: ignore[arg-type]  # all that it uses
    return series


def test_steady_ratios_are_settled_by_three_pairs_of_sandboxes(
    lab: Lab, clock: list[float]
) -> None:
    series = run(lab, *(Sessions(clock, 0.001, 1.3, 1.301) for _ in range(MAX_SESSION_PAIRS)))
    assert series.done
    assert series.session_pairs == MIN_SESSION_PAIRS
    assert len(series.pairs) == MIN_SESSION_PAIRS * MIN_PAIRS


def test_ratios_that_differ_take_more_pairs(lab: Lab, clock: list[float]) -> None:
    steady = run(lab, *(Sessions(clock, 0.001, 1.3, 1.301) for _ in range(MAX_SESSION_PAIRS)))
    wild = run(lab, *(Sessions(clock, 0.001, 1.1, 2.7, 5.0) for _ in range(MAX_SESSION_PAIRS)))
    assert wild.done
    assert len(wild.pairs) > 2 * len(steady.pairs)


def test_number_of_pairs_has_an_end_whatever_they_say(lab: Lab, clock: list[float]) -> None:
    series = run(lab, *(Sessions(clock, 1e-5, 0.1, 9.0) for _ in range(MAX_SESSION_PAIRS)))
    assert series.done
    assert len(series.pairs) <= MAX_PAIRS


def test_time_has_an_end_whatever_pairs_say(lab: Lab, clock: list[float]) -> None:
    began = clock[0]
    run(lab, *(Sessions(clock, 0.05, 0.1, 9.0) for _ in range(MAX_SESSION_PAIRS)))
    assert clock[0] - began < 2 * pair_series.MAX_SECONDS


def test_ratio_across_an_edge_is_looked_at_for_longer(lab: Lab, clock: list[float]) -> None:
    edge = lab.thresholds.full_at
    inside = run(lab, *(Sessions(clock, 0.002, edge * 1.2, edge * 1.201) for _ in range(4)))
    across = run(lab, *(Sessions(clock, 0.002, edge * 0.999, edge * 1.002) for _ in range(4)))
    assert len(across.pairs) > len(inside.pairs)


def test_slow_submission_stays_in_its_first_sandbox(lab: Lab, clock: list[float]) -> None:
    first, second = Sessions(clock, 0.4, 2.0), Sessions(clock, 0.4, 2.0)
    series = run(lab, first, second)
    assert series.done
    assert second.firsts == []
    assert MIN_PAIRS_WHEN_SLOW <= len(series.pairs) < MIN_PAIRS


def test_first_blocks_of_each_sandbox_are_not_counted(lab: Lab, clock: list[float]) -> None:
    couples = [Sessions(clock, 0.001, 1.3, 1.301) for _ in range(MIN_SESSION_PAIRS)]
    series = run(lab, *couples)
    blocks = sum(len(sessions.firsts) for sessions in couples)
    assert blocks == len(series.pairs) + WARM_UP_BLOCKS * MIN_SESSION_PAIRS


def test_reference_begins_one_of_every_two_pairs(lab: Lab, clock: list[float]) -> None:
    couples = [Sessions(clock, 0.001, 1.3, 1.301) for _ in range(MIN_SESSION_PAIRS)]
    run(lab, *couples)
    counted = [first for sessions in couples for first in sessions.firsts[WARM_UP_BLOCKS:]]
    assert all(one != other for one, other in zip(counted[::2], counted[1::2], strict=True))
    assert len(set(counted[::2])) == 2  # and chance says which


# -- ends ------------------------------------------------------------------------------------------
@pytest.mark.parametrize("blocks", [1, WARM_UP_BLOCKS + 1, WARM_UP_BLOCKS + 5])
def test_call_at_its_limit_ends_the_series(lab: Lab, clock: list[float], blocks: int) -> None:
    sessions = Sessions(clock, 0.001, 30.0)
    sessions.cuts_off_after = blocks
    series = run(lab, sessions)
    assert series.done
    assert series.cut_off
    assert len(series.pairs) == max(1, blocks - WARM_UP_BLOCKS)


@pytest.mark.parametrize("pairs", [0, MIN_PAIRS_WHEN_SLOW - 1, MIN_PAIRS_WHEN_SLOW, 6])
def test_end_of_time_leaves_what_was_timed_if_it_is_enough(
    lab: Lab, clock: list[float], pairs: int
) -> None:
    sessions = Sessions(clock, 0.001, 2.0)
    sessions.ends_after = WARM_UP_BLOCKS + pairs
    if pairs < MIN_PAIRS_WHEN_SLOW:
        with pytest.raises(VoidMeasurement, match="before enough was timed"):
            run(lab, sessions)
        return
    series = run(lab, sessions)
    assert series.done
    assert not series.cut_off
    assert len(series.pairs) == pairs


def test_no_block_is_begun_when_all_of_it_has_to_be_over(lab: Lab, clock: list[float]) -> None:
    sessions = Sessions(clock, 0.01, 0.1, 9.0)
    series = run(lab, sessions, ends=clock[0] + 0.05)
    assert series.done
    assert clock[0] <= 1000.0 + 0.05 + 2 * 0.01


def test_wrong_answer_goes_on_to_the_caller(lab: Lab, clock: list[float]) -> None:
    sessions: Any = Sessions(clock, 0.001, 1.0)

    def rejected(*_: Any, **__: Any) -> TimedPair:
        raise RejectedAnswer(Verdict.wrong_values)

    sessions.time_block = rejected
    with pytest.raises(RejectedAnswer):
        run(lab, sessions)


def test_making_of_later_sandboxes_counts_as_time(lab: Lab, clock: list[float]) -> None:
    series = PairSeries(ends=1e9)
    time_pairs(lab, Sessions(clock, 0.001, 0.1, 9.0), rng(), series)  # type: ignore[arg-type]  # as above
    before = series.seconds
    clock[0] += 0.3
    assert series.seconds == pytest.approx(before + 0.3)
