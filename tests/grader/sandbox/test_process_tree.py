"""What can be read of a session's processes from outside."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import time

import pytest

from grader.sandbox.process_tree import (
    ProcessTree,
    children,
    parent,
    process_clock,
    stat_fields,
    tasks,
)
from tests.grader.sandbox.families import BUSY, CHILD, THREAD, becomes, family

IDLE_THREAD = THREAD.format(work="signal.pause")
IDLE_CHILD = CHILD.format(work="signal.pause()")
GRANDCHILD = "os.fork() == 0 and (os.fork() == 0 and signal.pause(), os._exit(0)); time.sleep(0.1)"


def test_tree_of_one_process_is_that_process() -> None:
    with family() as tree:
        assert tree.processes() == [tree.pid]
        assert tree.count_tasks() == 1
        assert tree.init == parent(tree.pid)
        assert tree.alive()


def test_threads_are_tasks_and_not_processes() -> None:
    with family("; ".join([IDLE_THREAD] * 3)) as tree:
        assert tree.processes() == [tree.pid]
        assert tree.count_tasks() == 4


def test_children_belong_to_the_tree() -> None:
    with family("; ".join([IDLE_CHILD] * 2)) as tree:
        assert len(tree.processes()) == 3
        assert set(tree.processes()) >= {tree.pid, *children(tree.pid)}


def test_child_whose_parent_has_ended_is_found_wherever_it_hangs() -> None:
    with family(GRANDCHILD) as tree:
        assert tree.pid in tree.processes()
        assert tree.init not in tree.processes()


def test_tree_whose_main_process_has_ended_is_empty() -> None:
    with family(IDLE_CHILD) as tree:
        os.kill(tree.pid, signal.SIGKILL)
        assert becomes(lambda: not tree.alive())
        assert tree.processes() == []
        assert tree.count_tasks() == tree.cpu_ns() == tree.shared_bytes() == 0


def test_process_that_is_gone_has_no_tree() -> None:
    gone = subprocess.Popen(["true"])
    gone.wait()
    with pytest.raises(OSError):
        ProcessTree(gone.pid)
    assert parent(gone.pid) is None
    assert tasks(gone.pid) == children(gone.pid) == []
    assert stat_fields(gone.pid) is None


@pytest.mark.parametrize(
    "body",
    [
        "pass",
        THREAD.format(work="burn"),
        CHILD.format(work="burn()"),
    ],
)
def test_cpu_time_grows_with_whatever_works(body: str) -> None:
    end = BUSY if body == "pass" else "signal.pause()"
    with family(body, end) as tree:
        before = tree.cpu_ns()
        assert becomes(lambda: tree.cpu_ns() - before > 50e6)


def test_cpu_time_of_children_that_have_ended_counts() -> None:
    work = (
        "child = os.fork()\n"
        "    if child == 0:\n"
        "        end = time.process_time() + 0.1\n"
        "        while time.process_time() < end: pass\n"
        "        os._exit(0)\n"
        "    os.waitpid(child, 0)"
    )
    with family(work) as tree:
        assert tree.cpu_ns() >= 80e6  # in hundredths of a second, of a tenth


def test_idle_tree_uses_no_cpu_time() -> None:
    with family() as tree:
        before = tree.cpu_ns()
        time.sleep(0.05)
        assert tree.cpu_ns() - before < 10e6


def test_clock_of_a_process_is_the_one_the_c_library_would_use() -> None:
    ours = time.clock_gettime_ns(process_clock(os.getpid()))
    assert ours <= time.process_time_ns()


def test_process_that_stands_in_line_has_queued() -> None:
    cpu = min(os.sched_getaffinity(0))
    with family("\n    ".join([THREAD.format(work="burn")] * 3), BUSY) as tree:
        if tree.queue_ns() == 0 and not os.path.exists("/proc/self/schedstat"):
            pytest.skip("this kernel does not tell")
        tree.pin({cpu})
        before = tree.queue_ns()
        assert becomes(lambda: tree.queue_ns() - before > 20e6)


def test_pinned_tree_runs_on_its_cpu_alone() -> None:
    cpu = max(os.sched_getaffinity(0))
    with family(f"{IDLE_THREAD}; {IDLE_CHILD}") as tree:
        tree.pin({cpu})
        found = [os.sched_getaffinity(t) for pid in tree.processes() for t in tasks(pid)]
        assert found == [{cpu}] * 3


def test_signal_reaches_the_processes_it_names() -> None:
    with family(IDLE_CHILD) as tree:
        (child,) = set(tree.processes()) - {tree.pid}
        tree.signal([child], signal.SIGSTOP)
        assert becomes(lambda: child not in tree.running_processes())
        assert tree.pid in tree.running_processes()
        tree.signal(tree.processes(), signal.SIGKILL)
        assert becomes(lambda: not tree.alive())


def test_signal_goes_to_no_stranger() -> None:
    with family("import os; os.fork() == 0 and signal.pause()") as tree:
        stranger = subprocess.Popen(["sleep", "60"])
        try:
            tree.signal([stranger.pid], signal.SIGKILL)
            assert stranger.poll() is None
        finally:
            stranger.kill()
            stranger.wait()


def test_memory_limit_is_on_top_of_what_is_mapped() -> None:
    with family() as tree:
        before = int(mapped(tree.pid)) * 1024
        tree.limit_memory(10 << 20)
        soft, hard = resource.prlimit(tree.pid, resource.RLIMIT_AS)
        assert soft == hard
        assert soft >= before + (10 << 20)


def mapped(pid: int) -> str:
    with open(f"/proc/{pid}/status", encoding="ascii") as file:
        return next(line.split()[1] for line in file if line.startswith("VmSize:"))


def test_memory_that_two_processes_share_counts_once() -> None:
    body = "kept = bytearray(os.urandom(1 << 20) * 64); " + IDLE_CHILD
    with family(body) as tree:
        assert 64 << 20 <= tree.shared_bytes() < 110 << 20
        assert tree.peak_bytes() >= 64 << 20


def test_killing_for_memory_begins_with_the_session() -> None:
    with family() as tree:
        tree.prefer_to_kill()
        with open(f"/proc/{tree.pid}/oom_score_adj", encoding="ascii") as file:
            assert file.read().strip() == "1000"


def test_main_thread_that_ended_before_others_is_noticed() -> None:
    exit_thread = "import ctypes; ctypes.CDLL(None).syscall(NUMBER, 0)"
    number = {"x86_64": "60", "aarch64": "93"}[os.uname().machine]
    end = exit_thread.replace("NUMBER", number)
    with family(THREAD.format(work="burn"), end) as tree:
        assert becomes(tree.leader_ended)
        assert tree.alive()
    with family(IDLE_THREAD) as tree:
        assert not tree.leader_ended()


@pytest.mark.parametrize("name", ["plain", "a) S 1 (b", "two words"])
def test_name_of_a_program_does_not_shift_its_fields(name: str) -> None:
    script = (
        "import ctypes, signal, sys\n"
        "ctypes.CDLL(None).prctl(15, sys.argv[1].encode(), 0, 0, 0)\n"
        "print(flush=True)\nsignal.pause()"
    )
    process = subprocess.Popen([sys.executable, "-S", "-c", script, name], stdout=subprocess.PIPE)
    assert process.stdout is not None
    try:
        process.stdout.readline()
        fields = stat_fields(process.pid)
        assert fields is not None
        assert fields[1] == str(os.getpid())
        assert parent(process.pid) == os.getpid()
    finally:
        process.kill()
        process.wait()
        process.stdout.close()
