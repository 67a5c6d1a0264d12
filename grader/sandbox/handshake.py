"""The first exchange with a fresh program: its limits go in, its descriptors come out."""

from __future__ import annotations

import contextlib
import json
import math
import os
import platform
import socket
import time

from grader.sandbox import seccomp
from grader.sandbox.display import decode_output
from grader.sandbox.guest import loop, messages
from grader.sandbox.limits import Limits
from grader.sandbox.monitor import Monitor
from grader.sandbox.process import SandboxProcess
from grader.sandbox.process_tree import ProcessTree
from grader.sandbox.syscalls import known_machine

START_SECONDS = 20.0
LAST_WORDS_SECONDS = 0.05
"""How long a program that failed to start gets to print why."""
ARENA = 64 << 20
"""Address space (bytes) that the C library sets aside for the memory of threads: HEAP_MAX_SIZE of
glibc on 64-bit machines."""
_CPU_GRACE_SECONDS = 5
_SYSCALLS = (
    "capset",
    "seccomp",
    "landlock_create_ruleset",
    "landlock_add_rule",
    "landlock_restrict_self",
    "clone3",
)


class StartError(Exception):
    """The program inside did not come up; its text is what the program printed."""


def start(process: SandboxProcess, limits: Limits) -> Monitor:
    """Waits until the session has confined itself.

    Raises: StartError, OSError, FreezerUnavailable; the process is closed then.
    """
    try:
        process.channel.send(json.dumps(_setup(limits)).encode())
        listener, pid = _receive_ready(process.channel)
    except (OSError, StartError) as error:
        reason = _last_words(process.output) or str(error)
        process.close()
        raise StartError(reason) from None
    with contextlib.ExitStack() as on_failure:
        on_failure.callback(process.close)
        on_failure.callback(os.close, listener)
        tree = ProcessTree(pid)
        on_failure.callback(tree.close)
        process.attach(tree)
        tree.limit_memory(limits.memory_bytes + ARENA + limits.processes * loop.THREAD_STACK)
        tree.prefer_to_kill()
        on_failure.pop_all()
    return Monitor(process.channel, process.output, listener, tree, limits, known_machine())


def needed_syscalls() -> dict[str, int]:
    """Numbers of the system calls by which a session confines itself."""
    numbers = known_machine().numbers
    return {name: numbers[name] for name in _SYSCALLS}


def _setup(limits: Limits) -> dict[str, object]:
    cpu = math.ceil(limits.cpu_seconds) + _CPU_GRACE_SECONDS
    rlimits: dict[str, int | tuple[int, int]] = {
        # The limit on memory is set from outside, on top of what is mapped by then.
        "RLIMIT_CPU": (cpu, cpu + _CPU_GRACE_SECONDS),  # of one process, should we be gone
        "RLIMIT_FSIZE": max(limits.result_bytes, limits.file_bytes) + 2 * messages.MAX_HEADER,
        "RLIMIT_NOFILE": 256,  # a submission that opens files without end meets it
        "RLIMIT_CORE": 0,
        "RLIMIT_MEMLOCK": 0,
        "RLIMIT_SIGPENDING": 256,
        "RLIMIT_MSGQUEUE": 0,
        "RLIMIT_NICE": 0,
        "RLIMIT_RTPRIO": 0,
    }
    if _counts_processes_by_namespace():
        # A backstop, above what the monitor lets through: it counts them itself.
        rlimits["RLIMIT_NPROC"] = limits.processes + 2
    return {
        "rlimits": rlimits,
        "result_bytes": limits.result_bytes,
        "warnings": limits.warnings,
        "numbers": needed_syscalls(),
        "filter": seccomp.filter_program().hex(),
    }


def _counts_processes_by_namespace() -> bool:
    """Before Linux 5.14 the limit counted all processes of the user on the whole host."""
    major, minor = (int(part) for part in platform.release().split(".")[:2])
    return (major, minor) >= (5, 14)


def _receive_ready(channel: socket.socket) -> tuple[int, int]:
    """The descriptor of seccomp's notifications, and the process. Raises: StartError, OSError."""
    channel.settimeout(START_SECONDS)
    datagram, pid, fds = messages.receive_from(channel)
    channel.settimeout(None)
    channel.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 0)
    if not datagram or len(fds) != 1 or not pid:
        for fd in fds:
            os.close(fd)
        raise StartError("the program inside ended at once")
    return fds[0], pid


def _last_words(output: int) -> str:
    time.sleep(LAST_WORDS_SECONDS)
    with contextlib.suppress(OSError):
        return decode_output(os.read(output, 4000)).strip()
    return ""
