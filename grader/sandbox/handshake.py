"""The first exchange with a fresh program: its limits and walls go in, its descriptors come out."""

from __future__ import annotations

import contextlib
import json
import math
import os
import platform
import socket
import time

from grader.sandbox import process, process_tree, seccomp
from grader.sandbox.display import decode_output
from grader.sandbox.guest import loop, messages
from grader.sandbox.limits import Limits
from grader.sandbox.monitor import Monitor
from grader.sandbox.syscalls import this_machine

START_SECONDS = 20.0
ARENA = 64 << 20  # what the C library sets aside for the memory of threads
_CALLS = (
    "capset",
    "seccomp",
    "landlock_create_ruleset",
    "landlock_add_rule",
    "landlock_restrict_self",
    "clone3",
)


class StartError(Exception):
    """The program inside did not come up; carries what it said."""


def start(run: process.SandboxProcess, limits: Limits) -> Monitor:
    """Waits until the session has built its walls; raises `StartError` and closes the run."""
    try:
        run.channel.send(json.dumps(_setup(limits)).encode())
        listener, pid = _ready(run.channel)
    except (OSError, StartError) as error:
        said = _said(run.output) or str(error)
        run.close()
        raise StartError(said) from None
    with contextlib.ExitStack() as failed:
        failed.callback(run.close)
        failed.callback(os.close, listener)
        program = process_tree.ProcessTree(pid)
        failed.callback(program.close)
        run.started(program)
        program.limit_memory(limits.memory_bytes + ARENA + limits.processes * loop.THREAD_STACK)
        program.prefer_to_kill()
        failed.pop_all()
    return Monitor(run.channel, run.output, listener, program, limits, this_machine())


def calls() -> dict[str, int]:
    """Numbers of the system calls that a session needs to build its confinement."""
    numbers = this_machine().numbers
    return {name: numbers[name] for name in _CALLS}


def _setup(limits: Limits) -> dict[str, object]:
    cpu = math.ceil(limits.cpu_seconds)
    rlimits: dict[str, int | tuple[int, int]] = {
        # The limit on memory is set from outside, on top of what is mapped by then.
        "RLIMIT_CPU": (cpu, cpu + 5),  # of one process: holds when nobody watches any more
        "RLIMIT_FSIZE": max(limits.result_bytes, limits.file_bytes) + 2 * messages.MAX_HEADER,
        "RLIMIT_NOFILE": 256,
        "RLIMIT_CORE": 0,
        "RLIMIT_MEMLOCK": 0,
        "RLIMIT_SIGPENDING": 256,
        "RLIMIT_MSGQUEUE": 0,
        "RLIMIT_NICE": 0,
        "RLIMIT_RTPRIO": 0,
    }
    if _counts_processes_by_namespace():
        rlimits["RLIMIT_NPROC"] = limits.processes + 2  # a backstop: the monitor counts them
    return {
        "rlimits": rlimits,
        "result_bytes": limits.result_bytes,
        "numbers": calls(),
        "filter": seccomp.program().hex(),
    }


def _counts_processes_by_namespace() -> bool:
    """Before Linux 5.14 the limit counted all processes of the user on the whole host."""
    major, minor = (int(part) for part in platform.release().split(".")[:2])
    return (major, minor) >= (5, 14)


def _ready(channel: socket.socket) -> tuple[int, int]:
    channel.settimeout(START_SECONDS)
    datagram, pid, fds = messages.receive_from(channel)
    channel.settimeout(None)
    channel.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 0)
    if not datagram or len(fds) != 1 or not pid:
        for fd in fds:
            os.close(fd)
        raise StartError("the program inside ended at once")
    return fds[0], pid


def _said(output: int) -> str:
    time.sleep(0.05)
    with contextlib.suppress(OSError):
        return decode_output(os.read(output, 4000)).strip()
    return ""
