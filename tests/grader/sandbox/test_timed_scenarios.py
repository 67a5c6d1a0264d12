"""Several calls that are made at one signal, in the real sandbox."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from grader.results.verdicts import Verdict
from grader.sandbox import Session
from grader.sandbox.exchanges import PlannedCall
from grader.sandbox.guest.references import ITEM, Reference

PAIR = """
class Cache:
    def __init__(self, x): self.x = x
def forward(x, k): return k * x, Cache(x)
def step(state, rate): state *= rate; return state
def backward(g, cache): return g * cache.x
"""


def planned(*calls: Any) -> list[PlannedCall]:
    """Calls, each with its picked parts at the end."""
    return [PlannedCall(function, args, kwargs, picked) for function, args, kwargs, picked in calls]


X = np.arange(3.0)
CACHE, STATE = Reference(0, ((ITEM, 1),)), Reference(0, ((ITEM, 0),))


def test_calls_that_pass_on_their_results_are_timed_together(start: Callable[..., Session]) -> None:
    session = start(PAIR)
    calls = planned(
        ("forward", (X, 2), {}, (STATE,)),
        ("step", (STATE, 3.0), {}, (Reference(1),)),
        ("backward", (), {"g": X, "cache": CACHE}, (Reference(2),)),
    )
    for _ in range(2):
        assert session.prepare_calls(calls, shift=128).verdict is Verdict.passed
        outcome = session.fire()
        (first,), (second,), (third,) = outcome.value
        assert first.tolist() == [0.0, 2.0, 4.0]  # as it was when its call returned
        assert second.tolist() == [0.0, 6.0, 12.0]
        assert third.tolist() == [0.0, 1.0, 4.0]
        assert outcome.verdict is Verdict.passed
        assert (outcome.void_reason, outcome.cpu_ns > 0) == ("", True)


@pytest.mark.parametrize(
    ("call", "verdict"),
    [
        (("backward", (X, CACHE), {}, (Reference(1, ((ITEM, 0),)),)), Verdict.wrong_type),
        (("backward", (X, Reference(0, ((ITEM, 7),))), {}, ()), Verdict.wrong_type),
        (("backward", (X[:2], CACHE), {}, ()), Verdict.raised),
        (("sideways", (X,), {}, ()), Verdict.no_such_function),
        (("forward", (X, 2), {}, (Reference(1),)), Verdict.wrong_type),
        (("step", (X, 2.0), {}, ()), Verdict.changed_inputs),
    ],
)
def test_a_later_call_that_fails_is_reported(
    start: Callable[..., Session], call: Any, verdict: Verdict
) -> None:
    session = start(PAIR)
    session.prepare_calls(planned(("forward", (X, 2), {}, ()), call))
    assert session.fire().verdict is verdict
    session.prepare("forward", (X, 2), {})  # and the session goes on
    assert session.fire().verdict is Verdict.wrong_type


def test_inputs_of_later_calls_are_not_there_before_either(start: Callable[..., Session]) -> None:
    source = (
        "import guest.loop as loop\nseen = []\nhonest = loop.Loop.prepare\n"
        "def prepare(self, *args):\n    honest(self, *args)\n"
        "    call = self.prepared.later[0]\n"
        "    seen[:] = [float(call.args[0].sum()), call.kwargs['k']]\n"
        "loop.Loop.prepare = prepare\n"
        "def f(x, k): return [*seen, float(x.sum()), k]"
    )
    session = start(source)
    session.prepare_calls(
        planned(("f", (X, 1), {}, ()), ("f", (np.ones(1000),), {"k": 7}, (Reference(1),)))
    )
    assert session.fire().value == ((), ([0.0, 0, 1000.0, 7],))
