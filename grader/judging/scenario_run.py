"""Makes the calls of a scenario in one session, and gathers what is judged."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from grader.lab import Call
from grader.lab.scenarios import Scenario
from grader.results.verdicts import Verdict
from grader.sandbox import wire
from grader.sandbox.exchanges import Step
from grader.sandbox.outcome import Outcome

WITH_VALUE = (Verdict.passed, Verdict.changed_inputs)
"""Verdicts of calls that returned something, so that the next call can be made."""


Make = Callable[[Sequence[Call], Sequence[Step]], Outcome]
"""Makes the first of some calls, whose places in their scenario are these."""


def run_scenario(scenario: Scenario, make: Make) -> Outcome:
    """The outcome of all calls together: that of the first that returned nothing or, with the
    judged values, that of the last.

    Args:
        scenario: its calls are made until one returns nothing.
        make: makes a call, all of them in one session; it is also given those that follow.
    """
    requests: list[wire.Request] = []
    outcomes: list[Outcome] = []
    calls, last = scenario.calls, len(scenario.calls) - 1
    steps = [Step(n, scenario.picked(n), n == last, requests) for n in range(len(calls))]
    try:
        for number in range(len(calls)):
            outcomes.append(make(calls[number:], steps[number:]))
            if outcomes[-1].verdict not in WITH_VALUE:
                return _together(outcomes, outcomes[-1].verdict, None)
        changed = any(outcome.verdict is Verdict.changed_inputs for outcome in outcomes)
        value = scenario.answer([outcome.value for outcome in outcomes])
        return _together(outcomes, Verdict.changed_inputs if changed else Verdict.passed, value)
    finally:
        for request in requests:
            request.close()


def with_answer(call: Call, outcome: Outcome) -> Outcome:
    """The outcome of a single call; of a scenario of one call with what is judged as its value.

    Args:
        call: with no other before it.
        outcome: whose value, of a scenario, holds the picked parts.
    """
    if not isinstance(call, Scenario) or outcome.verdict not in WITH_VALUE:
        return outcome
    return replace(outcome, value=call.answer([outcome.value]))


def _together(outcomes: list[Outcome], verdict: Verdict, value: Any) -> Outcome:
    """The last outcome with what all calls printed and took."""
    return replace(
        outcomes[-1],
        verdict=verdict,
        value=value,
        step=len(outcomes) - 1,
        output="".join(outcome.output for outcome in outcomes),
        wall_ns=sum(outcome.wall_ns for outcome in outcomes),
        cpu_ns=sum(outcome.cpu_ns for outcome in outcomes),
        queue_ns=sum(outcome.queue_ns for outcome in outcomes),
    )
