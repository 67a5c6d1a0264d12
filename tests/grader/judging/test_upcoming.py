"""Calls that go into the sandbox together have the outcomes of calls that go one by one."""

from __future__ import annotations

import time
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import pytest

import grader
from grader.judging.runner import Runner
from grader.judging.upcoming import Upcoming
from grader.lab import Call, Lab, call, lab_folders, load_lab, result, steps
from grader.lab.lookup import SHIPPED
from grader.results.verdicts import Verdict
from grader.sandbox import Limits
from grader.sandbox.outcome import Outcome

LIMITS = Limits(load_seconds=10.0, call_seconds=0.5, memory_bytes=256 << 20)
ODD = """
import os, sys, time
import numpy as np

seen, kept = [], []

def f(x, what=""):
    seen.append(what)
    for old in kept:
        if old.flags.writeable:
            old[:] = 9.0
    kept.clear()
    if what == "hang":
        while True:
            pass
    if what == "end":
        os._exit(3)
    if what == "exit":
        sys.exit(1)
    if what == "print":
        print("so", len(seen))
    if what == "flood":
        print("x" * 10_000_000)
    if what == "change":
        x[0] = 9.0
    if what == "reshape":
        x.shape = (1, 3)
    if what == "keep":
        kept.append(x)
    if what == "raise":
        raise ValueError(what)
    if what == "generator":
        return (entry for entry in x)
    if what == "forbidden":
        os.system("ls")
    return [float(x.sum()), len(seen)]
"""
WORDS = (
    "keep  print change  hang   keep keep end print reshape  generator raise exit  flood  "
    "forbidden  "
).split(" ")


def upcoming_calls() -> list[Call]:
    return [call("f", np.full(3, float(n)), what=word) for n, word in enumerate(WORDS)]


def facts(outcome: Outcome) -> Any:
    """What a report could say of it; times differ."""
    return replace(outcome, wall_ns=0, cpu_ns=0, queue_ns=0, peak_bytes=0)


def test_outcomes_are_those_of_calls_that_are_sent_one_by_one() -> None:
    found = []
    for announced, ahead in ((True, True), (True, False), (False, False)):
        calls = upcoming_calls()
        with Runner(ODD, LIMITS) as runner:
            if announced:
                runner.announce(calls)
            found.append([])
            for call in calls:
                found[-1].append(facts(runner.run(call)))
                if ahead:
                    runner.ask_next()
    assert found[0] == found[1] == found[2]
    verdicts = {outcome.verdict for outcome in found[0]}
    assert {Verdict.time_limit, Verdict.ended_early, Verdict.changed_inputs} <= verdicts


def test_announced_calls_share_a_batch_and_others_do_not() -> None:
    calls = [call("f", float(n)) for n in range(4)]
    upcoming = Upcoming()
    upcoming.announce(calls)
    first, number = upcoming.batch_with(calls[0])
    assert (len(first), number) == (4, 0)
    assert upcoming.batch_with(calls[2]) == (first, 2)
    assert len(upcoming.batch_with(calls[1])[0]) == 1  # it has been passed over
    again, number = upcoming.batch_with(calls[2])
    assert (len(again), number) == (2, 0)
    assert upcoming.batch_with(calls[3]) == (again, 1)
    upcoming.forget_batch()
    assert [len(upcoming.batch_with(calls[3])[0]), upcoming.batch_with(calls[3])[1]] == [1, 0]
    assert len(upcoming.batch_with(call("f", 1.0))[0]) == 1
    upcoming.forget_batch()


def test_a_scenario_of_one_call_is_in_a_batch_with_others() -> None:
    source = "def f(x):\n    x[0] += x[0] == 2\n    return x.sum(), [1, 2, 3][int(x[0]) :]"
    judged = [steps(call("f", np.array([n, 0.5])), judged=result(0)[1]) for n in (0.0, 1.0, 2.0)]
    whole = steps(call("f", np.array([0.0, 0.5])))
    calls = [judged[0], call("f", np.array([1.0, 0.5])), *judged[1:], whole]
    upcoming = Upcoming()
    upcoming.announce(calls)
    assert len(upcoming.batch_with(calls[0])[0]) == len(calls)
    upcoming.forget_batch()
    for announced, ahead in ((True, True), (True, False), (False, False)):
        with Runner(source, LIMITS) as runner:
            runner.announce(calls if announced else [])
            found = []
            for each in calls:
                found.append(runner.run(each))
                if ahead:
                    runner.ask_next()
        values = [outcome.value for outcome in found]
        assert values == [[1, 2, 3], (1.5, [2, 3]), [2, 3], [], (0.5, [1, 2, 3])]
        assert [outcome.verdict for outcome in found].index(Verdict.changed_inputs) == 3


def test_a_scenario_of_one_call_says_where_its_part_is_missing() -> None:
    calls = [steps(call("f", n), judged=result(0)[1]) for n in (1, 2, 3)]
    with Runner("def f(x):\n    return (x,) if x == 2 else (x, 2 * x)", LIMITS) as runner:
        runner.announce(calls)
        found = [facts(runner.run(each)) for each in calls]
        assert found == [facts(runner.run(each)) for each in calls]
    assert [outcome.value for outcome in found] == [2, None, 6]
    assert found[1].verdict is Verdict.wrong_type


def test_a_scenario_of_several_calls_is_in_no_batch() -> None:
    single = [call("f", 1.0), call("f", 2.0)]
    upcoming = Upcoming()
    upcoming.announce([single[0], steps(call("f", 3.0), call("f", 4.0)), single[1]])
    assert len(upcoming.batch_with(single[0])[0]) == 1
    assert len(upcoming.batch_with(single[1])[0]) == 1
    upcoming.forget_batch()


# -- calls that begin while the one before is judged ----------------------------------------------
def test_the_next_call_begins_before_it_is_run() -> None:
    source = "import time\ndef f(x):\n    return x, time.monotonic_ns()"
    calls = [call("f", n) for n in range(3)]
    with Runner(source, LIMITS) as runner:
        runner.announce(calls)
        runner.run(calls[0])
        runner.ask_next()
        time.sleep(0.05)
        turned = time.monotonic_ns()
        number, began = runner.run(calls[1]).value
        assert number == 1 and began < turned
        number, began = runner.run(calls[2]).value
        assert number == 2 and began > turned


def test_a_call_that_began_is_over_before_another_one_is_made() -> None:
    source = "seen = []\ndef f(x):\n    seen.append(x)\n    return list(seen)"
    calls = [call("f", n) for n in range(4)]
    with Runner(source, LIMITS) as runner:
        runner.announce(calls)
        runner.run(calls[0])
        runner.ask_next()
        assert runner.run(calls[3]).value == [0, 1, 3]
        runner.announce(calls)
        runner.run(calls[0])
        runner.ask_next()
        runner.swap("def f(x): return -x")
        assert runner.run(calls[2]).value == -2


def test_the_limit_of_a_call_counts_from_when_it_began() -> None:
    source = "import time\ndef f(x):\n    time.sleep(x)\n    return x"
    calls = [call("f", x) for x in (0.0, 0.1, 60.0)]
    with Runner(source, LIMITS) as runner:
        runner.announce(calls)
        runner.run(calls[0])
        runner.ask_next()
        time.sleep(2 * LIMITS.call_seconds)
        assert runner.run(calls[1]).value == 0.1  # it was over in time
        runner.ask_next()
        assert runner.run(calls[2]).verdict is Verdict.time_limit


def test_a_program_with_threads_is_asked_for_one_call_at_a_time() -> None:
    source = (
        "import threading, time\n"
        "def f(x):\n"
        "    thread = threading.Thread(target=int)\n"
        "    thread.start(); thread.join()\n"
        "    return time.monotonic_ns()"
    )
    calls = [call("f", n) for n in range(2)]
    with Runner(source, LIMITS) as runner:
        runner.announce(calls)
        runner.run(calls[0])
        runner.ask_next()
        turned = time.monotonic_ns()
        assert runner.run(calls[1]).value > turned


def test_an_input_that_cannot_be_sent_is_refused_in_its_turn() -> None:
    calls = [call("f", 1), call("f", {1})]
    with Runner("def f(x): return x", LIMITS) as runner:
        runner.announce(calls)
        assert runner.run(calls[0]).value == 1
        runner.ask_next()
        with pytest.raises(TypeError, match="cannot be sent"):
            runner.run(calls[1])


# -- whole reports -------------------------------------------------------------------------------
@cache
def untimed(slug: str) -> Lab:
    return replace(load_lab(SHIPPED / slug), weights={"correctness": 100.0, "performance": 0.0})


SLUGS = [
    folder.name
    for folder in lab_folders([SHIPPED])
    if (folder / "solutions/vectorised.py").exists()
]
"""Of labs in code; loading all of them to see it takes seconds in each process."""


@pytest.mark.parametrize("slug", SLUGS[::12])
def test_reports_are_those_of_calls_that_are_sent_one_by_one(
    slug: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert_alike(slug, {"vectorised": untimed(slug).solutions["vectorised"]}, monkeypatch)


@pytest.mark.slow
@pytest.mark.parametrize("slug", SLUGS)
def test_reports_of_every_program_are_those_of_calls_that_are_sent_one_by_one(
    slug: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    lab = untimed(slug)
    mistakes = {f"mistakes/{mistake.name}": mistake.source for mistake in lab.mistakes}
    assert_alike(slug, lab.solutions | mistakes, monkeypatch)


def assert_alike(slug: str, sources: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    together = {name: report(slug, source) for name, source in sources.items()}
    monkeypatch.setattr(Runner, "ask_next", lambda self: None)
    monkeypatch.setattr(Runner, "announce", lambda self, calls: None)
    assert {name: report(slug, source) for name, source in sources.items()} == together


def report(slug: str, source: str) -> dict[str, Any]:
    found = grader.grade(untimed(slug), source, seed=11).as_dict()
    found.pop("seconds")
    for measured in ("time", "time_message", "cpu_seconds"):  # of a lab that trains
        (found.get("result") or {}).pop(measured, None)
    return found
