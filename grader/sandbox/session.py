"""One submission in one sandbox, from its first request to its end."""

from __future__ import annotations

import contextlib
import os
import time
from dataclasses import replace
from typing import Any

import numpy as np

from grader.results.verdicts import Verdict
from grader.sandbox import handshake, process, replies, termination, wire
from grader.sandbox.display import decode_output
from grader.sandbox.freezing import FreezeError
from grader.sandbox.guest import messages, values
from grader.sandbox.limits import Limits
from grader.sandbox.monitor import Violation
from grader.sandbox.outcome import Outcome
from grader.sandbox.priority import Priority

AFTER_SECONDS = 2.0
PREPARE_SECONDS = 2.0
PREFERRED_SECONDS = 0.05
"""How long a timed call goes before other work at most: longer ones gain little by it."""

FREE_NS, FREE_SHARE = 50_000, 0.01
"""CPU time that may pass while a session is frozen: what the kernel's clocks leave uncertain, and
a share of the call. More makes a timed call void."""

MAX_SOURCE = 1_000_000


class Session:
    """A fresh process for one submission. Use as a context manager.

    Every request gives an `Outcome`; none raises for what a submission does. After an outcome
    with ``alive`` false the session is over and further requests give `Verdict.not_run`.

    To measure time, `prepare` a call and `fire` it: what it takes to bring the inputs is not part
    of ``wall_ns`` then, and nothing inside runs before `fire` or after the answer. An outcome whose
    ``void`` is not empty says that something did; its time counts for nothing.
    """

    def __init__(self, run: process.SandboxProcess, limits: Limits) -> None:
        self.limits, self._process = limits, run
        self._source = replies.Source(())
        self._monitor = handshake.start(run, limits)
        self._prepared: _Prepared | None = None
        self._frozen = False
        self._rested_ns = 0
        self._priority = Priority(self._monitor.program.pid)
        self.alive = True

    @property
    def deadline(self) -> float:
        """By this time (of `time.monotonic`) every request is over, whatever it is doing."""
        return self._monitor.ends

    @deadline.setter
    def deadline(self, moment: float) -> None:
        self._monitor.ends = moment

    @property
    def queue_allowance(self) -> float:
        """How much longer (s) the program may stand in line for a CPU without that counting."""
        return self._monitor.queue_allowance

    @queue_allowance.setter
    def queue_allowance(self, seconds: float) -> None:
        self._monitor.queue_allowance = seconds

    @property
    def freezing(self) -> str:
        """How this session is frozen: one of `grader.sandbox.freezing.METHODS`."""
        return self._process.freezer.method if self._process and self._process.freezer else ""

    def __enter__(self) -> Session:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # -- requests ------------------------------------------------------------------------------
    def load(self, source: str | bytes, *, filename: str = "submission.py") -> Outcome:
        """Compiles and runs the file inside. Text is taken as it is, bytes by their coding line."""
        is_text = isinstance(source, str)
        data = source.removeprefix("\ufeff").encode("utf-8", "surrogatepass") if is_text else source
        if len(data) > MAX_SOURCE:
            detail = f"The file has {len(data):,} bytes; at most {MAX_SOURCE:,} are read."
            return Outcome(Verdict.does_not_parse, detail=detail)
        self._source = replies.Source.of(source)
        header = {"filename": filename, "size": len(data), "text": is_text}
        buffers = [(0, np.frombuffer(data, np.uint8))]
        with self._reply() as reply, _request(header, buffers, len(data)) as request:
            return self._exchange(messages.LOAD, request, reply, self.limits.load_seconds, "")

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
        Raises: TypeError: an input of another kind.
        """
        header, packer = _packed(function, args, kwargs)
        limit = seconds or self.limits.call_seconds
        with self._reply() as reply, _request(header, packer.buffers, packer.size) as request:
            return self._exchange(messages.CALL, request, reply, limit, function)

    def prepare(
        self,
        function: str,
        args: tuple,
        kwargs: dict,
        *,
        answer_bytes: int = 0,
        shift: int = 0,
    ) -> Outcome:
        """Gets everything ready inside for one call, except numbers, text and the bytes of arrays.

        The function is looked up, the arrays exist with their shapes and hold zeros, memory for
        an answer of ``answer_bytes`` (at least as much as the inputs) is there; the session is
        left frozen. The arrays begin ``shift`` bytes (a multiple of 64) beyond where they would,
        for their place within a page to be another. `Verdict.passed` means that `fire` can follow.
        """
        self._forget_prepared()
        header, packer = _packed(function, args, kwargs)
        if not self.alive:
            return Outcome(Verdict.not_run, alive=False)
        self.thaw()
        room = min(max(answer_bytes, packer.size), self.limits.result_bytes)
        reply = wire.memory_file("answer", room)
        request = wire.Request.of(header, packer.buffers, packer.size, hold=True, shift=shift)
        self._prepared = _Prepared(function, request, reply)
        try:
            self._monitor.quiet()
            self._send(messages.PREPARE, request, reply)
            datagram, _ = self._monitor.receive(self._until(PREPARE_SECONDS))
            _expect(datagram, messages.AFTER)
            self.freeze()
            return Outcome(Verdict.passed)
        except termination.REASONS as reason:
            return self._over(reason)

    def fire(self, *, seconds: float | None = None) -> Outcome:
        """Makes the prepared call: brings the bytes, starts the clock, lets it run, stops it.

        ``wall_ns`` holds the wake-up, the call and the writing of the answer (about 0.1 ms and
        0.3 ms a megabyte of answer beyond the call itself); ``cpu_ns`` all CPU time inside from
        then until the answer is copied. The session is left frozen.
        """
        prepared, self._prepared = self._prepared, None
        if prepared is None or not self.alive:
            return Outcome(Verdict.not_run, alive=self.alive)
        limit = seconds or self.limits.call_seconds
        with contextlib.closing(prepared):
            try:
                self._monitor.quiet()
                found = self._timed(prepared, limit)
                self.freeze()
                return found
            except termination.REASONS as reason:
                return self._over(reason)

    # -- outside of calls ------------------------------------------------------------------------
    def freeze(self) -> None:
        """Stops everything inside until the next request or `thaw`.

        Raises: FreezeError, Violation: something inside does not stand still.
        """
        if self.alive and not self._frozen:
            self._process.freezer.freeze()
            self._frozen = True
            self._monitor.check_leader()
            self._rested_ns = self._monitor.program.cpu_ns()

    def thaw(self) -> None:
        if self.alive and self._frozen:
            self._process.freezer.thaw()
            self._frozen = False

    def pin(self, cpus: set[int]) -> None:
        """Lets everything inside run on these CPUs only."""
        self._monitor.program.pin(cpus)

    def prefer(self) -> bool:
        """Lets timed calls go before ordinary work, if the host allows it, for as long as
        `PREFERRED_SECONDS` each. Pin the session first, and to a CPU that the caller does not need.
        """
        return self._priority.request()

    def close(self) -> None:
        """Ends everything inside. May be called again."""
        if self._process is not None:
            self._forget_prepared()
            self.alive = False
            self._monitor.close()
            self._process.close()
            self._process = None

    # -- one exchange ----------------------------------------------------------------------------
    @contextlib.contextmanager
    def _reply(self):
        reply = wire.memory_file("answer")
        try:
            yield reply
        finally:
            os.close(reply)

    def _forget_prepared(self) -> None:
        if self._prepared is not None:
            self._prepared.close()
            self._prepared = None

    def _send(self, kind: int, request: wire.Request, reply: int) -> None:
        datagram = messages.HEAD.pack(kind, request.length, request.start)
        messages.send(self._process.channel, datagram, [request.fd, reply])

    def _until(self, seconds: float) -> float:
        """The end of a wait of so many seconds, or of all that this session may take."""
        return min(time.monotonic() + seconds, self.deadline)

    def _exchange(
        self, kind: int, request: wire.Request, reply: int, seconds: float, function: str
    ) -> Outcome:
        if not self.alive:
            return Outcome(Verdict.not_run, alive=False)
        self._forget_prepared()
        try:
            self.thaw()
            self._monitor.quiet()
            before, deadline = self._spent(), self._until(seconds)
            began = time.monotonic_ns()
            self._send(kind, request, reply)
            datagram, clock = self._monitor.receive(deadline)
            answer = self._copied(datagram, reply)
            spent = self._spent()
            found = self._finished(answer, request, reply, function)
            return self._facts(found, **self._times(clock - began, before, spent))
        except termination.REASONS as reason:
            return self._over(reason)

    def _timed(self, prepared: _Prepared, seconds: float) -> Outcome:
        """Everything inside stands still until the call may begin, and again from the moment when
        the answer is announced: it is looked at, at both ends, whether it really does."""
        program, request = self._monitor.program, prepared.request
        with self._priority.of_caller():
            request.deliver()
            void = self._ran_meanwhile(0)
            before, deadline = (self._rested_ns, program.queue_ns()), self._until(seconds)
            self._priority.raise_()
            lower = time.monotonic() + PREFERRED_SECONDS, self._priority.lower
            began = time.monotonic_ns()
            self._process.channel.send(messages.HEAD.pack(messages.FIRE, 0, 0))
            self.thaw()
            datagram, clock = self._monitor.receive(deadline, lower)
            self.freeze()
        answer = self._copied(datagram, prepared.reply, messages.MAX_TIMED_HEADER)
        void = void or self._ran_meanwhile(self._rested_ns - before[0])
        spent = program.cpu_ns(), program.queue_ns()
        found = self._finished(answer, request, prepared.reply, prepared.function)
        return self._facts(found, void=void, **self._times(clock - began, before, spent))

    def _ran_meanwhile(self, call_ns: int) -> str:
        """What shows that something ran while the session was frozen; empty if nothing does.

        First the states of all tasks, then the clock: that of a running task may lag behind.
        """
        try:
            self._process.freezer.check()
        except FreezeError as error:
            return f"it did not stand still: {error}"
        more = self._monitor.program.cpu_ns() - self._rested_ns
        if more > max(FREE_NS, FREE_SHARE * call_ns):
            return f"it used {more / 1000:.0f} µs of CPU time while it was frozen"
        return ""

    def _copied(
        self, datagram: bytes, reply: int, most_header: int = messages.MAX_HEADER
    ) -> wire.Answer:
        """The announced answer in our own memory: what is not there by now never will be."""
        length, size = _expect(datagram, messages.DONE)
        limit = self.limits.result_bytes
        answer = wire.take(reply, length, size, limit, most_header=most_header)
        wire.give_back(reply)
        return answer

    def _finished(
        self, answer: wire.Answer, request: wire.Request, reply: int, function: str
    ) -> Outcome:
        """Reads the answer, and lets the guest finish."""
        changed = request.changed()
        header = answer.header()
        value = answer.value(header["value"]) if "value" in header else None
        self.thaw()
        self._process.channel.send(messages.HEAD.pack(messages.GO_ON, 0, 0))
        datagram, _ = self._monitor.receive(self._until(AFTER_SECONDS))
        reshaped, _ = _expect(datagram, messages.AFTER)
        self._monitor.drain()
        self._monitor.check_leader()
        if "value" not in header:
            return replies.to_outcome(header, self._source, function)
        return Outcome(Verdict.changed_inputs if changed or reshaped else Verdict.passed, value)

    def _times(self, wall: int, before: tuple[int, int], spent: tuple[int, int]) -> dict[str, int]:
        if spent[0] > self.limits.cpu_seconds * 1e9:
            seconds = f"{self.limits.cpu_seconds:g} s"
            raise Violation(Verdict.time_limit, f"It used more than {seconds} of CPU time in all.")
        cpu, queue = (now - then for now, then in zip(spent, before, strict=True))
        if self._monitor.program.forked:  # the time of children that ended is known too roughly
            cpu, queue = max(cpu, wall), 0
        return {"wall_ns": wall, "cpu_ns": cpu, "queue_ns": queue}

    def _over(self, reason: Exception) -> Outcome:
        """The end of the session, and what ended it."""
        found = termination.explain(reason, self._process, self._monitor)
        with contextlib.suppress(Violation):
            self._monitor.drain()
        outcome = self._facts(found, alive=False)
        self._forget_prepared()
        self.alive = False
        self._process.kill()
        return outcome

    def _spent(self) -> tuple[int, int]:
        """CPU time inside so far, and time that the main thread stood ready."""
        return self._cpu_ns(), self._monitor.program.queue_ns()

    def _cpu_ns(self) -> int:
        """CPU time inside so far. The program waits for us, so that only helpers can be running;
        they are stopped for the look, since the kernel counts what runs only now and then.
        """
        if self._monitor.tasks == 1 or self._frozen:
            return self._monitor.program.cpu_ns()
        self.freeze()
        spent = self._monitor.program.cpu_ns()
        self.thaw()
        return spent

    def _facts(self, found: Outcome, **facts: Any) -> Outcome:
        output = decode_output(self._monitor.take_output())
        peak = self._monitor.program.peak_bytes()
        return replace(found, output=output, peak_bytes=peak, **facts)


class _Prepared:
    """A call that waits to be fired."""

    def __init__(self, function: str, request: wire.Request, reply: int) -> None:
        self.function, self.request, self.reply = function, request, reply

    def close(self) -> None:
        self.request.close()
        os.close(self.reply)


def _packed(function: str, args: tuple, kwargs: dict) -> tuple[dict, values.Packer]:
    packer = values.Packer(1 << 40)
    try:
        packed = {"args": packer.pack(list(args)), "kwargs": packer.pack(dict(kwargs))}
    except (values.UnsupportedValue, messages.TooLarge) as error:
        raise TypeError(f"an input cannot be sent into the sandbox: {error}") from error
    return {"function": function, **packed}, packer


def _request(header: dict, buffers: list, size: int) -> contextlib.closing[wire.Request]:
    return contextlib.closing(wire.Request.of(header, buffers, size))


def _expect(datagram: bytes, kind: int) -> tuple[int, int]:
    if len(datagram) != messages.HEAD.size:
        raise wire.ProtocolError("a message has the wrong length")
    said, first, second = messages.HEAD.unpack(datagram)
    if said != kind:
        raise wire.ProtocolError("another message was expected")
    return first, second
