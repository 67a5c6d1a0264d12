"""A program inside a sandbox as the host holds it: its channel, its output, how it ends."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import socket
from dataclasses import dataclass

from grader.sandbox.freezing import Freezer, create_freezer
from grader.sandbox.process_tree import ProcessTree

GONE_SECONDS = 2.0


@dataclass(frozen=True)
class ExitStatus:
    """How a program ended: its exit status, or the signal that ended it.

    ``lost`` says that the sandbox around it was ended from outside.
    """

    status: int | None = None
    signal: int | None = None
    out_of_memory: bool = False
    lost: bool = False

    @property
    def words(self) -> str:
        if self.signal is not None:
            return f"It was ended by {signal_words(self.signal)}."
        if self.status is not None:
            return f"The program ended itself with status {self.status}."
        return "The program closed its connection to the grader."


_MEANINGS = {
    "SIGSEGV": "it used memory that is not its own, often by endless recursion",
    "SIGABRT": "it was aborted",
    "SIGBUS": "it used memory that does not exist",
    "SIGFPE": "a calculation of integers failed",
    "SIGILL": "it ran an instruction that does not exist",
    "SIGKILL": "it was killed",
    "SIGTERM": "it was asked to end",
}


def signal_words(number: int) -> str:
    try:
        name = signal.Signals(number).name
    except ValueError:
        return f"signal {number}"
    meaning = _MEANINGS.get(name)
    return f"{name} ({meaning})" if meaning else name


class SandboxProcess:
    """What a session holds of its program, whoever started it."""

    def __init__(self, channel: socket.socket, output: int) -> None:
        self.channel, self.output = channel, output
        self.init: int | None = None
        self.freezer: Freezer | None = None

    def started(self, program: ProcessTree) -> None:
        """Takes hold of the first process of the session, whose end is the end of all others.

        Raises: OSError, FreezerUnavailable.
        """
        if program.init is not None:
            self.init = os.pidfd_open(program.init)
        self.freezer = self.take_freezer(program)

    def take_freezer(self, program: ProcessTree) -> Freezer:
        """What the session is frozen by. Raises: OSError, FreezerUnavailable."""
        return create_freezer(program)

    def kill(self) -> None:
        """Ends everything that runs inside, at once."""
        if self.freezer is not None:
            with contextlib.suppress(OSError):
                self.freezer.thaw()  # who is frozen or traced may not end before
        if self.init is not None:
            with contextlib.suppress(ProcessLookupError):
                signal.pidfd_send_signal(self.init, signal.SIGKILL)

    def end(self, seconds: float) -> ExitStatus:
        """How the program ended, waiting at most so long."""
        raise NotImplementedError

    def close(self) -> None:
        """Kills what is left, waits until it is gone, gives back every descriptor."""
        self.kill()
        self.channel.close()
        os.close(self.output)
        if self.init is not None:
            select.select([self.init], [], [], GONE_SECONDS)
            os.close(self.init)
            self.init = None
        if self.freezer is not None:
            self.freezer.close()
            self.freezer = None


class Endpoints:
    """The descriptors of one run: on leaving, theirs are closed, and ours too unless kept."""

    def __enter__(self) -> Endpoints:
        self.ours, self.theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.ours.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)  # tells who sends
        self.reading, self.writing = os.pipe()
        os.set_blocking(self.reading, False)
        self.kept = False
        return self

    def keep(self) -> tuple[socket.socket, int]:
        self.kept = True
        return self.ours, self.reading

    def __exit__(self, *_: object) -> None:
        self.theirs.close()
        os.close(self.writing)
        if not self.kept:
            self.ours.close()
            os.close(self.reading)
