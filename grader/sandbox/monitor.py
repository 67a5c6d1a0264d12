"""Watches one running session from outside: its replies, its output, its system calls, its time.

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

from grader.messages import message
from grader.results.verdicts import Verdict
from grader.sandbox import seccomp, wire
from grader.sandbox.guest import messages
from grader.sandbox.limits import MIB, Limits
from grader.sandbox.process_tree import ProcessTree
from grader.sandbox.syscalls import Machine

# <linux/seccomp.h>: struct seccomp_notif and seccomp_notif_resp, and the requests of ioctl made of
# their sizes (80 = 0x50 and 24 = 0x18), SECCOMP_IOC_MAGIC "!" (0x21) and the numbers 0 and 1.
_NOTIFICATION = struct.Struct("<QIIiI7Q")  # id, pid, flags, call, architecture, address, arguments
_RESPONSE = struct.Struct("<QqiI")  # id, value, error, flags
_IOCTL_RECEIVE, _IOCTL_SEND = 0xC0502100, 0xC0182101
_USER_NOTIF_FLAG_CONTINUE = 1
# <linux/sched.h>: flags of clone. The first are all CLONE_NEW… together.
_CLONE_NEW_NAMESPACES, _CLONE_THREAD, _CLONE_EXIT_SIGNAL = 0x7E020080, 0x00010000, 0xFF
_CLONE_VFORK = 0x4000  # its caller waits where neither ptrace nor SIGSTOP can stop it

LOOK_SECONDS = 0.1
"""How often the memory of a session that has forked is looked at."""
QUEUE_ALLOWANCE_SECONDS = 10.0
"""For how long in all a session may wait for a CPU without that counting."""
LEAST_WAIT_SECONDS = 0.02
"""Between two looks at the CPU time of a session that has nearly used all of it."""
OUT_OF_CPU_TIME = message("It used all the CPU time that it had.")
INTERPRETER_BYTES = 64 * MIB
MAX_LINES = 100_000
_PIPE_BYTES = 65536  # all that a pipe holds
Alarm = tuple[float, Callable[[], None]]
"""A moment (of `time.monotonic`), and what to do when it has come."""


class Violation(Exception):
    """The session has to end: the verdict, and a detail in a student's words."""

    def __init__(self, verdict: Verdict, detail: str = "") -> None:
        self.verdict, self.detail = verdict, detail
        super().__init__(verdict.value)


class ChannelClosed(Exception):
    """The program inside is gone, or has closed its channel."""


@dataclass
class Monitor:
    """One session's descriptors and counts; ``channel`` and ``output`` belong to its process.

    ``tasks`` is at least the number of processes and threads that run. ``hit_process_limit`` says
    that as many were started as may run at once, ``sent_signals`` which signals the session sent
    to its own processes. ``queue_allowance`` is for how much longer (s) it may wait for a CPU
    without that counting. By ``deadline`` (of `time.monotonic`) every wait is over, and when
    ``cpu_deadline_ns`` of CPU time (of all that runs inside) have been used.
    """

    channel: socket.socket
    output: int
    listener: int
    tree: ProcessTree
    limits: Limits
    machine: Machine
    printed_bytes: int = 0
    printed_lines: int = 0
    kept_output: bytearray = field(default_factory=bytearray)
    tasks: int = 1
    hit_process_limit: bool = False
    memory_checked_at: float = 0.0
    queue_ns_before: int = 0
    queue_allowance: float = QUEUE_ALLOWANCE_SECONDS
    deadline: float = math.inf
    cpu_deadline_ns: float = math.inf
    sent_signals: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._poll = select.poll()
        watched = self.channel.fileno(), self.output, self.listener
        for fd in watched:  # in this order: what was printed before a reply is seen with it
            self._poll.register(fd, select.POLLIN)
        self._open = set(watched)

    def close(self) -> None:
        """Closes the seccomp listener and what the process tree holds."""
        os.close(self.listener)
        self.tree.close()

    def receive(self, deadline: float, alarm: Alarm | None = None) -> tuple[bytes, int]:
        """The next datagram, and the clock (ns, of `time.monotonic`) when it came.

        On a busy host the deadline moves by the time that the program waited for a CPU.
        Raises: Violation, ChannelClosed.
        """
        channel, grace = self.channel.fileno(), 0.0
        while True:
            now = time.monotonic()
            if alarm is not None and now >= alarm[0]:
                alarm[1]()
                alarm = None
            left = deadline + grace - now
            if left <= 0:
                grace = self._extend(deadline, grace)
                left = deadline + grace - now
            wait = min(left, LOOK_SECONDS) if self.tree.forked else left
            wait = min(wait, self._cpu_wait())
            wait = min(wait, alarm[0] - now) if alarm is not None else wait
            # In milliseconds, and half of one more, for the deadline to be over on waking.
            ready = dict(self._poll.poll(max(0.0, wait * 1000) + 0.5))
            clock = time.monotonic_ns()
            if self.listener in ready:
                self._handle_notification(ready[self.listener])
            if self.output in ready:
                self.drain()
            if channel in ready:
                return self._datagram(), clock
            if left <= 0:
                raise Violation(Verdict.time_limit)
            if self.tree.forked:
                self._check_memory()

    def _extend(self, deadline: float, grace: float) -> float:
        """How far (s) the deadline moves, ``grace`` so far; what is new of it is used up."""
        queued = (self.tree.queue_ns() - self.queue_ns_before) / 1e9
        extended = min(self.queue_allowance + grace, queued, self.deadline - deadline)
        extended = max(grace, extended)
        self.queue_allowance -= extended - grace
        return extended

    def _cpu_wait(self) -> float:
        """For how long (s) the CPU time that is left must last, whatever runs inside.

        Raises: Violation: none is left.
        """
        if math.isinf(self.cpu_deadline_ns):
            return math.inf
        left_ns = self.cpu_deadline_ns - self.tree.cpu_ns()
        if left_ns <= 0:
            raise Violation(Verdict.time_limit, OUT_OF_CPU_TIME)
        return max(left_ns / 1e9 / (os.cpu_count() or 1), LEAST_WAIT_SECONDS)

    def check_leader(self) -> None:
        """A session whose main thread has ended is over, whatever goes on inside.

        Raises: Violation.
        """
        if self.tree.leader_ended():
            detail = message("Its main thread ended while others went on.")
            raise Violation(Verdict.ended_early, detail)

    def _check_memory(self) -> None:
        """Each process has its own limit on memory; this one is for all together."""
        now = time.monotonic()
        if now - self.memory_checked_at < LOOK_SECONDS:
            return
        self.memory_checked_at = now
        if self.tree.shared_bytes() > self.limits.memory_bytes + INTERPRETER_BYTES:
            raise Violation(Verdict.memory_limit)

    @property
    def is_alone(self) -> bool:
        """Whether nothing but the main thread has run inside so far: then nothing can be printed,
        and no thread be left behind, after a reply."""
        return self.tasks == 1

    def expect_silence(self, queue_ns: int | None = None) -> None:
        """To be called before a request: nothing may have come before it.

        Args:
            queue_ns: how long the main thread has waited for a CPU so far, where that is known.
        Raises: wire.ProtocolError, ChannelClosed.
        """
        if any(fd == self.channel.fileno() for fd, _ in self._poll.poll(0)):
            self._datagram()
            raise wire.ProtocolError("an answer came before its question")
        self.queue_ns_before = self.tree.queue_ns() if queue_ns is None else queue_ns

    def _datagram(self) -> bytes:
        try:
            datagram = self.channel.recv(messages.MAX_DATAGRAM)
        except ConnectionError as error:
            raise ChannelClosed from error
        if not datagram:
            raise ChannelClosed
        return datagram

    # -- output --------------------------------------------------------------------------------
    def drain(self) -> None:
        """Takes what was printed. Raises: Violation: it is more than the limit."""
        while self.output in self._open:
            try:
                data = os.read(self.output, _PIPE_BYTES)
            except BlockingIOError:
                return
            if not data:
                self._forget(self.output)
                return
            self.printed_bytes += len(data)
            self.printed_lines += data.count(b"\n")
            if len(self.kept_output) < _PIPE_BYTES:
                self.kept_output += data
            if self.printed_bytes > self.limits.output_bytes:
                most = f"{self.limits.output_bytes:,}"
                detail = message("It printed more than {bytes} bytes.", bytes=most)
                raise Violation(Verdict.output_limit, detail)
            if self.printed_lines > MAX_LINES:
                detail = message("It printed more than {lines} lines.", lines=f"{MAX_LINES:,}")
                raise Violation(Verdict.output_limit, detail)

    def take_output(self) -> bytes:
        """What was printed since it was last taken, cut."""
        taken, self.kept_output = bytes(self.kept_output), bytearray()
        return taken

    def _forget(self, fd: int) -> None:
        self._open.discard(fd)
        self._poll.unregister(fd)

    # -- system calls --------------------------------------------------------------------------
    def _handle_notification(self, event: int) -> None:
        """Answers one notification of the seccomp filter. Raises: Violation."""
        if not event & select.POLLIN:
            self._forget(self.listener)
            return
        try:
            data = fcntl.ioctl(self.listener, _IOCTL_RECEIVE, bytes(_NOTIFICATION.size))
        except OSError:  # the caller was killed meanwhile
            return
        identity, _, _, number, _, _, *arguments = _NOTIFICATION.unpack(data)
        name = self.machine.name(number)
        if name in seccomp.SIGNALS:
            self.sent_signals.add(arguments[seccomp.SIGNALS[name]] & 0xFFFFFFFF)
        elif name in seccomp.EXITS:
            status = arguments[0] & 0xFF
            self.sent_signals.add(status - seccomp.SIGNAL_STATUS_BASE)
        elif name in seccomp.COUNTED:
            flags = arguments[0] if name == "clone" else signal.SIGCHLD
            _check_clone(flags)
            self._count_task(is_thread=bool(flags & _CLONE_THREAD))
        else:
            raise _forbidden(name, seccomp.FORBIDDEN.get(name, _NOT_ALLOWED))
        self._continue(identity)

    def _continue(self, identity: int) -> None:
        """Lets a system call be made after all."""
        with contextlib.suppress(OSError):  # the caller was killed meanwhile
            response = _RESPONSE.pack(identity, 0, 0, _USER_NOTIF_FLAG_CONTINUE)
            fcntl.ioctl(self.listener, _IOCTL_SEND, response)

    def _count_task(self, *, is_thread: bool) -> None:
        """``tasks`` is counted anew only when it seems that there are too many."""
        self.tree.forked = self.tree.forked or not is_thread
        if self.tasks >= self.limits.processes:
            self.hit_process_limit = True
            self.tasks = self.tree.count_tasks()
        if self.tasks >= self.limits.processes:
            detail = message(
                "It had {count} processes and threads and started another.", count=self.tasks
            )
            raise Violation(Verdict.process_limit, detail)
        self.tasks += 1


_NOT_ALLOWED = message("a call that is not allowed")
_NEW_NAMESPACE = message("make a namespace")
_NEW_PROGRAM = message("start another program")
_OWN_SIGNAL = message("with a signal of its own")


def _forbidden(call: str, what: str) -> Violation:
    detail = message("It called {call} ({what}).", call=call, what=what)
    return Violation(Verdict.forbidden_call, detail)


def _check_clone(flags: int) -> None:
    """Raises `Violation` for what `clone` may not be asked for."""
    if flags & _CLONE_NEW_NAMESPACES:
        raise _forbidden("clone", _NEW_NAMESPACE)
    if flags & _CLONE_VFORK:
        raise _forbidden("clone", _NEW_PROGRAM)
    if flags & _CLONE_EXIT_SIGNAL not in (0, signal.SIGCHLD):
        raise _forbidden("clone", _OWN_SIGNAL)
