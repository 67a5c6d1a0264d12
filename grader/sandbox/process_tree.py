"""What the host knows of a session's processes: their number, CPU time and memory.

Read from outside, through ``/proc`` and the kernel's clocks; nothing inside takes part.
"""

from __future__ import annotations

import contextlib
import os
import resource
import select
import signal
import time

_LISTS_CHILDREN = os.path.exists(f"/proc/self/task/{os.getpid()}/children")
_TICK_NS = 10**9 // os.sysconf("SC_CLK_TCK")
# Fields of /proc/<pid>/stat by their places in `stat_fields`, see proc(5).
_STATE, _PARENT, _CHILD_USER_TICKS, _CHILD_SYSTEM_TICKS = 0, 1, 13, 14


class ProcessTree:
    """A session's main process, held by a descriptor, and what hangs below it.

    ``init`` is the first process of its namespace, whose end is the end of all others.
    ``forked`` says that there are or were other processes than the main one.
    Raises: OSError: the process is gone.
    """

    def __init__(self, pid: int) -> None:
        self.pid, self.init = pid, parent(pid)
        self._pidfd = os.pidfd_open(pid)
        self.forked = False
        # Looked at around every call, so that opening them each time would be felt.
        self._stat = os.open(f"/proc/{pid}/stat", os.O_RDONLY | os.O_CLOEXEC)
        self._schedstat = _open_or_none(f"/proc/{pid}/schedstat")

    def close(self) -> None:
        """Closes the descriptors that it holds."""
        for fd in (self._pidfd, self._stat, self._schedstat):
            if fd is not None:
                os.close(fd)

    def alive(self) -> bool:
        """Whether the session's first process has not ended."""
        ready, _, _ = select.select([self._pidfd], [], [], 0)
        return not ready

    # -- limits and signals --------------------------------------------------------------------
    def limit_memory(self, more_bytes: int) -> None:
        """Limits the address space to ``more_bytes`` beyond what is mapped now."""
        limit = _status_bytes(self.pid, "VmSize:") + more_bytes
        resource.prlimit(self.pid, resource.RLIMIT_AS, (limit, limit))

    def prefer_to_kill(self) -> None:
        """When memory runs out, this process goes before its parents."""
        with contextlib.suppress(OSError), open(f"/proc/{self.pid}/oom_score_adj", "w") as file:
            file.write("1000")  # the most there is

    def leader_ended(self) -> bool:
        """Whether the main thread has ended while other threads of its process go on."""
        return _state(_reread(self._stat)) in b"ZX" and self.alive()

    def running_processes(self) -> list[int]:
        """Processes with a task that is neither frozen nor has ended."""
        return [pid for pid in self.processes() if not all(map(_stands_still, tasks(pid)))]

    def pin(self, cpus: set[int]) -> None:
        """Lets all tasks of the session run on these CPUs only."""
        for pid in self.processes():
            for task in tasks(pid):
                with contextlib.suppress(OSError):
                    os.sched_setaffinity(task, cpus)

    def signal(self, pids: list[int], number: int) -> None:
        """Sends a signal to these processes of the session."""
        for pid in pids:
            with contextlib.suppress(OSError):
                if pid == self.pid:
                    signal.pidfd_send_signal(self._pidfd, number)
                    continue
                handle = os.pidfd_open(pid)
                try:  # the number could have been given to a stranger before it was held
                    if pid in self.processes():
                        signal.pidfd_send_signal(handle, number)
                finally:
                    os.close(handle)

    # -- figures -------------------------------------------------------------------------------
    def processes(self) -> list[int]:
        """All processes of the session; none when the main one has ended, which ends the rest."""
        if not self.alive():
            return []
        if not self.forked or self.init is None:
            return [self.pid]
        found, waiting = [], [self.init]
        while waiting:  # one whose parent ended hangs below the session's init
            current = waiting.pop()
            if current != self.init:
                found.append(current)
            waiting += children(current)
        return found if self.pid in found else []

    def count_tasks(self) -> int:
        """Processes and threads of the session."""
        return sum(len(tasks(pid)) for pid in self.processes())

    def cpu_ns(self) -> int:
        """CPU time (ns) of the session; of processes that ended, to a hundredth of a second."""
        if not self.forked:
            return _cpu_ns(self.pid)
        total = sum(_cpu_ns(pid) + _reaped_ns(pid) for pid in self.processes())
        return total + (_reaped_ns(self.init) if self.init else 0)

    def queue_ns(self) -> int:
        """How long (ns) the main thread was ready while others had the CPU; 0 if not known."""
        fields = _reread(self._schedstat).split()
        return int(fields[1]) if len(fields) == 3 else 0

    def shared_bytes(self) -> int:
        """Memory of the whole session; what processes share is shared out among them."""
        total = 0
        for pid in self.processes():
            for line in _read(f"/proc/{pid}/smaps_rollup").splitlines():
                if line.startswith("Pss:"):
                    total += int(line.split()[1]) * 1024
        return total

    def peak_bytes(self) -> int:
        """The most memory that the main process held at once; 0 when it is gone."""
        return _status_bytes(self.pid, "VmHWM:")


def parent(pid: int) -> int | None:
    """The parent of a process; ``None`` when it is gone."""
    fields = stat_fields(pid)
    return int(fields[_PARENT]) if fields else None


def tasks(pid: int) -> list[int]:
    """The threads of a process."""
    return [int(task) for task in _list_folder(f"/proc/{pid}/task")]


def children(pid: int) -> list[int]:
    """The processes that hang below a process."""
    if not _LISTS_CHILDREN:
        return [int(p) for p in _list_folder("/proc") if p.isdigit() and parent(int(p)) == pid]
    found = []
    for task in tasks(pid):
        found += [int(child) for child in _read(f"/proc/{pid}/task/{task}/children").split()]
    return found


def process_clock(pid: int) -> int:
    """The number of another process's CPU clock, as clock_getcpuclockid(3) makes it:
    MAKE_PROCESS_CPUCLOCK with CPUCLOCK_SCHED of <linux/posix-timers_types.h>."""
    return (~pid << 3) | 2


def _cpu_ns(pid: int) -> int:
    """CPU time of one process with all its threads, those that ended included; 0 if gone."""
    try:
        return time.clock_gettime_ns(process_clock(pid))
    except OSError:
        return 0


def _reaped_ns(pid: int) -> int:
    """CPU time of children that ended and were waited for."""
    fields = stat_fields(pid)
    if not fields:
        return 0
    return (int(fields[_CHILD_USER_TICKS]) + int(fields[_CHILD_SYSTEM_TICKS])) * _TICK_NS


def _stands_still(pid: int) -> bool:
    fields = stat_fields(pid)
    return fields is None or fields[_STATE] in "TtZX"


def _status_bytes(pid: int, name: str) -> int:
    for line in _read(f"/proc/{pid}/status").splitlines():
        if line.startswith(name):
            return int(line.split()[1]) * 1024
    return 0


def stat_fields(pid: int) -> list[str] | None:
    """Fields of ``/proc/<pid>/stat`` from the state on (the name before it may hold anything)."""
    text = _read(f"/proc/{pid}/stat")
    return text.rpartition(")")[2].split() if text else None


def _open_or_none(path: str) -> int | None:
    """The file for reading; ``None`` where the kernel has no such file."""
    try:
        return os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return None


def _reread(fd: int | None) -> bytes:
    """What a file of ``/proc`` says now; empty when its process is gone."""
    if fd is None:
        return b""
    try:
        return os.pread(fd, 4096, 0)
    except OSError:
        return b""


def _state(stat: bytes) -> bytes:
    """The letter of a process's state; a letter that is none when it is gone."""
    return stat.rpartition(b")")[2].split()[0] if stat else b"-"


def _read(path: str) -> str:
    try:
        with open(path, encoding="ascii", errors="replace") as file:
            return file.read()
    except OSError:
        return ""


def _list_folder(path: str) -> list[str]:
    try:
        return os.listdir(path)
    except OSError:
        return []
