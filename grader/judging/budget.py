"""How long a grading may take, stage by stage, and in all.

Every stage has a limit of its own for all that it does, in the sandbox and in the trusted process,
waiting included. A queue can rely on `grading_seconds`: no grading takes longer, so that a
lease of that length never ends while the work still goes on.
"""

from __future__ import annotations

import math
import time
from typing import Any

from grader.lab.metadata import SLOW_CALLS
from grader.lab.model import Lab
from grader.sandbox.monitor import QUEUE_ALLOWANCE_SECONDS

CASES_SECONDS = 10.0
"""Sandbox time of all cases together: twenty loops without end must not take twenty limits."""

NOTEBOOK_LOADS = 5
"""How many times the limit of one load it may take to find the cells of a notebook that fail."""

EXPLANATION_SECONDS = 60.0
"""All that is done to explain failures, on a machine that is very busy. A submission whose calls
wait instead of computing can reach it; the budgets in calls end everything else long before."""

EXPLAINED_CALL_SECONDS = 2.0
"""One call that is made to explain failures; waiting for a CPU does not count."""

TWIN_CALLS = 240
"""Of hidden cases on public inputs."""

STATE_CALLS = 90
"""Of failing cases in other orders, to see whether something is kept between calls."""

REDEFINED_CALLS = 64
"""Of failing cases without the last definition of a function that is defined twice."""

REPEATED_CALLS = 64
"""Of failing cases with `numpy.add.at` in the place of ``+=`` at an index."""

CALLED_CALLS = 64
"""Of failing cases with a right solution in the place of another function that is called."""

MISTAKE_CALLS = 1500
"""Of the lab's known mistakes."""

DEFAULT_CALLS = 240
"""Of failing cases with what they leave out given."""

NEAR_MISTAKE_CALLS = 800
"""Of the lab's known mistakes, where none gives the answers in every case."""

PLAIN_CALLS = 60
"""Of failing cases of rules with the same numbers in ordinary arrays."""

SMALLEST_CALLS = 120
"""The search for the smallest input that fails, with the check of the gradient on it."""

PREDICTIONS = 60_000
"""Answers that hypotheses predict, in the grader itself."""

EXAMPLE_CALLS = 120
"""Of the submission, for the smallest failing inputs of all causes but the first."""

PROGRAM_CALLS = 30_000
"""Of mutated solutions, in the grader itself."""

SLOW_CALL_NS = 20_000_000
"""CPU time for which a call pays once more: a budget of calls is one of CPU time as well."""

MEASURING_SECONDS = 12.0
"""One measurement of speed, growth included. On a quiet machine the pairs take 1.8 s of it."""

GRACE_SECONDS = 3.0
"""How much longer the trusted process may take to end a stage that has reached its limit."""

MEASUREMENTS = 3
"""How often speed is measured at most: a measurement that is void is taken again twice."""

BUSY_FACTOR = 4.0
"""A budget in which waiting for a CPU does not count may take so many times as much wall time."""


class CallBudget:
    """Calls that may be made for one purpose; the same ones however busy the machine is.

    ``used`` counts the calls that were made, ``refused`` says that one more was wanted.
    """

    def __init__(self, calls: int, until: float = math.inf) -> None:
        self.left, self.until = calls, until
        self.used, self.refused = 0, False

    def allows(self) -> bool:
        """Whether one more call may be made."""
        allowed = self.left > 0 and time.monotonic() < self.until
        self.refused = self.refused or not allowed
        return allowed

    def spend(self, cpu_ns: int = 0) -> None:
        """Counts a call that took so much CPU time."""
        self.charge(1, 1 + cpu_ns // SLOW_CALL_NS)

    def charge(self, used: int, spent: int) -> None:
        """Counts calls that were made before: their number, and what they took of the budget."""
        self.used += used
        self.left -= spent


class ExplanationBudget:
    """The budgets of all that explains one submission's failures."""

    def __init__(self) -> None:
        self.until = time.monotonic() + EXPLANATION_SECONDS
        self._parts: dict[str, CallBudget] = {}

    def part(self, purpose: str, calls: int) -> CallBudget:
        """The budget for a purpose, of so many calls when it is first asked for."""
        return self._parts.setdefault(purpose, CallBudget(calls, self.until))

    def as_dict(self) -> dict[str, Any]:
        """For a report's JSON: all calls that were made, and which purposes wanted more."""
        return {
            "calls": sum(part.used for part in self._parts.values()),
            "exhausted": [name for name, part in self._parts.items() if part.refused],
        }


def cases_seconds(call_seconds: float) -> float:
    """Seconds of sandbox time for all cases of a lab whose calls may take ``call_seconds`` each."""
    return max(CASES_SECONDS, SLOW_CALLS * call_seconds)


def notebook_seconds(load_seconds: float) -> float:
    """Seconds of sandbox time to find the cells of a notebook that fail, or do not end."""
    return NOTEBOOK_LOADS * load_seconds + QUEUE_ALLOWANCE_SECONDS


def measuring_seconds() -> float:
    """The most that measuring speed takes, in seconds of wall time, waiting for a CPU included."""
    return MEASUREMENTS * (MEASURING_SECONDS + 2 * GRACE_SECONDS) + QUEUE_ALLOWANCE_SECONDS


def grading_seconds(lab: Lab) -> float:
    """The most that a whole grading of the lab takes, in seconds of wall time."""
    measuring = MEASUREMENTS * (MEASURING_SECONDS + 2 * GRACE_SECONDS)
    return (
        notebook_seconds(lab.limits.load_seconds)
        + GRACE_SECONDS
        + BUSY_FACTOR * cases_seconds(lab.limits.call_seconds)
        + lab.limits.load_seconds
        + QUEUE_ALLOWANCE_SECONDS
        + EXPLANATION_SECONDS
        + 4 * GRACE_SECONDS
        + (measuring if lab.weights["performance"] else 0.0)
    )
