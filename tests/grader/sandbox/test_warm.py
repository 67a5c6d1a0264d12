"""Warm parents: fresh sessions, nothing shared, nothing left, and a parent that outlives all."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.results.verdicts import Verdict
from grader.sandbox import Limits, Outcome, Session, host, open_session
from grader.sandbox.process_tree import children, parent
from grader.sandbox.warm import WarmParent, WarmProcess

NAMESPACES = ("user", "mnt", "pid", "ipc", "net", "uts", "cgroup")


def warm_parent() -> WarmParent:
    with open_session(Limits()) as session:
        if not isinstance(session._process, WarmProcess):
            pytest.skip(f"no warm parent here: {host.probe().missing}")
    return host.warm_parents()["submission"]


def left_beside(inside: int) -> int:
    """Sessions below a warm parent, the one that it keeps ready left out."""
    deadline = time.monotonic() + 60
    while True:
        others = len(children(inside)) - 1
        if others <= 0 or time.monotonic() > deadline:
            return others
        time.sleep(0.01)


def left_after(pids: set[int], seconds: float = 60.0) -> set[int]:
    """Which of the processes never end."""
    deadline = time.monotonic() + seconds
    while pids and time.monotonic() < deadline:
        pids = {pid for pid in pids if os.path.exists(f"/proc/{pid}")}
        time.sleep(0.01)
    return pids


def namespaces(pid: int) -> dict[str, str]:
    return {name: os.readlink(f"/proc/{pid}/ns/{name}") for name in NAMESPACES}


def test_session_lives_in_namespaces_of_its_own(start: Callable[..., Session]) -> None:
    first, second = start("x = 1"), start("x = 1")
    ours, inside = namespaces(os.getpid()), namespaces(warm_parent().inside_pid)
    one, two = (namespaces(session._monitor.tree.pid) for session in (first, second))
    for name in NAMESPACES:
        assert len({ours[name], inside[name], one[name], two[name]}) == 4, name


def test_session_has_no_capability_and_cannot_get_one(start: Callable[..., Session]) -> None:
    pid = start("x = 1")._monitor.tree.pid
    status = dict(
        line.split(":\t") for line in Path(f"/proc/{pid}/status").read_text().splitlines()
    )
    for name in ("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb"):
        assert int(status[name], 16) == 0, name
    assert (status["NoNewPrivs"], status["Seccomp"]) == ("1", "2")


def test_session_of_root_is_no_user_of_the_host(start: Callable[..., Session]) -> None:
    pid = start("x = 1")._monitor.tree.pid
    if os.geteuid() != 0:
        assert os.stat(f"/proc/{pid}").st_uid == os.getuid()
        return
    assert host.probe().facts["own_user"]
    assert os.stat(f"/proc/{pid}").st_uid == 61_000


def test_session_holds_its_channel_and_nothing_else(run: Callable[..., Outcome]) -> None:
    outcome = run(
        "import os\ndef f():\n    found = []\n    for fd in range(256):\n        try:\n"
        "            os.fstat(fd)\n            found.append(fd)\n        except OSError:\n"
        "            pass\n    return found"
    )
    # standard streams, the channel, and the file for the answer; the request is mapped and closed
    assert outcome.value == [0, 1, 2, 3, 5]


def test_session_sees_only_the_interpreter_and_numpy(run: Callable[..., Outcome]) -> None:
    outcome = run(
        "import os\ndef f(): return [sorted(os.listdir(p)) for p in"
        " ('/', '/dev', '/python', '/python/site', '/proc', '/tmp', '/dev/shm')]"
    )
    root, devices, python, site, *empty = outcome.value
    assert set(root) <= {"dev", "lib", "lib64", "proc", "python", "tmp"}
    assert devices == ["null", "random", "shm", "urandom", "zero"]
    assert set(python) <= {"bin", "lib", "lib64", "site", "so"}
    assert set(site) <= {"guest", "numpy", "numpy.libs"}
    assert empty == [[], [], []]


def test_root_folder_cannot_be_written(run: Callable[..., Outcome]) -> None:
    outcome = run(
        "import os\ndef f():\n    errors = []\n"
        "    for p in ('/x', '/python/x', '/dev/x', '/python/site/guest/x', '/proc/x'):\n"
        "        try:\n            open(p, 'w')\n        except OSError as e:\n"
        "            errors.append(e.errno in (1, 13, 30))\n    return errors"
    )
    assert outcome.value == [True] * 5


def test_environment_is_empty_and_names_are_ours(run: Callable[..., Outcome]) -> None:
    outcome = run(
        "import os, sys\ndef f():\n"
        "    return [dict(os.environ), sys.argv, os.uname().nodename, os.getuid(), os.getcwd()]"
    )
    assert outcome.value == [{}, ["submission.py"], "lab", 1000, "/tmp"]


def test_sessions_share_no_random_state(start: Callable[..., Session]) -> None:
    source = (
        "import random\nimport numpy as np\ndef f(): return [random.random(), np.random.rand()]"
    )
    drawn = [start(source).call("f", (), {}).value for _ in range(3)]
    assert len({number for pair in drawn for number in pair}) == 6


def test_parent_is_hidden_from_its_sessions(start: Callable[..., Session]) -> None:
    pid = warm_parent().inside_pid
    session = start(
        "import os\ndef f():\n    seen = []\n    for pid in range(1, 500):\n        try:\n"
        "            os.kill(pid, 0)\n            seen.append(pid)\n        except OSError: pass\n"
        "    return [os.getpid(), os.getppid(), seen]"
    )
    assert session.call("f", (), {}).value == [2, 1, [2]]
    assert Path(f"/proc/{pid}/status").exists()


def test_parent_survives_what_its_sessions_die_of(start: Callable[..., Session]) -> None:
    pid = warm_parent().inside_pid
    for body in (
        "os.abort()",
        "os.kill(0, 9)",
        "[os.fork() for _ in range(99)]",
        "[bytearray(1 << 20) for _ in range(9999)]",
        "os.system('x')",
    ):
        start("import os\ndef f(): " + body).call("f", (), {})
    assert warm_parent().inside_pid == pid


def test_parent_that_died_is_replaced() -> None:
    before = warm_parent()
    os.kill(before.inside_pid, signal.SIGKILL)
    before.process.wait(60)
    after = warm_parent()
    assert after.inside_pid != before.inside_pid


def test_parent_that_died_is_replaced_though_the_process_around_it_lives(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = warm_parent()
    with monkeypatch.context() as patched:
        patched.setattr(WarmParent, "alive", lambda parent: True)
        os.kill(before.inside_pid, signal.SIGKILL)
        before.process.wait(60)
        after = warm_parent()
    assert after.inside_pid != before.inside_pid


def test_everything_inside_ends_with_the_session(start: Callable[..., Session]) -> None:
    session = start(
        "import os, time\ndef f():\n    for _ in range(5):\n        if os.fork() == 0:\n"
        "            os.setsid()\n            time.sleep(99)\n"
    )
    session.call("f", (), {})
    init = session._monitor.tree.init
    assert init is not None
    assert len(session._monitor.tree.processes()) == 6
    session.close()
    assert left_after({init}) == set()
    assert left_beside(warm_parent().inside_pid) == 0


def test_forked_worker_makes_parents_of_its_own() -> None:
    ours = warm_parent().inside_pid
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            theirs = warm_parent().inside_pid
            host.close_parents()
            os.write(writing, f"{theirs}".encode())
        finally:
            os._exit(0)
    os.close(writing)
    os.waitpid(child, 0)
    theirs = int(os.read(reading, 100))
    os.close(reading)
    assert theirs != ours
    assert warm_parent().inside_pid == ours


def test_parents_end_with_a_worker_that_is_killed() -> None:
    script = (
        "import time\nfrom grader.sandbox import *\nfrom grader.sandbox import host\n"
        "s = open_session(Limits())\ns.load('x = 1')\n"
        "print(host.warm_parents()['submission'].inside_pid, s._monitor.tree.pid, flush=True)\n"
        "time.sleep(99)"
    )
    warm_parent()
    root = Path(host.__file__).parents[2]
    worker = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, cwd=root)
    assert worker.stdout is not None
    inside, program = map(int, worker.stdout.readline().split())
    worker.kill()
    worker.wait()
    worker.stdout.close()
    assert left_after({inside, program}) == set()


def test_parent_outlives_the_thread_that_started_it() -> None:
    host.close_parents()
    thread = threading.Thread(target=warm_parent)
    thread.start()
    thread.join()
    pid = host.warm_parents()["submission"].inside_pid
    time.sleep(0.2)
    assert warm_parent().inside_pid == pid


def test_sessions_of_several_threads_do_not_mix() -> None:
    found = []

    def grade(number: int) -> None:
        for _ in range(5):
            with open_session(Limits()) as session:
                session.load(f"print({number})\ndef f(): return {number}")
                found.append((number, session.call("f", (), {}).value))

    threads = [threading.Thread(target=grade, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 20
    assert all(expected == actual for expected, actual in found)


def descriptors() -> int:
    return len(os.listdir("/proc/self/fd"))


def test_nothing_grows_over_many_sessions() -> None:
    def once() -> None:
        with open_session(Limits()) as session:
            assert session.load("def f(x): return x").verdict is Verdict.passed
            assert session.call("f", (1.0,), {}).value == 1.0
            assert session.prepare("f", (1.0,), {}).verdict is Verdict.passed

    inside = warm_parent().inside_pid
    once()
    before = descriptors(), held_by(inside)
    for _ in range(40):
        once()
    assert (descriptors(), held_by(inside)) == before
    assert left_beside(inside) == 0


def held_by(pid: int) -> tuple[int, int] | None:
    """Descriptors and mounts of a parent, which it hides even from the user who started it."""
    if os.geteuid() != 0:
        return None
    mounts = Path(f"/proc/{pid}/mounts").read_text().splitlines()
    return len(os.listdir(f"/proc/{pid}/fd")), len(mounts)


def test_crashing_submissions_in_a_row_are_each_reported_and_the_next_is_graded() -> None:
    before = descriptors()
    for _ in range(25):
        with open_session(Limits()) as session:
            session.load("import os\ndef f(): os.abort()")
            outcome = session.call("f", (), {})
            assert outcome.verdict is Verdict.ended_early
            assert "SIGABRT" in outcome.detail
    assert descriptors() == before
    with open_session(Limits()) as session:
        session.load("def f(): return 1")
        assert session.call("f", (), {}).value == 1


def test_init_of_a_session_is_the_first_process_of_its_namespace(
    start: Callable[..., Session],
) -> None:
    program = start("x = 1")._monitor.tree
    status = Path(f"/proc/{program.init}/status").read_text()
    assert next(line for line in status.splitlines() if line.startswith("NSpid")).endswith("\t1")
    assert parent(program.pid) == program.init
