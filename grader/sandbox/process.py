"""A program inside a sandbox as the host holds it: its channel, its output, how it ends."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import socket
from dataclasses import dataclass
from typing import Protocol

from grader.messages import message
from grader.sandbox.freezing import Freezer
from grader.sandbox.process_tree import ProcessTree

GONE_SECONDS = 2.0
"""How long to wait for killed processes to be gone."""


@dataclass(frozen=True)
class ExitStatus:
    """How a program ended: its exit status, or the signal that ended it.

    Neither is known when it has only closed its channel. ``lost`` says that the sandbox around it
    was ended from outside.
    """

    status: int | None = None
    signal: int | None = None
    out_of_memory: bool = False
    lost: bool = False

    @property
    def description(self) -> str:
        """A sentence in a student's words."""
        if self.signal is not None:
            return message("It was ended by {signal}.", signal=describe_signal(self.signal))
        if self.status is not None:
            return message("The program ended itself with status {status}.", status=self.status)
        return message("The program closed its connection to the grader.")


_MEANINGS = {
    "SIGSEGV": message("it used memory that is not its own, often by endless recursion"),
    "SIGABRT": message("it was aborted"),
    "SIGBUS": message("it used memory that does not exist"),
    "SIGFPE": message("a calculation of integers failed"),
    "SIGILL": message("it ran an instruction that does not exist"),
    "SIGKILL": message("it was killed"),
    "SIGTERM": message("it was asked to end"),
}


def describe_signal(number: int) -> str:
    """The signal's name, with what it commonly means."""
    try:
        name = signal.Signals(number).name
    except ValueError:
        return message("signal {number}", number=number)
    meaning = _MEANINGS.get(name)
    return message("{signal} ({meaning})", signal=name, meaning=meaning) if meaning else name


class SandboxProcess(Protocol):
    """What a session needs of its program, no matter who started it."""

    channel: socket.socket
    output: int
    """The descriptor from which to read what it prints."""
    freezer: Freezer | None
    """There from `attach` to `close`."""

    def attach(self, tree: ProcessTree) -> None:
        """Takes hold of the session's processes, once they have started.

        Raises: OSError, FreezerUnavailable.
        """

    def kill(self) -> None:
        """Ends everything that runs inside, at once."""

    def wait(self, seconds: float) -> ExitStatus:
        """How the program ended, waiting at most so long."""

    def close(self) -> None:
        """Kills what is left, waits until it is gone, gives back every descriptor."""


class BaseProcess:
    """What programs that were started in different ways have in common."""

    def __init__(self, channel: socket.socket, output: int) -> None:
        self.channel, self.output = channel, output
        self.freezer: Freezer | None = None
        self._init_pidfd: int | None = None
        """Of the session's first process, whose end is the end of all others."""

    def hold(self, tree: ProcessTree) -> None:
        """Takes hold of the session's first process. Raises: OSError."""
        if tree.init is not None:
            self._init_pidfd = os.pidfd_open(tree.init)

    def kill(self) -> None:
        """Ends everything that runs inside, at once."""
        if self.freezer is not None:
            with contextlib.suppress(OSError):
                self.freezer.thaw()  # a process that is frozen or traced may not end before
        if self._init_pidfd is not None:
            with contextlib.suppress(ProcessLookupError):
                signal.pidfd_send_signal(self._init_pidfd, signal.SIGKILL)

    def close(self) -> None:
        """Kills what is left, waits until it is gone, gives back every descriptor."""
        self.kill()
        self.channel.close()
        os.close(self.output)
        if self._init_pidfd is not None:
            select.select([self._init_pidfd], [], [], GONE_SECONDS)
            os.close(self._init_pidfd)
            self._init_pidfd = None
        if self.freezer is not None:
            self.freezer.close()
            self.freezer = None


class Endpoints:
    """The descriptors of one program: a channel and a pipe for its output, both ends of each.

    A context manager: on leaving, the program's ends are closed here, and ours too unless kept.
    """

    def __enter__(self) -> Endpoints:
        self.ours, self.theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.ours.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)  # who sent a message
        self.reading, self.writing = os.pipe()
        os.set_blocking(self.reading, False)
        self._kept = False
        return self

    def keep(self) -> tuple[socket.socket, int]:
        """Our ends, which stay open: the channel, and where to read the output."""
        self._kept = True
        return self.ours, self.reading

    def __exit__(self, *_: object) -> None:
        self.theirs.close()
        os.close(self.writing)
        if not self._kept:
            self.ours.close()
            os.close(self.reading)
