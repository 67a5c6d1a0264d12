"""How long a grading may take, stage by stage, and in all.

Every stage has a limit of its own for all that it does, in the sandbox and in the trusted process,
waiting included. A queue can rely on `grading_seconds`: no grading takes longer, so that a
lease of that length never ends while the work still goes on.
"""

from __future__ import annotations

from grader.lab.metadata import SLOW_CALLS
from grader.lab.model import Lab
from grader.sandbox.monitor import QUEUE_ALLOWANCE_SECONDS

CASES_SECONDS = 10.0
"""Sandbox time of all cases together: twenty loops without end must not take twenty limits."""

SMALLEST_SECONDS = 0.6
"""The search for the smallest input that fails, with the check of the gradient on it."""

TWINS_CPU_SECONDS = 3.0
"""CPU time of all hidden cases that are run again on public inputs, to explain failures."""

MEASURING_SECONDS = 12.0
"""One measurement of speed, growth included. On a quiet machine the pairs take 1.8 s of it."""

GRACE_SECONDS = 3.0
"""How much longer the trusted process may take to end a stage that has reached its limit."""

MEASUREMENTS = 3
"""How often speed is measured at most: a measurement that is void is taken again twice."""

MISTAKES_CPU_SECONDS = 3.0
"""CPU time of a lab's known mistakes, which are run on the failing cases."""

BUSY_FACTOR = 4.0
"""A budget of CPU time may take so many times as much wall time, on a machine with other work."""


def cases_seconds(call_seconds: float) -> float:
    """Seconds of sandbox time for all cases of a lab whose calls may take ``call_seconds`` each."""
    return max(CASES_SECONDS, SLOW_CALLS * call_seconds)


def grading_seconds(lab: Lab) -> float:
    """The most that a whole grading of the lab takes, in seconds of wall time."""
    measuring = MEASUREMENTS * (MEASURING_SECONDS + 2 * GRACE_SECONDS)
    return (
        cases_seconds(lab.limits.call_seconds)
        + lab.limits.load_seconds
        + QUEUE_ALLOWANCE_SECONDS
        + BUSY_FACTOR * (TWINS_CPU_SECONDS + MISTAKES_CPU_SECONDS)
        + 2 * GRACE_SECONDS
        + 2 * (SMALLEST_SECONDS + GRACE_SECONDS)
        + (measuring if lab.weights["performance"] else 0.0)
    )
