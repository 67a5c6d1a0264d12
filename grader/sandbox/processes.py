"""What the host knows of a session's processes: their number, CPU time and memory.

Read from outside, through ``/proc`` and the kernel's clocks; nothing inside is asked.
"""

from __future__ import annotations

import contextlib
import os
import signal
import time

STOP_SECONDS = 1.0
_LISTS_CHILDREN = os.path.exists(f"/proc/self/task/{os.getpid()}/children")


def tree(pid: int) -> list[int]:
    """``pid``, its sisters below the session's init, and all their descendants.

    A process whose parent died hangs below the init of its PID namespace, which is the parent
    of ``pid``.
    """
    init = parent(pid)
    found, waiting = [], [init] if init else [pid]
    while waiting:
        current = waiting.pop()
        if current != init:
            found.append(current)
        waiting += children(current)
    return found or [pid]


def parent(pid: int) -> int | None:
    fields = _stat(pid)
    return int(fields[1]) if fields else None


def children(pid: int) -> list[int]:
    if not _LISTS_CHILDREN:
        return [int(p) for p in _names("/proc") if p.isdigit() and parent(int(p)) == pid]
    found = []
    for task in _names(f"/proc/{pid}/task"):
        found += [int(child) for child in _read(f"/proc/{pid}/task/{task}/children").split()]
    return found


def count_tasks(pid: int) -> int:
    """Processes and threads of the session."""
    return sum(len(_names(f"/proc/{process}/task")) for process in tree(pid))


def cpu_ns(pid: int) -> int:
    """CPU time (ns) of one process with all its threads, those that ended included; 0 if gone."""
    try:
        return time.clock_gettime_ns((~pid << 3) | 2)
    except OSError:
        return 0


def tree_cpu_ns(pid: int) -> int:
    """CPU time (ns) of the whole session; of ended processes to a hundredth of a second."""
    tick = 10**9 // os.sysconf("SC_CLK_TCK")
    total = 0
    for process in tree(pid):
        fields = _stat(process)
        reaped = int(fields[13]) + int(fields[14]) if fields else 0
        total += cpu_ns(process) + reaped * tick
    init = parent(pid)
    fields = _stat(init) if init else None
    return total + ((int(fields[13]) + int(fields[14])) * tick if fields else 0)


def stop(pid: int, *, whole_tree: bool) -> None:
    """Stops the session's processes, and returns when they stand still."""
    deadline = time.monotonic() + STOP_SECONDS
    while True:
        running = [p for p in (tree(pid) if whole_tree else [pid]) if not _stands(p)]
        if not running or time.monotonic() > deadline:
            return
        for process in running:
            _signal(process, signal.SIGSTOP)


def resume(pid: int, *, whole_tree: bool) -> None:
    for process in tree(pid) if whole_tree else [pid]:
        _signal(process, signal.SIGCONT)


def pin(pid: int, cpus: set[int]) -> None:
    """Lets all tasks of the session run on these CPUs only."""
    for process in tree(pid):
        for task in _names(f"/proc/{process}/task"):
            with contextlib.suppress(OSError):
                os.sched_setaffinity(int(task), cpus)


def _stands(pid: int) -> bool:
    fields = _stat(pid)
    return fields is None or fields[0] in "TtZX"


def _signal(pid: int, number: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, number)


def peak_bytes(pid: int) -> int:
    """The most memory that the process held at once."""
    return _status_bytes(pid, "VmHWM:")


def tree_bytes(pid: int) -> int:
    """Memory of the whole session; what processes share is shared out among them."""
    total = 0
    for process in tree(pid):
        for line in _read(f"/proc/{process}/smaps_rollup").splitlines():
            if line.startswith("Pss:"):
                total += int(line.split()[1]) * 1024
    return total


def prefer_to_kill(pid: int) -> None:
    """When memory runs out, this process goes before its parents."""
    with contextlib.suppress(OSError), open(f"/proc/{pid}/oom_score_adj", "w") as file:
        file.write("1000")


def mapped_bytes(pid: int) -> int:
    """The address space that the process has mapped."""
    return _status_bytes(pid, "VmSize:")


def _status_bytes(pid: int, name: str) -> int:
    for line in _read(f"/proc/{pid}/status").splitlines():
        if line.startswith(name):
            return int(line.split()[1]) * 1024
    return 0


def _stat(pid: int) -> list[str] | None:
    """Fields of ``/proc/<pid>/stat`` from the state on (the name before it may hold anything)."""
    text = _read(f"/proc/{pid}/stat")
    return text.rpartition(")")[2].split() if text else None


def _read(path: str) -> str:
    try:
        with open(path, encoding="ascii", errors="replace") as file:
            return file.read()
    except OSError:
        return ""


def _names(path: str) -> list[str]:
    try:
        return os.listdir(path)
    except OSError:
        return []
