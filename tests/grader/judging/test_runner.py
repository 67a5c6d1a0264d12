"""What a runner does when a sandbox dies: of its submission, or of the host."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
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
    os.kill(host.warm_parents()["submission"].inside_pid, signal.SIGKILL)


def kill_bubblewrap(runner: Runner) -> None:
    os.kill(host.warm_parents()["submission"].process.pid, signal.SIGKILL)
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


BURN = """import time
def f(seconds):
    end = time.process_time() + seconds
    while time.process_time() < end: pass
"""


def test_waiting_for_a_cpu_is_not_taken_from_the_budget() -> None:
    cpu = min(os.sched_getaffinity(0))
    loop = [sys.executable, "-c", f"import os; os.sched_setaffinity(0, [{cpu}])\nwhile True: pass"]
    others = [subprocess.Popen(loop) for _ in range(3)]
    try:
        with Runner(BURN, LIMITS, budget=5.0) as runner:
            assert runner.session is not None
            runner.session.pin({cpu})
            before = runner.seconds_left
            outcome = runner.run(call("f", 0.3))
    finally:
        for other in others:
            other.kill()
            other.wait()
    spent = before - runner.seconds_left
    assert outcome.verdict is Verdict.passed
    assert spent + 1e-3 >= 0.3
    in_line = outcome.queue_ns / 1e9
    assert in_line > 0.02  # three others want the same CPU
    assert spent <= outcome.wall_ns / 1e9 - in_line + 1e-3


def test_a_budget_ends_on_the_busiest_machine_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("grader.judging.runner.BUSY_FACTOR", 0.0)
    with Runner(BURN, LIMITS, budget=5.0) as runner:
        assert runner.seconds_left > 4 and runner.out_of_budget
        assert runner.run(call("f", 0.0)).verdict is Verdict.not_run


def test_budget_of_calls_is_not_used_up_by_waiting() -> None:
    source = "import time\ndef f(x):\n    time.sleep(x)\n    return x"
    calls = budget.CallBudget(3)
    with Runner(source, LIMITS, calls=calls) as runner:
        assert [runner.run(call("f", x)).value for x in (0.5, 0.0, 0.0)] == [0.5, 0.0, 0.0]
        assert (calls.used, calls.refused) == (3, False)
        assert runner.run(call("f", 0.0)).verdict is Verdict.not_run
    assert (calls.used, calls.refused) == (3, True)


def test_slow_call_pays_for_many() -> None:
    source = "import time\ndef f(x):\n    while time.process_time() < x: pass\n    return x"
    calls = budget.CallBudget(20)
    with Runner(source, LIMITS, calls=calls) as runner:
        runner.run(call("f", 0.9))
        assert runner.run(call("f", 0.0)).verdict is Verdict.not_run


def test_call_without_end_has_a_limit_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("grader.judging.runner.EXPLAINED_CALL_SECONDS", 0.3)
    with Runner("def f(x):\n    while True: pass", LIMITS, calls=budget.CallBudget(9)) as runner:
        assert runner.run(call("f", 1)).verdict is Verdict.time_limit
