"""The simulated queue beside what theory says of queues that have a formula."""

from __future__ import annotations

import math

import numpy as np
import pytest

from courseware.capacity.simulation import Rush, processes_needed, wait_at_deadline, waits


def erlang_c(servers: int, load: float) -> float:
    """The share of customers who wait at all in M/M/c; ``load`` in Erlang."""
    last = load**servers / math.factorial(servers) * servers / (servers - load)
    return last / (sum(load**k / math.factorial(k) for k in range(servers)) + last)


@pytest.mark.parametrize(("processes", "use"), [(1, 0.5), (3, 0.8), (10, 0.7)])
def test_poisson_arrivals_and_exponential_times_wait_as_erlang_says(processes: int, use: float):
    rng, count, rate = np.random.default_rng(4), 300_000, processes * use
    arrivals = np.cumsum(rng.exponential(1 / rate, count))
    found = waits(arrivals, rng.exponential(1.0, count), processes)[1000:]

    some_wait = erlang_c(processes, rate)
    assert np.mean(found > 0) == pytest.approx(some_wait, rel=0.05)
    assert np.mean(found) == pytest.approx(some_wait / (processes - rate), rel=0.05)
    longest = max(0.0, math.log(some_wait / 0.05) / (processes - rate))
    assert np.quantile(found, 0.95) == pytest.approx(longest, rel=0.05, abs=0.02)


def test_constant_times_wait_as_pollaczek_and_khinchine_say():
    rng, count = np.random.default_rng(5), 300_000
    arrivals = np.cumsum(rng.exponential(1 / 0.6, count))
    assert np.mean(waits(arrivals, np.ones(count), 1)) == pytest.approx(0.6 / 0.8, rel=0.05)


def test_a_few_runs_by_hand():
    assert list(waits([0, 0, 0, 10], [4, 1, 2, 1], 2)) == [0, 0, 1, 0]
    assert list(waits([0, 1, 2], [5, 5, 5], 1)) == [0, 4, 8]


def test_the_fewest_processes_are_found():
    rush, seconds = Rush(200, runs=6, hours=1), [8.0]
    needed = processes_needed(rush, seconds, 30)
    assert wait_at_deadline(rush, seconds, needed) <= 30
    assert wait_at_deadline(rush, seconds, needed - 1) > 30


def test_runs_come_before_the_deadline_as_expected():
    arrivals = Rush(10_000, runs=6, hours=3).arrivals(np.random.default_rng(1))
    assert (arrivals <= 0).all() and (np.diff(arrivals) >= 0).all()
    assert len(arrivals) == pytest.approx(60_000, rel=0.02)
    assert (arrivals >= -3600).sum() == pytest.approx(Rush(10_000).last_hour, rel=0.02)
