"""Watches one running session from outside: its answers, its output, its system calls, its time.

Everything that can end a session is seen here, in the trusted process, and cannot be caught or
hidden by the code inside.
"""

from __future__ import annotations

import contextlib
import fcntl
import math
import os
import select
import signal
import socket
import struct
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from grader.results.verdicts import Verdict
from grader.sandbox import seccomp, wire
from grader.sandbox.limits import Limits
from grader.sandbox.process_tree import ProcessTree
from grader.sandbox.syscalls import Machine

_NOTIFICATION = struct.Struct("<QIIiI7Q")  # id, pid, flags, call, machine, address, 6 arguments
_RESPONSE = struct.Struct("<QqiI")  # id, value, error, flags
_RECEIVE, _SEND = 0xC0502100, 0xC0182101
_CONTINUE = 1
# <linux/sched.h>: flags of clone
_NEW_NAMESPACES, _CLONE_THREAD, _EXIT_SIGNAL = 0x7E020080, 0x00010000, 0xFF
_CLONE_VFORK = 0x4000  # its caller waits where neither ptrace nor SIGSTOP can stop it
_READ = 65536
LOOK_SECONDS = 0.1
QUEUE_ALLOWANCE_SECONDS = 10.0
BASE_BYTES = 64 << 20  # of the interpreter itself
MAX_LINES = 100_000
Late = tuple[float, Callable[[], None]]


class Violation(Exception):
    """The session has to end; carries the verdict and a detail in a student's words."""

    def __init__(self, verdict: Verdict, detail: str = "") -> None:
        self.verdict, self.detail = verdict, detail
        super().__init__(verdict.value)


class ChannelClosed(Exception):
    """The program inside is gone, or has closed its channel."""


@dataclass
class Monitor:
    """One session's descriptors and counts; ``channel`` and ``output`` belong to its run.

    ``hit_process_limit`` says that as many processes and threads were started as may run at once,
    ``sent_signals`` which signals the session sent to its own processes, ``queue_allowance`` for
    how much longer (s) it may stand in line for a CPU without that counting. By ``ends`` (of
    `time.monotonic`) every wait is over.
    """

    channel: socket.socket
    output: int
    listener: int
    program: ProcessTree
    limits: Limits
    machine: Machine
    printed: int = 0
    lines: int = 0
    kept: bytearray = field(default_factory=bytearray)
    tasks: int = 1
    hit_process_limit: bool = False
    memory_checked_at: float = 0.0
    queued: int = 0
    queue_allowance: float = QUEUE_ALLOWANCE_SECONDS
    ends: float = math.inf
    sent_signals: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.poll = select.poll()
        self.open = {self.channel.fileno(), self.output, self.listener}
        for fd in self.open:
            self.poll.register(fd, select.POLLIN)

    def close(self) -> None:
        os.close(self.listener)
        self.program.close()

    def receive(self, deadline: float, late: Late | None = None) -> tuple[bytes, int]:
        """The next datagram and the clock (ns) when it came.

        On a busy host the deadline moves by the time that the program stood in line for a CPU.
        ``late`` is a time, and what to do when it comes first. Raises `Violation`, `ChannelClosed`.
        """
        channel, grace = self.channel.fileno(), 0.0
        while True:
            now = time.monotonic()
            if late is not None and now >= late[0]:
                late[1]()
                late = None
            left = deadline + grace - now
            if left <= 0:
                queued = (self.program.queue_ns() - self.queued) / 1e9
                waited = max(grace, min(self.queue_allowance + grace, queued, self.ends - deadline))
                self.queue_allowance -= waited - grace
                grace = waited
                left = deadline + grace - now
            wait = min(left, LOOK_SECONDS) if self.program.forked else left
            wait = min(wait, late[0] - now) if late is not None else wait
            ready = dict(self.poll.poll(max(0.0, wait * 1000) + 0.5))
            clock = time.monotonic_ns()
            if self.listener in ready:
                self._asked(ready[self.listener])
            if self.output in ready:
                self.drain()
            if channel in ready:
                return self._datagram(), clock
            if left <= 0:
                raise Violation(Verdict.time_limit)
            if self.program.forked:
                self._check_memory()

    def check_leader(self) -> None:
        """A session whose main thread has ended is over, whatever goes on inside."""
        if self.program.leader_ended():
            detail = "Its main thread ended while others went on."
            raise Violation(Verdict.ended_early, detail)

    def _check_memory(self) -> None:
        """Each process has its own limit on memory; this one is for all together."""
        now = time.monotonic()
        if now - self.memory_checked_at < LOOK_SECONDS:
            return
        self.memory_checked_at = now
        if self.program.shared_bytes() > self.limits.memory_bytes + BASE_BYTES:
            raise Violation(Verdict.memory_limit)

    def quiet(self) -> None:
        """To be called before a question: nothing may have been said before it."""
        if any(fd == self.channel.fileno() for fd, _ in self.poll.poll(0)):
            self._datagram()
            raise wire.ProtocolError("an answer came before its question")
        self.queued = self.program.queue_ns()

    def _datagram(self) -> bytes:
        try:
            datagram = self.channel.recv(_READ)
        except ConnectionError as error:
            raise ChannelClosed from error
        if not datagram:
            raise ChannelClosed
        return datagram

    # -- output --------------------------------------------------------------------------------
    def drain(self) -> None:
        """Takes what was printed; more than the limit ends the session."""
        while self.output in self.open:
            try:
                data = os.read(self.output, _READ)
            except BlockingIOError:
                return
            if not data:
                self._forget(self.output)
                return
            self.printed += len(data)
            self.lines += data.count(b"\n")
            if len(self.kept) < _READ:
                self.kept += data
            if self.printed > self.limits.output_bytes:
                most = f"{self.limits.output_bytes:,} bytes"
                raise Violation(Verdict.output_limit, f"It printed more than {most}.")
            if self.lines > MAX_LINES:
                raise Violation(Verdict.output_limit, f"It printed more than {MAX_LINES:,} lines.")

    def take_output(self) -> bytes:
        taken, self.kept = bytes(self.kept), bytearray()
        return taken

    def _forget(self, fd: int) -> None:
        self.open.discard(fd)
        self.poll.unregister(fd)

    # -- system calls --------------------------------------------------------------------------
    def _asked(self, event: int) -> None:
        if not event & select.POLLIN:
            self._forget(self.listener)
            return
        try:
            told = fcntl.ioctl(self.listener, _RECEIVE, bytes(_NOTIFICATION.size))
        except OSError:  # the caller was killed meanwhile
            return
        identity, _, _, number, _, _, *arguments = _NOTIFICATION.unpack(told)
        name = self.machine.name(number)
        if name in seccomp.SIGNALS:
            self.sent_signals.add(arguments[seccomp.SIGNALS[name]] & 0xFFFFFFFF)
            self._let_go_on(identity)
            return
        if name in seccomp.EXITS:
            self.sent_signals.add((arguments[0] & 0xFF) - 128)
            self._let_go_on(identity)
            return
        if name not in seccomp.COUNTED:
            what = seccomp.FORBIDDEN.get(name, "a call that is not allowed")
            raise Violation(Verdict.forbidden_call, f"It called {name} ({what}).")
        flags = arguments[0] if name == "clone" else 0
        if flags & _NEW_NAMESPACES:
            raise Violation(Verdict.forbidden_call, "It called clone (make a namespace).")
        if flags & _CLONE_VFORK:
            raise Violation(Verdict.forbidden_call, "It called clone (start another program).")
        if name == "clone" and flags & _EXIT_SIGNAL not in (0, signal.SIGCHLD):
            raise Violation(Verdict.forbidden_call, "It called clone (with a signal of its own).")
        self._count(is_thread=bool(flags & _CLONE_THREAD))
        self._let_go_on(identity)

    def _let_go_on(self, identity: int) -> None:
        with contextlib.suppress(OSError):  # the caller was killed meanwhile
            fcntl.ioctl(self.listener, _SEND, _RESPONSE.pack(identity, 0, 0, _CONTINUE))

    def _count(self, is_thread: bool) -> None:
        """``tasks`` is never less than what runs: it is counted anew only when it seems full."""
        self.program.forked = self.program.forked or not is_thread
        if self.tasks >= self.limits.processes:
            self.hit_process_limit = True
            self.tasks = self.program.count_tasks()
        if self.tasks >= self.limits.processes:
            raise Violation(
                Verdict.process_limit,
                f"It had {self.tasks} processes and threads and started another.",
            )
        self.tasks += 1
