"""What must hold of every way of freezing a session, whatever runs inside."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from grader.results.verdicts import Verdict
from grader.sandbox import Limits, SandboxUnavailable, Session, handshake, host, open_session
from grader.sandbox.freezing import METHODS, is_tamper_proof
from grader.sandbox.process_tree import process_clock
from grader.sandbox.stopwatch import TOLERATED_NS

COUNTING = """
import os, threading
import numpy as np
shared = np.memmap("/tmp/counts", np.int64, "w+", shape=(8,))
def count(place):
    while True:
        shared[place] += 1
def threads():
    for place in range(3):
        threading.Thread(target=count, args=(place,), daemon=True).start()
def processes():
    for place in range(3, 6):
        if os.fork() == 0:
            threading.Thread(target=count, args=(place,), daemon=True).start()
            count(place + 1)
def counts():
    return [int(n) for n in shared]
"""
LIMITS = Limits(load_seconds=10.0, call_seconds=10.0)


def cpu_of(session: Session) -> int:
    program = session._monitor.tree
    return sum(time.clock_gettime_ns(process_clock(pid)) for pid in program.processes())


def grows(session: Session, first: object) -> bool:
    """Whether the counts go on; on a busy machine the processes wait for their turn."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        time.sleep(0.05)
        if session.call("counts", (), {}).value != first:
            return True
    return False


@pytest.mark.parametrize("start", ["threads", "processes"])
def test_nothing_runs_while_a_session_is_frozen(method: str, start: str) -> None:
    with open_session(LIMITS) as session:
        assert session.load(COUNTING).verdict is Verdict.passed
        assert session.freeze_method == method
        session.call(start, (), {})
        for _ in range(10):
            session.freeze()
            session._stopwatch.freezer.check()
            used = []
            for _ in range(3):
                before = cpu_of(session)
                time.sleep(0.02)
                used.append(cpu_of(session) - before)
            # On a busy machine one that is frozen may still have to leave the CPU, once.
            assert sorted(used)[1] < TOLERATED_NS
            session.thaw()
        first = session.call("counts", (), {}).value
        assert grows(session, first)


def test_frozen_session_can_be_closed_and_nothing_is_left(method: str) -> None:
    with open_session(LIMITS) as session:
        session.load(COUNTING)
        session.call("threads", (), {})
        session.call("processes", (), {})
        pids = session._monitor.tree.processes()
        folder = getattr(session._process.freezer, "folder", None)
        session.freeze()
    assert len(pids) == 4
    assert not any(os.path.exists(f"/proc/{pid}") for pid in pids)
    assert folder is None or not folder.exists()


def test_session_that_is_killed_while_it_is_frozen_ends(method: str) -> None:
    with open_session(LIMITS) as session:
        session.load("def f(): return 1")
        session.freeze()
        os.kill(session._monitor.tree.pid, signal.SIGKILL)
        outcome = session.call("f", (), {})
        assert outcome.verdict is Verdict.grader_failed
        assert not outcome.alive


def test_session_whose_main_thread_has_ended_is_over(method: str) -> None:
    source = (
        "import ctypes, threading, time\n"
        "def f():\n"
        "    threading.Thread(target=time.sleep, args=(60,)).start()\n"
        "    threading.Thread(target=go_on).start()\n"
        "    ctypes.CDLL(None).syscall(60, 0)\n"
        "def go_on():\n"
        "    import gc, guest.loop as loop\n"
        "    time.sleep(0.2)\n"
        "    own = next(o for o in gc.get_objects() if type(o) is loop.Loop)\n"
        "    from guest import messages\n"
        "    numbers = messages.write(fd(), {'value': 1})\n"
        "    own.channel.send(messages.HEAD.pack(messages.DONE, *numbers))\n"
        "    time.sleep(60)\n"
        "def fd():\n"
        "    import os\n"
        "    return max(int(n) for n in range(3, 40) if is_open(n))\n"
        "def is_open(n):\n"
        "    import os\n"
        "    try: os.fstat(n)\n"
        "    except OSError: return False\n"
        "    return True\n"
    )
    with open_session(LIMITS) as session:
        session.load(source)
        assert session.prepare("f", (), {}).verdict is Verdict.passed
        outcome = session.fire()
        assert (outcome.verdict, outcome.alive) == (Verdict.ended_early, False)
        assert "main thread" in outcome.detail


def test_honest_calls_are_never_void(method: str) -> None:
    with open_session(LIMITS) as session:
        session.load("def f(): return 1")
        for _ in range(20):
            assert session.prepare("f", (), {}).verdict is Verdict.passed
            outcome = session.fire()
            assert (outcome.value, outcome.void_reason) == (1, "")


WORKER = """
import sys, threading, time
from grader.sandbox import Limits, host, open_session
limits = Limits(load_seconds=60.0, call_seconds=60.0)
busy, frozen = open_session(limits), open_session(limits)
for session in (busy, frozen):
    session.load("import os\\ndef f():\\n    os.fork()\\n    while True: pass")
frozen.freeze()
threading.Thread(target=busy.call, args=("f", (), {})).start()
while len(busy._monitor.tree.processes()) < 2:
    time.sleep(0.01)
pids = {session._monitor.tree.pid for session in (busy, frozen)}
pids |= set(busy._monitor.tree.processes()) | {host.warm_parents()["submission"].inside_pid}
print(*pids, flush=True)
time.sleep(60)
"""


def test_nothing_is_left_of_a_worker_that_is_killed(method: str) -> None:
    root = Path(host.__file__).parents[2]
    worker = subprocess.Popen([sys.executable, "-c", WORKER], stdout=subprocess.PIPE, cwd=root)
    assert worker.stdout is not None
    with worker.stdout:
        left = {int(pid) for pid in worker.stdout.readline().split()}
        assert len(left) == 4
        worker.kill()
        worker.wait()
    deadline = time.monotonic() + 60
    while left and time.monotonic() < deadline:
        left = {pid for pid in left if os.path.exists(f"/proc/{pid}")}
        time.sleep(0.02)
    assert not left


def test_only_signals_are_no_proof() -> None:
    assert [name for name in METHODS if not is_tamper_proof(name)] == ["signals"]


def test_method_that_does_not_exist_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRADER_FREEZER", "ice")
    warm_start = host._WarmStart(host.SessionPool(host._start_parent))
    monkeypatch.setattr(host, "_warm_start", warm_start)
    try:
        with pytest.raises(SandboxUnavailable, match="GRADER_FREEZER is 'ice'; use auto or one of"):
            open_session(Limits())
    finally:
        warm_start.pool.close()


def test_groups_of_sessions_are_gone_when_they_are_closed(method: str) -> None:
    with open_session(LIMITS), open_session(LIMITS), open_session(LIMITS):
        group = host.warm_parents()["submission"].group
        folder = group.session_folder if group else None
    if method.startswith("cgroup"):
        assert folder is not None
        assert sum(path.is_dir() for path in folder.iterdir()) == 1  # of the one kept ready
    else:
        assert folder is None


def test_host_that_cannot_make_sessions_in_groups_freezes_them_in_another_way(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As where a kernel or a container refuses what it seemed to offer."""
    monkeypatch.delenv("GRADER_FREEZER", raising=False)
    monkeypatch.setattr(handshake, "_SYSCALLS", tuple(set(handshake._SYSCALLS) - {"clone3"}))
    warm_start = host._WarmStart(host.SessionPool(host._start_parent))
    monkeypatch.setattr(host, "_warm_start", warm_start)
    try:
        with open_session(LIMITS) as session:
            assert session.load("def f(): return 1").verdict is Verdict.passed
            assert session.freeze_method in ("ptrace", "signals")
            assert session.call("f", (), {}).value == 1
    finally:
        warm_start.pool.close()
