"""How long a grading may take, stage by stage, and in all.

Every stage has a limit of its own that covers whatever it does, the sandbox's side and the trusted
one, waiting included. A queue can rely on `grading_seconds`: no grading takes longer, so that a
lease of that length never ends while the work still goes on.
"""

from __future__ import annotations

from grader.lab.model import Lab
from grader.sandbox.monitor import QUEUE_ALLOWANCE_SECONDS

CASES_SECONDS = 10.0
"""Sandbox time of all cases together: twenty loops without end must not take twenty limits."""

CALLS = 3
"""A lab whose calls may take long gets time for so many of them that reach their limit."""

SMALLEST_SECONDS = 0.6
"""The search for the smallest input that fails, and the check of the gradient on it."""

TWIN_SECONDS = 3.0
"""Sandbox time of all hidden cases run again on public inputs, to explain why some failed."""

MEASURING_SECONDS = 12.0
"""One measurement of speed, growth included: 1.8 s of pairs on a quiet machine."""

GRACE_SECONDS = 3.0
"""How much longer the trusted side may take to end a stage that has reached its limit."""

MEASUREMENTS = 3
"""A measurement that is void is taken again twice."""

EXPLAINING_SECONDS = 15.0
"""Naming the causes of failing cases, at the most."""


def cases_seconds(call_seconds: float) -> float:
    """Seconds of sandbox time for all cases of a lab whose calls may take ``call_seconds``."""
    return max(CASES_SECONDS, CALLS * call_seconds)


def grading_seconds(lab: Lab) -> float:
    """The most that a whole grading of the lab takes, in seconds of wall time."""
    measuring = MEASUREMENTS * (MEASURING_SECONDS + 2 * GRACE_SECONDS)
    return (
        cases_seconds(lab.limits.call_seconds)
        + lab.limits.load_seconds
        + QUEUE_ALLOWANCE_SECONDS
        + EXPLAINING_SECONDS
        + TWIN_SECONDS
        + GRACE_SECONDS
        + 2 * (SMALLEST_SECONDS + GRACE_SECONDS)
        + (measuring if lab.weights["performance"] else 0.0)
    )
