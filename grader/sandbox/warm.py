"""Warm parents: a process inside bubblewrap that makes a confined fork for each session.

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
from typing import IO, Literal

from grader.sandbox import bubblewrap, cgroups, freezing, process, users
from grader.sandbox.display import decode_output
from grader.sandbox.guest import messages
from grader.sandbox.handshake import StartError, needed_syscalls
from grader.sandbox.limits import Limits
from grader.sandbox.process_tree import ProcessTree

START_SECONDS = 20.0
END_SECONDS = 2.0
Program = Literal["submission", "reference"]
ExtraFiles = tuple[tuple[str, str], ...]
"""Pairs of paths on the host and inside."""


class WarmParent:
    """A running warm parent, in a control group of its own where one can be made.

    ``inside_pid`` is its process id on the host, ``spare`` a session that is ready for the next
    `spawn`. ``own_user`` says whether sessions are a user without any right on the host.

    Args:
        extra_files: shown inside besides the interpreter and NumPy.
        preload: modules that are imported beforehand.
    Raises: StartError, OSError, FreezerUnavailable.
    """

    def __init__(
        self, bwrap: str, extra_files: ExtraFiles = (), preload: tuple[str, ...] = ()
    ) -> None:
        self.lock = threading.Lock()
        self.group: cgroups.ParentGroup | None = None
        self.spare: WarmProcess | None = None
        self.inside_pid = 0
        self._pidfd: int | None = None
        self.control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.control.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
        command = bubblewrap.base_command(bwrap, extra_files)
        command += ["--dir", "/tmp", "--dir", "/dev/shm", "--proc", "/proc"]  # sessions mount over
        with theirs, tempfile.TemporaryFile() as log:
            try:
                program = bubblewrap.python_command("parent", str(theirs.fileno()), *preload)
                self.process, self.own_user = users.start_warm_parent(
                    command, program, theirs.fileno(), log
                )
            except OSError:
                self.control.close()
                raise
            theirs.close()
            self._wait_until_ready(log)

    def _wait_until_ready(self, log: IO[bytes]) -> None:
        self.control.settimeout(START_SECONDS)
        try:
            ready, pid, _ = messages.receive_from(self.control)
        except OSError:
            ready, pid = b"", 0
        self.control.settimeout(None)
        if ready != b"ready":
            self.close()
            log.seek(0)
            raise StartError(decode_output(log.read(2000)).strip())
        self._pidfd, self.inside_pid = os.pidfd_open(pid), pid
        try:
            self.group = cgroups.create_group()
            if self.group is not None:
                self.group.add(pid)
                if self.session_user is not None:
                    self.group.delegate_to(self.session_user)
        except OSError:
            self._close_group()
        except freezing.FreezerUnavailable:
            self.close()
            raise

    @property
    def session_user(self) -> int | None:
        """The user id that sessions get when it is not that of this process."""
        return users.SESSION_UID if self.own_user and os.geteuid() == 0 else None

    def alive(self) -> bool:
        """Whether it has not ended, so that sessions can be forked from it."""
        return self.process.poll() is None

    def spawn(self, limits: Limits) -> WarmProcess:
        """A new session's program. Raises: OSError: the parent is gone.

        The parent always has one more ready, confined and waiting for its limits.
        """
        with self.lock:
            if self.group is not None:
                self.group.limit(limits.memory_bytes, limits.processes)
            spawned, self.spare = self.spare, None
            if spawned is not None and spawned.file_bytes != limits.file_bytes:
                spawned.close()
                spawned = None
            if spawned is None:
                spawned = self._fork(limits.file_bytes)
            try:
                self.spare = self._fork(limits.file_bytes)
            except OSError:
                spawned.close()
                raise
            return spawned

    def _fork(self, file_bytes: int) -> WarmProcess:
        """Asks the parent for a fork; our copies of its descriptors are closed in any case."""
        with contextlib.ExitStack() as always, contextlib.ExitStack() as on_failure:
            status, status_writer = os.pipe()
            on_failure.callback(os.close, status)
            always.callback(os.close, status_writer)
            ends = always.enter_context(process.Endpoints())
            group = self.group.session_group(self.session_user) if self.group else None
            options = {
                "file_bytes": file_bytes,
                "numbers": needed_syscalls(),
                "group": group.method if group else None,
            }
            fds = [ends.theirs.fileno(), ends.writing, status_writer]
            if group is not None:
                on_failure.callback(group.remove)
                fds.append(group.entry_fd())
                always.callback(os.close, fds[-1])
            messages.send(self.control, json.dumps(options).encode(), fds)
            channel, output = ends.keep()
            on_failure.pop_all()
        return WarmProcess(channel, output, status, file_bytes, self.group, group)

    def give_up_groups(self) -> None:
        """Freezes sessions in another way from now on: none was born in a group of its own."""
        with self.lock:
            self._close_spare()
            if self.group is not None and freezing.requested_method() is None:
                self.group.freezing = None

    def close(self) -> None:
        """Ends the parent and every session that is left."""
        self._close_spare()
        self.control.close()
        if self._pidfd is not None:
            with contextlib.suppress(ProcessLookupError):
                signal.pidfd_send_signal(self._pidfd, signal.SIGKILL)
            select.select([self._pidfd], [], [], END_SECONDS)
            os.close(self._pidfd)
            self._pidfd = None
        else:
            self.process.kill()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(END_SECONDS)
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
        if self._pidfd is not None:
            os.close(self._pidfd)
        self.process.returncode = 0  # not ours to wait for
        if self.group is not None:
            self.group.abandon()


class WarmProcess(process.BaseProcess):
    """A session's program made by a warm parent.

    ``status`` is the descriptor from which to read how it ended. ``group`` is the control group of
    the parent, ``session_group`` that of the session, which goes to its freezer.
    """

    def __init__(
        self,
        channel: socket.socket,
        output: int,
        status: int,
        file_bytes: int,
        group: cgroups.ParentGroup | None,
        session_group: cgroups.SessionGroup | None,
    ) -> None:
        super().__init__(channel, output)
        self.status, self.file_bytes = status, file_bytes
        self.group, self.session_group = group, session_group
        self._events_before = cgroups.MemoryEvents()

    def attach(self, tree: ProcessTree) -> None:
        """Takes hold of the session's processes. Raises: OSError, FreezerUnavailable."""
        self.hold(tree)
        if self.session_group is not None:
            self.freezer = self.session_group.freezer()
            self.session_group = None  # the freezer removes it
        else:
            self.freezer = freezing.create_freezer(tree)
        if self.group is not None:
            self._events_before = self.group.memory_events()

    def wait(self, seconds: float) -> process.ExitStatus:
        """How the program ended, waiting at most so long."""
        ready, _, _ = select.select([self.status], [], [], seconds)
        if not ready:
            return process.ExitStatus()
        data = os.read(self.status, 4)
        if len(data) != 4:  # the session's init was killed, which nothing inside can do
            return process.ExitStatus(lost=True)
        code = os.waitstatus_to_exitcode(struct.unpack("<i", data)[0])
        if code >= 0:
            return process.ExitStatus(status=code)
        before = self._events_before
        now = self.group.memory_events() if self.group else before
        out_of_memory = now.kills > before.kills and now.at_limit > before.at_limit
        return process.ExitStatus(signal=-code, out_of_memory=out_of_memory)

    def close(self) -> None:
        """Ends everything, and gives back every descriptor."""
        super().close()
        os.close(self.status)
        if self.session_group is not None:  # nobody has used it
            self.session_group.remove()


class SessionPool:
    """The warm parents of this process, by the program they are for.

    ``start`` starts one. Raises what it raises.
    """

    def __init__(self, start: Callable[[Program], WarmParent]) -> None:
        self._start, self._lock = start, threading.Lock()
        self.parents: dict[Program, WarmParent] = {}
        os.register_at_fork(after_in_child=self._abandon)
        atexit.register(self.close)

    def spawn(self, program: Program, limits: Limits) -> WarmProcess:
        """A session's program from a living parent.

        Raises: StartError, OSError, FreezerUnavailable.
        """
        parent = self._parent(program)
        try:
            return parent.spawn(limits)
        except ConnectionError:  # it is gone; the process around it may take a moment to end, too
            self._drop(program, parent)
            raise

    def _parent(self, program: Program) -> WarmParent:
        with self._lock:
            parent = self.parents.get(program)
            if parent is not None and not parent.alive():
                parent.close()
                parent = None
            if parent is None:
                parent = self.parents[program] = self._start(program)
            return parent

    def _drop(self, program: Program, parent: WarmParent) -> None:
        with self._lock:
            if self.parents.get(program) is parent:
                del self.parents[program]
                parent.close()

    def give_up_groups(self, program: Program) -> None:
        """What to do when a session did not come up: the next one needs no group of its own."""
        parent = self.parents.get(program)
        if parent is not None and parent.alive():
            parent.give_up_groups()

    def close(self) -> None:
        """Ends all of them; new ones are made when they are needed."""
        with self._lock:
            for parent in self.parents.values():
                parent.close()
            self.parents.clear()

    def _abandon(self) -> None:
        self._lock = threading.Lock()
        for parent in self.parents.values():
            parent.abandon()
        self.parents.clear()
