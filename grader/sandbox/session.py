"""One submission in one sandbox, from its first request to its end."""

from __future__ import annotations

import array
import contextlib
import json
import os
import resource
import socket
import struct
import time
from typing import Any

import numpy as np

from grader.sandbox import guest, processes, runs, seccomp, told, wire
from grader.sandbox.display import decoded
from grader.sandbox.limits import Limits
from grader.sandbox.outcome import Outcome
from grader.sandbox.supervise import Ended, Stopped, Watch
from grader.sandbox.syscalls import this_machine
from grader.verdicts import Verdict

START_SECONDS = 20.0
AFTER_SECONDS = 2.0
MAX_SOURCE = 1_000_000
_CREDENTIALS = struct.Struct("3i")


class NotStarted(Exception):
    """The program inside did not come up; carries what it said."""


class Session:
    """A fresh process for one submission. Use as a context manager.

    Every request gives an `Outcome`; none raises for what a submission does. After an outcome
    with ``alive`` false the session is over and further requests give `Verdict.not_run`.
    """

    def __init__(self, run: runs.Run, limits: Limits) -> None:
        self.limits, self._run = limits, run
        self._source = told.Source(())
        self._watch = self._start()
        self._prepared: tuple[int, int, str] | None = None
        self.alive = True

    def __enter__(self) -> Session:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # -- requests ------------------------------------------------------------------------------
    def load(self, source: str | bytes, *, filename: str = "submission.py") -> Outcome:
        """Compiles and runs the file inside. Text is taken as it is, bytes by their coding line."""
        self._source = told.Source.of(source)
        data = source.encode("utf-8", "surrogatepass") if isinstance(source, str) else source
        if len(data) > MAX_SOURCE:
            detail = f"The file has {len(data):,} bytes; at most {MAX_SOURCE:,} are read."
            return Outcome(Verdict.does_not_parse, detail=detail)
        is_text = isinstance(source, str)
        header = {"filename": filename, "size": len(data), "text": is_text}
        packer = guest.Packer(len(data))
        packer.buffers.append((0, np.frombuffer(data, np.uint8)))
        return self._ask(guest.LOAD, header, packer, self.limits.load_seconds)

    def call(
        self, function: str, args: tuple, kwargs: dict, *, seconds: float | None = None
    ) -> Outcome:
        """Calls ``function(*args, **kwargs)`` inside, on copies.

        Args:
            args, kwargs: arrays of bool, integer, float or complex dtype, numbers, text, ``None``,
                and lists, tuples and dicts of those. Order (C or F) and the flag ``writeable`` of
                an array arrive as they are.
            seconds: wall-clock limit, by default that of the limits.
        Returns: an `Outcome`; ``wall_ns`` runs from the request to the complete answer.
        """
        header, packer = self._call_header(function, args, kwargs)
        return self._ask(guest.CALL, header, packer, seconds or self.limits.call_seconds, function)

    def close(self) -> None:
        """Ends everything inside. May be called again."""
        if self._run is not None:
            self.alive = False
            os.close(self._watch.listener)
            self._run.close()
            self._run = None

    # -- inside --------------------------------------------------------------------------------
    def _call_header(self, function: str, args: tuple, kwargs: dict) -> tuple[dict, guest.Packer]:
        packer = guest.Packer(1 << 40)
        try:
            packed = {"args": packer.pack(list(args)), "kwargs": packer.pack(dict(kwargs))}
        except (guest.Untransportable, guest.TooLarge) as error:
            raise TypeError(f"an input cannot be sent into the sandbox: {error}") from error
        return {"function": function, **packed}, packer

    def _start(self) -> Watch:
        setup = {
            "limits": {
                "processes": self.limits.processes + 1,
                "result_bytes": self.limits.result_bytes,
                "cpu_seconds": 3600,
            },
            "numbers": {name: self._machine.numbers[name] for name in ("capset", "seccomp")},
            "filter": seccomp.program().hex(),
        }
        try:
            self._run.channel.send(json.dumps(setup).encode())
            listener, pid = self._ready()
        except (OSError, NotStarted):
            said = self._said()
            self._run.close()
            raise NotStarted(said) from None
        limit = processes.mapped_bytes(pid) + self.limits.memory_bytes
        resource.prlimit(pid, resource.RLIMIT_AS, (limit, limit))
        return Watch(self._run.channel, self._run.output, listener, pid, self.limits, self._machine)

    @property
    def _machine(self):
        return this_machine()

    def _ready(self) -> tuple[int, int]:
        channel = self._run.channel
        channel.settimeout(START_SECONDS)
        space = socket.CMSG_SPACE(4) + socket.CMSG_SPACE(_CREDENTIALS.size)
        datagram, extra, _, _ = channel.recvmsg(64, space, socket.MSG_CMSG_CLOEXEC)
        channel.settimeout(None)
        channel.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 0)
        fds, pid = array.array("i"), 0
        for level, kind, data in extra:
            if (level, kind) == (socket.SOL_SOCKET, socket.SCM_RIGHTS):
                fds.frombytes(data[:4])
            elif (level, kind) == (socket.SOL_SOCKET, socket.SCM_CREDENTIALS):
                pid = _CREDENTIALS.unpack(data)[0]
        if not datagram or len(fds) != 1 or not pid:
            for fd in fds:
                os.close(fd)
            raise NotStarted
        return fds[0], pid

    def _said(self) -> str:
        with contextlib.suppress(OSError):
            time.sleep(0.05)
            return decoded(os.read(self._run.output, 4000)).strip()
        return ""

    def _ask(
        self, kind: int, header: dict, packer: guest.Packer, seconds: float, function: str = ""
    ) -> Outcome:
        if not self.alive:
            return Outcome(Verdict.not_run, alive=False)
        reply = wire.memory_file("answer")
        try:
            self._watch.quiet()
            request, length, start = wire.request(header, packer)
            with _closing(request):
                rights = [
                    (socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", [request, reply]))
                ]
                message = guest.HEAD.pack(kind, length, start)
                return self._exchange(message, rights, reply, seconds, function)
        except (Stopped, Ended, wire.Broken, OSError) as reason:
            return self._over(reason)
        finally:
            os.close(reply)

    def _exchange(
        self, message: bytes, rights: list, reply: int, seconds: float, function: str
    ) -> Outcome:
        cpu = self._cpu_ns()
        deadline = time.monotonic() + seconds
        began = time.monotonic_ns()
        self._run.channel.sendmsg([message], rights)
        datagram, clock = self._watch.receive(deadline, reply)
        cpu = self._cpu_ns() - cpu
        kind, length, start = _head(datagram)
        if kind != guest.DONE:
            raise wire.Broken("an answer was expected")
        after, _ = self._watch.receive(max(deadline, time.monotonic() + AFTER_SECONDS))
        kind, changed, _ = _head(after)
        if kind != guest.AFTER:
            raise wire.Broken("the end of the answer was expected")
        self._watch.drain()
        told_header, payload = wire.read_answer(reply, length, start, self.limits.result_bytes)
        if "value" in told_header:
            found = Outcome(
                Verdict.changed_inputs if changed else Verdict.passed,
                payload.value(told_header["value"]),
            )
        else:
            found = told.outcome(told_header, self._source, function)
        return self._facts(found, alive=True, wall_ns=clock - began, cpu_ns=cpu)

    def _over(self, reason: Exception) -> Outcome:
        """The end of the session, and whose fault it was."""
        if isinstance(reason, Stopped):
            found = Outcome(reason.verdict, detail=reason.detail)
        elif isinstance(reason, wire.Broken):
            detail = f"It wrote to the grader's own channel: {reason}."
            found = Outcome(Verdict.ended_early, detail=detail)
        else:
            found = self._how_it_ended()
        with contextlib.suppress(Stopped):
            self._watch.drain()
        outcome = self._facts(found, alive=False)
        self.alive = False
        self._run.kill()
        return outcome

    def _how_it_ended(self) -> Outcome:
        end = self._run.end(1.0)
        if end.signal == 31:  # SIGSYS: the filter's answer to calls in another machine's way
            detail = "It made a system call in the way of another kind of machine."
            return Outcome(Verdict.forbidden_call, detail=detail)
        return Outcome(Verdict.ended_early, detail=end.words)

    def _cpu_ns(self) -> int:
        pid = self._watch.pid
        return processes.tree_cpu_ns(pid) if self._watch.forked else processes.cpu_ns(pid)

    def _facts(self, found: Outcome, **facts: Any) -> Outcome:
        from dataclasses import replace

        return replace(
            found,
            output=decoded(self._watch.take_output()),
            peak_bytes=processes.peak_bytes(self._watch.pid),
            **facts,
        )


def _head(datagram: bytes) -> tuple[int, int, int]:
    if len(datagram) != guest.HEAD.size:
        raise wire.Broken("a message has the wrong length")
    return guest.HEAD.unpack(datagram)


@contextlib.contextmanager
def _closing(fd: int):
    try:
        yield
    finally:
        os.close(fd)
