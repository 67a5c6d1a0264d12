"""The calls of a scenario, made one after the other: by a double, and in the sandbox."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import closing
from typing import Any

import numpy as np
import pytest

from grader.judging.runner import Runner
from grader.judging.scenario_run import run_scenario
from grader.lab import Call, Scenario, call, result, steps
from grader.results.verdicts import Verdict
from grader.sandbox import Limits, Outcome
from grader.sandbox.batch import Batch
from grader.sandbox.exchanges import Step

LIMITS = Limits(load_seconds=10.0, call_seconds=5.0, memory_bytes=256 << 20)
X = np.array([1.0, 2.0, 4.0])
SOURCE = """
import numpy as np

class Cache:
    def __init__(self, x):
        self.x, self.mean, self.seen = x, float(x.mean()), 0

def forward(x):
    return 2 * x, Cache(x)

def backward(g, cache):
    cache.seen += 1
    return g * cache.x + cache.seen

def counter(start):
    def count(step):
        nonlocal start
        start += step
        return start
    return count

def count(counter, step):
    return counter(step)

def numbers():
    yield from [1, 2, 3]

def total(values):
    return sum(values)

def kept(x):
    return [x]

def spoil(kept):
    kept[0] += 1
    return 0

def grow(items):
    items.append(1)
    return 0

def wait(_):
    while True: pass

def leave(_):
    import os
    os._exit(3)
"""


@pytest.fixture(scope="module")
def runner() -> Iterator[Runner]:
    with Runner(SOURCE, LIMITS) as opened:
        yield opened


FORWARD = call("forward", X)


def made(scenario: Scenario, *outcomes: Outcome) -> tuple[Outcome, list[Step]]:
    """The scenario's outcome where its calls have these, and how they were made."""
    steps_made: list[Step] = []

    def make(calls: Sequence[Call], places: Sequence[Step]) -> Outcome:
        assert len(calls) == len(places)
        steps_made.append(places[0])
        return outcomes[len(steps_made) - 1]

    return run_scenario(scenario, make), steps_made


def test_calls_are_numbered_and_the_last_is_known() -> None:
    scenario = steps(FORWARD, FORWARD, judged=(result(1), result(0)[0]))
    passed = (Outcome(Verdict.passed, (value,), output="x", cpu_ns=2, wall_ns=3) for value in "ab")
    outcome, made_steps = made(scenario, *passed)
    assert [(step.number, step.is_last, step.picked) for step in made_steps] == [
        (0, False, (result(0)[0],)),
        (1, True, (result(1),)),
    ]
    assert (outcome.value, outcome.step, outcome.output) == (("b", "a"), 1, "xx")
    assert (outcome.cpu_ns, outcome.wall_ns) == (4, 6)


@pytest.mark.parametrize("verdict", [Verdict.raised, Verdict.time_limit, Verdict.wrong_type])
def test_first_call_without_a_value_ends_the_scenario(verdict: Verdict) -> None:
    scenario = steps(FORWARD, FORWARD, FORWARD)
    outcome, made_steps = made(scenario, Outcome(Verdict.passed, ()), Outcome(verdict))
    assert (outcome.verdict, outcome.step, len(made_steps)) == (verdict, 1, 2)


def test_input_changed_in_any_call_is_a_changed_input() -> None:
    scenario = steps(FORWARD, FORWARD)
    outcome, _ = made(
        scenario, Outcome(Verdict.changed_inputs, ()), Outcome(Verdict.passed, (1.0,))
    )
    assert (outcome.verdict, outcome.value) == (Verdict.changed_inputs, 1.0)


@pytest.mark.parametrize(
    ("scenario", "value"),
    [
        (steps(FORWARD, call("backward", np.ones(3), result(0)[1])), [2.0, 3.0, 5.0]),
        (
            steps(
                FORWARD,
                call("backward", np.ones(3), result(0)[1]),
                call("backward", np.ones(3), cache=result(0)[1]),
            ),
            [3.0, 4.0, 6.0],
        ),
        (steps(FORWARD, judged=[result(0)[1].mean, result(0)[1].seen]), [7 / 3, 0]),
        (
            steps(
                call("counter", 10),
                *[call("count", result(0), k) for k in (1, 2, 3)],
                judged=[result(k) for k in (1, 2, 3)],
            ),
            [11, 13, 16],
        ),
        (
            steps(
                call("numbers"),
                call("total", result(0)),
                call("total", result(0)),
                judged=[result(1), result(2)],
            ),
            [6, 0],
        ),
        (steps(call("kept", [FORWARD.args[0]]), call("total", result(0)[0][0])), 7.0),
    ],
    ids=["cache", "state", "attributes", "closure", "generator", "nested"],
)
def test_any_object_is_passed_on_inside_the_sandbox(
    runner: Runner, scenario: Scenario, value: Any
) -> None:
    outcome = runner.run(scenario)
    assert outcome.verdict is Verdict.passed, outcome
    np.testing.assert_array_equal(outcome.value, value)


@pytest.mark.parametrize(
    ("scenario", "verdict", "step"),
    [
        (steps(FORWARD, call("backward", np.ones(3), result(0)[2])), "wrong_type", 1),
        (steps(FORWARD, judged=result(0)[1].var), "wrong_type", 0),
        (steps(FORWARD), "wrong_type", 0),
        (steps(FORWARD, call("backward", np.ones(2), result(0)[1])), "raised", 1),
        (steps(FORWARD, call("sideways", result(0))), "no_such_function", 1),
        (steps(call("kept", X), call("spoil", result(0))), "changed_inputs", 1),
        (steps(call("kept", [1]), call("grow", result(0)[0])), "changed_inputs", 1),
        (steps(FORWARD, call("leave", result(0))), "ended_early", 1),
    ],
)
def test_scenario_ends_with_the_verdict_of_its_call(
    runner: Runner, scenario: Scenario, verdict: str, step: int
) -> None:
    outcome = runner.run(scenario)
    assert (outcome.verdict.value, outcome.step) == (verdict, step), outcome


def test_each_call_has_the_time_limit_of_one() -> None:
    with Runner(SOURCE, Limits(call_seconds=0.3, load_seconds=10.0)) as runner:
        outcome = runner.run(steps(FORWARD, call("wait", result(0)), FORWARD))
        assert (outcome.verdict, outcome.step) == (Verdict.time_limit, 1)
        assert runner.run(steps(FORWARD, judged=result(0)[0])).verdict is Verdict.passed


def test_results_are_gone_when_the_scenario_is_over(runner: Runner) -> None:
    """Also when it failed half-way: the next begins with none, and nothing stays open here."""
    before = len(os.listdir("/proc/self/fd"))
    for last in (call("total", [1]), call("total", None)):
        runner.run(steps(FORWARD, last))
        session = runner.session
        assert session is not None
        late = Step(1, (result(0)[0],), True)
        with closing(Batch.open([("total", (result(0),), {})], [late])) as batch:
            outcome = session.call_of(batch, 0)
        assert outcome.verdict is not Verdict.passed
        for request in late.requests:
            request.close()
        runner.close()
        runner.load = runner._open()
    assert len(os.listdir("/proc/self/fd")) == before


def test_small_calls_of_a_scenario_share_a_request(
    runner: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not across one that is large, and the inputs of all are compared at the end."""
    sizes = []
    opened = Batch.open

    def opening(calls: Any, steps: Any = ()) -> Batch:
        sizes.append(len(batch := opened(calls, steps)))
        return batch

    monkeypatch.setattr(Batch, "open", opening)
    small, large = call("kept", X), call("kept", np.ones(20_000))
    outcome = runner.run(steps(small, small, large, small, small, judged=result(1)[0]))
    assert outcome.value.tolist() == X.tolist()
    assert sizes == [2, 1, 2]
    for spoiled in (0, 2):
        spoil = call("spoil", result(spoiled))
        outcome = runner.run(steps(small, small, large, small, spoil))
        assert (outcome.verdict, outcome.step) == (Verdict.changed_inputs, 4)
