"""What a runner does when a sandbox dies: of its submission, or of the host."""

from __future__ import annotations

import os
import signal
import time

import pytest

from grader.judging import budget
from grader.judging.runner import LOSSES, Runner
from grader.lab import call
from grader.results.verdicts import Verdict
from grader.sandbox import Limits, host

LIMITS = Limits(load_seconds=10.0, call_seconds=5.0)
SOURCE = """
import os, signal, threading
def f(x):
    return x + 1
def kill(number):
    os.kill(os.getpid(), number)
def queue(number):
    signal.pthread_kill(threading.get_ident(), number)
def child(number):
    parent = os.getpid()
    if os.fork() == 0:
        os.kill(parent, number)
        os._exit(0)
    while True: pass
"""


def kill_program(runner: Runner) -> None:
    os.kill(runner.session._monitor.tree.pid, signal.SIGKILL)


def kill_first_process(runner: Runner) -> None:
    os.kill(runner.session._monitor.tree.init, signal.SIGKILL)


def kill_warm_parent(runner: Runner) -> None:
    os.kill(host.warm_parents()[0].inside_pid, signal.SIGKILL)


def kill_bubblewrap(runner: Runner) -> None:
    os.kill(host.warm_parents()[0].process.pid, signal.SIGKILL)
    time.sleep(0.2)


KILLS = [kill_program, kill_first_process, kill_warm_parent, kill_bubblewrap]


@pytest.mark.parametrize("kill", KILLS, ids=lambda kill: kill.__name__)
def test_call_whose_sandbox_the_host_has_ended_is_made_again(kill) -> None:
    with Runner(SOURCE, LIMITS) as runner:
        assert runner.run(call("f", 1)).value == 2
        kill(runner)
        outcome = runner.run(call("f", 2))
        assert (outcome.verdict, outcome.value) == (Verdict.passed, 3)


def test_host_that_goes_on_ending_sandboxes_is_the_graders_failure() -> None:
    with Runner(SOURCE, LIMITS) as runner:
        for _ in range(LOSSES):
            kill_program(runner)
            assert runner.run(call("f", 2)).value == 3
        kill_program(runner)
        outcome = runner.run(call("f", 2))
        assert outcome.verdict is Verdict.grader_failed
        assert "ended from outside" in outcome.detail


@pytest.mark.parametrize("way", ["kill", "queue", "child"])
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGHUP])
def test_signal_that_a_submission_sends_itself_counts_against_it(way: str, number: int) -> None:
    with Runner(SOURCE, LIMITS) as runner:
        outcome = runner.run(call(way, int(number)))
        assert outcome.verdict is Verdict.ended_early
        assert signal.Signals(number).name in outcome.detail
        assert runner.losses == LOSSES


def test_calls_together_take_no_more_than_their_budget() -> None:
    source = "import time\ndef f(x): time.sleep(60)"
    with Runner(source, LIMITS, budget=1.0) as runner:
        first = runner.run(call("f", 1))
        second = runner.run(call("f", 1))
    assert first.verdict is Verdict.time_limit
    assert second.verdict is Verdict.not_run
    assert runner.seconds_left < 0.1
    assert budget.cases_seconds(LIMITS.call_seconds) == 15.0


def test_budget_of_cpu_time_is_not_used_up_by_waiting() -> None:
    source = "import time\ndef f(x):\n    time.sleep(x)\n    return x"
    with Runner(source, LIMITS, budget=20.0, by_cpu=True) as runner:
        before = runner.seconds_left
        assert runner.run(call("f", 0.5)).value == 0.5
        assert before - runner.seconds_left < 0.5
        assert not runner.out_of_budget
        runner.deadline = time.monotonic()
        assert runner.out_of_budget
        assert runner.run(call("f", 0.0)).verdict is Verdict.not_run


def test_budget_of_cpu_time_is_used_up_by_computing() -> None:
    source = "import time\ndef f(x):\n    while time.process_time() < x: pass\n    return x"
    with Runner(source, LIMITS, budget=0.5, by_cpu=True) as runner:
        runner.run(call("f", 0.7))
        assert runner.out_of_budget
        assert runner.run(call("f", 0.0)).verdict is Verdict.not_run
