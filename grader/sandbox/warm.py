"""Warm parents: one process inside bubblewrap that makes a walled-in fork for each session.

A worker process has one for submissions and one for the reference, started when first needed,
started again when it died, ended with the worker. A worker that forks leaves its parents to the
old process and makes its own.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import select
import signal
import socket
import struct
import subprocess
import tempfile
import threading
from collections.abc import Callable
from typing import IO

from grader.sandbox import bubblewrap, cgroups, freezing, process, users
from grader.sandbox.display import decode_output
from grader.sandbox.guest import messages
from grader.sandbox.handshake import StartError, calls
from grader.sandbox.limits import Limits
from grader.sandbox.process_tree import ProcessTree

START_SECONDS = 20.0
Extra = tuple[tuple[str, str], ...]


class WarmParent:
    """A running warm parent, in a control group of its own where one can be made.

    ``extra`` is shown inside besides the interpreter and NumPy, ``preload`` imported beforehand.
    """

    def __init__(self, bwrap: str, extra: Extra = (), preload: tuple[str, ...] = ()) -> None:
        self.lock = threading.Lock()
        self.group: cgroups.Group | None = None
        self.spare: WarmProcess | None = None
        self.inside: int | None = None
        self.inside_pid = 0
        self.control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.control.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
        command = bubblewrap.walls(bwrap, extra)
        command += ["--dir", "/tmp", "--dir", "/dev/shm", "--proc", "/proc"]  # mounted over
        with theirs, tempfile.TemporaryFile() as said:
            try:
                program = bubblewrap.python("parent", str(theirs.fileno()), *preload)
                self.process, self.own_user = users.start_parent(
                    command, program, theirs.fileno(), said
                )
            except OSError:
                self.control.close()
                raise
            theirs.close()
            self._wait_until_ready(said)

    def _wait_until_ready(self, said: IO[bytes]) -> None:
        self.control.settimeout(START_SECONDS)
        try:
            ready, pid, _ = messages.receive_from(self.control)
        except OSError:
            ready, pid = b"", 0
        self.control.settimeout(None)
        if ready != b"ready":
            self.close()
            said.seek(0)
            raise StartError(decode_output(said.read(2000)).strip())
        self.inside, self.inside_pid = os.pidfd_open(pid), pid
        try:
            self.group = cgroups.make()
            if self.group is not None:
                self.group.add(pid)
                if self.session_user is not None:
                    self.group.hand_over(self.session_user)
        except OSError:
            self._close_group()
        except freezing.FreezerUnavailable:
            self.close()
            raise

    @property
    def session_user(self) -> int | None:
        """The user id that sessions get when it is not that of this process."""
        return users.SESSION_ID if self.own_user and os.geteuid() == 0 else None

    def alive(self) -> bool:
        return self.process.poll() is None

    def spawn(self, limits: Limits) -> WarmProcess:
        """A new session's program. Raises `OSError` when the parent is gone.

        The parent always has one more ready, in its own walls and not yet told what it is for.
        """
        with self.lock:
            if self.group is not None:
                self.group.limit(limits.memory_bytes, limits.processes)
            run, self.spare = self.spare, None
            if run is not None and run.file_bytes != limits.file_bytes:
                run.close()
                run = None
            if run is None:
                run = self._fork(limits.file_bytes)
            try:
                self.spare = self._fork(limits.file_bytes)
            except OSError:
                run.close()
                raise
            return run

    def _fork(self, file_bytes: int) -> WarmProcess:
        with contextlib.ExitStack() as passed, contextlib.ExitStack() as failed:
            status, told = os.pipe()
            failed.callback(os.close, status)
            passed.callback(os.close, told)
            ends = passed.enter_context(process.Endpoints())
            cell = self.group.cell(self.session_user) if self.group else None
            wanted = {
                "file_bytes": file_bytes,
                "numbers": calls(),
                "group": cell.method if cell else None,
            }
            fds = [ends.theirs.fileno(), ends.writing, told]
            if cell is not None:
                failed.callback(cell.remove)
                fds.append(cell.door())
                passed.callback(os.close, fds[-1])
            messages.send(self.control, json.dumps(wanted).encode(), fds)
            channel, output = ends.keep()
            failed.pop_all()
        return WarmProcess(channel, output, status, file_bytes, self.group, cell)

    def give_up_groups(self) -> None:
        """Freezes sessions in another way from now on: none was born in a group of its own."""
        with self.lock:
            self._close_spare()
            if self.group is not None and freezing.wanted() is None:
                self.group.freezing = None

    def close(self) -> None:
        """Ends the parent and every session that is left."""
        self._close_spare()
        self.control.close()
        if self.inside is not None:
            with contextlib.suppress(ProcessLookupError):
                signal.pidfd_send_signal(self.inside, signal.SIGKILL)
            select.select([self.inside], [], [], 2.0)
            os.close(self.inside)
            self.inside = None
        else:
            self.process.kill()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(2.0)
        self.process.kill()
        self.process.wait()
        self._close_group()

    def _close_group(self) -> None:
        if self.group is not None:
            self.group.close()
            self.group = None

    def _close_spare(self) -> None:
        if self.spare is not None:
            self.spare.close()
            self.spare = None

    def abandon(self) -> None:
        """In a forked child: forgets the parent, which stays with the process that made it."""
        self._close_spare()
        self.control.close()
        if self.inside is not None:
            os.close(self.inside)
        self.process.returncode = 0  # not ours to wait for
        if self.group is not None:
            self.group.abandon()


class WarmProcess(process.SandboxProcess):
    """A session's program made by a warm parent."""

    def __init__(
        self,
        channel: socket.socket,
        output: int,
        status: int,
        file_bytes: int,
        group: cgroups.Group | None,
        cell: cgroups.SessionGroup | None,
    ) -> None:
        super().__init__(channel, output)
        self.status, self.file_bytes, self.group, self.cell = status, file_bytes, group, cell
        self.before = cgroups.MemoryEvents()

    def started(self, program: ProcessTree) -> None:
        super().started(program)
        self.before = self.group.memory_events() if self.group else self.before

    def take_freezer(self, program: ProcessTree) -> freezing.Freezer:
        if self.cell is not None:
            freezer = self.cell.freezer()
            self.cell = None  # the freezer removes it
            return freezer
        return super().take_freezer(program)

    def end(self, seconds: float) -> process.ExitStatus:
        ready, _, _ = select.select([self.status], [], [], seconds)
        if not ready:
            return process.ExitStatus()
        told = os.read(self.status, 4)
        if len(told) != 4:  # the one who tells was killed, which nothing inside can do
            return process.ExitStatus(lost=True)
        code = os.waitstatus_to_exitcode(struct.unpack("<i", told)[0])
        if code >= 0:
            return process.ExitStatus(status=code)
        now = self.group.memory_events() if self.group else self.before
        out_of_memory = now.kills > self.before.kills and now.at_limit > self.before.at_limit
        return process.ExitStatus(signal=-code, out_of_memory=out_of_memory)

    def close(self) -> None:
        super().close()
        os.close(self.status)
        if self.cell is not None:  # nobody has used it
            self.cell.remove()


class SessionPool:
    """The warm parents of this process, by the program they are for."""

    def __init__(self, start: Callable[[str], WarmParent]) -> None:
        self.start, self.parents, self.lock = start, {}, threading.Lock()
        os.register_at_fork(after_in_child=self._abandon)
        atexit.register(self.close)

    def spawn(self, program: str, limits: Limits) -> WarmProcess:
        """A session's program from a living parent. Raises `StartError`, `OSError`."""
        return self._parent(program).spawn(limits)

    def _parent(self, program: str) -> WarmParent:
        with self.lock:
            parent = self.parents.get(program)
            if parent is not None and not parent.alive():
                parent.close()
                parent = None
            if parent is None:
                parent = self.parents[program] = self.start(program)
            return parent

    def give_up_groups(self, program: str) -> None:
        """What to do when a session did not come up: the next one needs no group of its own."""
        parent = self.parents.get(program)
        if parent is not None and parent.alive():
            parent.give_up_groups()

    def close(self) -> None:
        with self.lock:
            for parent in self.parents.values():
                parent.close()
            self.parents.clear()

    def _abandon(self) -> None:
        self.lock = threading.Lock()
        for parent in self.parents.values():
            parent.abandon()
        self.parents.clear()
