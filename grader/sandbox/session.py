"""One submission in one sandbox, from its first request to its end."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np

from grader.files.cells import Cell
from grader.messages import message
from grader.results.verdicts import Verdict
from grader.sandbox import exchanges, handshake, replies, termination, wire
from grader.sandbox.batch import Batch
from grader.sandbox.display import decode_output
from grader.sandbox.guest import messages
from grader.sandbox.guest.values import Packer
from grader.sandbox.limits import Limits
from grader.sandbox.monitor import Violation
from grader.sandbox.outcome import Outcome
from grader.sandbox.priority import Priority
from grader.sandbox.process import SandboxProcess
from grader.sandbox.stopwatch import Stopwatch

AFTER_SECONDS = 2.0
"""How long the guest may take to finish when its reply has been read."""
PREPARE_SECONDS = 2.0
PRIORITY_SECONDS = 0.05
"""How long a timed call goes before other work at most: longer ones gain little by it."""

MAX_SOURCE = 1_000_000


class _Asked(NamedTuple):
    """A call that is being made: the session's clocks before it, and when it began.

    ``ahead`` says that nobody was waiting for it then; ``failure`` is what ended the session when
    it was asked for.
    """

    batch: Batch
    number: int
    before: tuple[int, int]
    began_ns: int
    ahead: bool
    failure: Exception | None


class Session:
    """A fresh process for one submission. Use as a context manager.

    Every request gives an `Outcome`; none raises for what a submission does. After an outcome
    with ``alive`` false the session is over and further requests give `Verdict.not_run`.

    To measure time, `prepare` a call, or several (`prepare_calls`), and `fire` it: what it takes to
    bring the inputs is not part of ``wall_ns`` then, and nothing inside runs before `fire` or after
    the reply. An outcome whose ``void_reason`` is not empty says that something did; its time
    counts for nothing.

    Raises: StartError, OSError, FreezerUnavailable: the program did not come up.
    """

    def __init__(self, process: SandboxProcess, limits: Limits) -> None:
        self.limits, self._process = limits, process
        self._source = replies.Source(())
        self._monitor = handshake.start(process, limits)
        self._prepared: exchanges.Exchange | None = None
        self._asked: _Asked | None = None
        self._read = 0, 0  # by the stopwatch, when the last call was over
        self._stopwatch = Stopwatch(process, self._monitor)
        self._priority = Priority(self._monitor.tree.pid)
        self._closed = False
        self.alive = True

    @property
    def deadline(self) -> float:
        """By this time (of `time.monotonic`) every request is over, whatever it is doing."""
        return self._monitor.deadline

    @deadline.setter
    def deadline(self, moment: float) -> None:
        self._monitor.deadline = moment

    def limit_cpu(self, seconds: float) -> None:
        """Ends the session when it has used so many more seconds of CPU time, on all CPUs."""
        self._monitor.cpu_deadline_ns = self._stopwatch.read()[0] + seconds * 1e9

    def cpu_ns(self) -> int:
        """CPU time (ns) of all that ran inside so far."""
        return self._stopwatch.read()[0]

    @property
    def queue_allowance(self) -> float:
        """For how much longer (s) the program may wait for a CPU without that counting."""
        return self._monitor.queue_allowance

    @queue_allowance.setter
    def queue_allowance(self, seconds: float) -> None:
        self._monitor.queue_allowance = seconds

    @property
    def freeze_method(self) -> str:
        """How this session is frozen: one of `grader.sandbox.freezing.METHODS`."""
        return self._stopwatch.freezer.method

    def __enter__(self) -> Session:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # -- requests ------------------------------------------------------------------------------
    def load(
        self,
        source: str | bytes,
        *,
        filename: str = "submission.py",
        cells: Sequence[Cell] = (),
    ) -> Outcome:
        """Compiles and runs the file inside. Text is taken as it is, bytes by their coding line.

        With ``cells`` one after the other: the outcome says which lines failed and were skipped.
        """
        header, data = exchanges.pack_source(source, filename, cells)
        if len(data) > MAX_SOURCE:
            detail = message(
                "The file has {bytes} bytes; at most {most} are read.",
                bytes=f"{len(data):,}",
                most=f"{MAX_SOURCE:,}",
            )
            return Outcome(Verdict.does_not_parse, detail=detail)
        self._source = replies.Source.of(source)
        buffers = [(0, np.frombuffer(data, np.uint8))]
        with contextlib.closing(exchanges.Exchange.open(header, buffers, len(data))) as exchange:
            outcome = self._exchange(messages.LOAD, exchange, self.limits.load_seconds)
            return exchanges.with_running_lines(outcome, exchange) if cells else outcome

    def call(
        self,
        function: str,
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
        *,
        seconds: float | None = None,
    ) -> Outcome:
        """Calls ``function(*args, **kwargs)`` inside, on copies.

        Args:
            args, kwargs: arrays of bool, integer, float or complex dtype, numbers, text, ``None``,
                and lists, tuples and dicts of those. Order (C or F) and the flag ``writeable`` of
                an array arrive as they are.
            seconds: wall-clock limit, by default ``limits.call_seconds``.
        Returns: an `Outcome`; ``wall_ns`` runs from the request to the complete reply.
        Raises: TypeError: an input of another kind.
        """
        with contextlib.closing(Batch.open([(function, args, kwargs)])) as batch:
            return self.call_of(batch, 0, seconds=seconds)

    def call_of(self, batch: Batch, number: int, *, seconds: float | None = None) -> Outcome:
        """Makes one call of a batch, as `call` does. Of a call in a scenario the value is the tuple
        of the parts that its step picks.

        Args:
            batch: the first of its calls is made before all others, which follow in their order
                without any other request between; some may be left out.
            number: of the call.
            seconds: as for `call`, from when the call was asked for.
        Returns: as `call`; of one that was asked for ahead, ``wall_ns`` runs from this request.
        """
        if not self.alive:
            return Outcome(Verdict.not_run, alive=False)
        asked, self._asked = self._asked or self._ask(batch, number), None
        if (asked.batch, asked.number) != (batch, number):
            raise RuntimeError("another call was asked for, and is still being made")
        turned_ns = time.monotonic_ns()
        try:
            if asked.failure is not None:
                raise asked.failure
            deadline = asked.began_ns / 1e9 + (seconds or self.limits.call_seconds)
            datagram, clock = self._monitor.receive(min(deadline, self.deadline))
            reply = batch.copy_reply(datagram, number, self.limits.result_bytes)
            spent = self._read = self._stopwatch.read()
            changed = batch.inputs_changed(number)
            header = reply.header()
            value = batch.value(reply, header["value"], number) if "value" in header else None
            if not self._monitor.is_alone:
                self._monitor.drain()
                self._monitor.check_leader()
            waited_ns = clock - (turned_ns if asked.ahead else asked.began_ns)
            times = self._stopwatch.times(waited_ns, asked.before, spent)
            found = self._found(header, value, changed, batch.function(number), **times)
            return self._with_output(found)
        except termination.REASONS as reason:
            return self._terminate(reason)

    def ask_ahead(self, batch: Batch, number: int) -> None:
        """Lets a call of a batch begin, and returns at once; `call_of` is to be asked for it next.

        Nothing is asked where that could change what is found: once something else than the main
        thread has run inside, or when the session is over.
        """
        if self.alive and self._monitor.is_alone:
            self._asked = self._ask(batch, number, ahead=True)

    def _ask(self, batch: Batch, number: int, *, ahead: bool = False) -> _Asked:
        """Sends the request for a call. What ends the session by that is found by `call_of`."""
        self._forget_prepared()
        before, began_ns, failure = (0, 0), time.monotonic_ns(), None
        try:
            self.thaw()
            before = self._read if ahead else self._stopwatch.read()
            self._monitor.expect_silence(before[1])
            began_ns = time.monotonic_ns()
            batch.ask(self._process.channel, number)
        except termination.REASONS as reason:
            failure = reason
        return _Asked(batch, number, before, began_ns, ahead, failure)

    def prepare(
        self,
        function: str,
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
        *,
        answer_bytes: int = 0,
        shift: int = 0,
    ) -> Outcome:
        """Gets everything ready inside for one call, except numbers, text and the bytes of arrays.

        The function is looked up, the arrays exist with their shapes and hold zeros, memory for
        an answer of ``answer_bytes`` (at least as much as the inputs) is there; the session is
        left frozen. The arrays begin ``shift`` bytes (a multiple of 64) beyond where they would,
        for their place within a page to be another. `Verdict.passed` means that `fire` can follow.
        Raises: TypeError: an input of a kind that cannot be sent.
        """
        header, packer = exchanges.pack_arguments(function, args, kwargs)
        reply_bytes = max(answer_bytes, packer.size)
        return self._prepare(header, packer, reply_bytes=reply_bytes, shift=shift)

    def prepare_calls(self, calls: Sequence[exchanges.PlannedCall], *, shift: int = 0) -> Outcome:
        """As `prepare`, for calls that pass on their results: `fire` makes them one after the
        other, and one clock runs over all. What no part is picked of stays inside.

        The value of the outcome is then a tuple with the tuple of picked parts of each call.
        Raises: TypeError: an input of a kind that cannot be sent.
        """
        header, packer = exchanges.pack_planned(calls)
        return self._prepare(
            header, packer, reply_bytes=packer.size, shift=shift, planned=tuple(calls)
        )

    def _prepare(
        self, header: dict[str, Any], packer: Packer, *, reply_bytes: int, **facts: Any
    ) -> Outcome:
        self._forget_prepared()
        if not self.alive:
            return Outcome(Verdict.not_run, alive=False)
        self.thaw()
        self._prepared = exchanges.Exchange.open(
            header,
            packer.buffers,
            packer.size,
            reply_bytes=min(reply_bytes, self.limits.result_bytes),
            withhold=True,
            **facts,
        )
        try:
            self._monitor.expect_silence()
            self._prepared.send(self._process.channel, messages.PREPARE)
            datagram, _ = self._monitor.receive(self._until(PREPARE_SECONDS))
            exchanges.expect(datagram, messages.AFTER)
            self.freeze()
            return Outcome(Verdict.passed)
        except termination.REASONS as reason:
            return self._terminate(reason)

    def fire(self, *, seconds: float | None = None) -> Outcome:
        """Makes the prepared call: brings the bytes, starts the clock, lets it run, stops it.

        ``wall_ns`` holds the wake-up, the call and the writing of the reply (about 0.1 ms and
        0.3 ms a megabyte of reply beyond the call itself); ``cpu_ns`` all CPU time inside from
        then until the reply is copied. The session is left frozen.
        """
        prepared, self._prepared = self._prepared, None
        if prepared is None or not self.alive:
            return Outcome(Verdict.not_run, alive=self.alive)
        limit = seconds or self.limits.call_seconds
        with contextlib.closing(prepared):
            try:
                self._monitor.expect_silence()
                found = self._fire_timed(prepared, limit)
                self.freeze()
                return found
            except termination.REASONS as reason:
                return self._terminate(reason)

    # -- outside of calls ------------------------------------------------------------------------
    def freeze(self) -> None:
        """Stops everything inside until the next request or `thaw`.

        Raises: FreezeError: something inside cannot be frozen; Violation: its main thread has
        ended.
        """
        if self.alive:
            self._stopwatch.freeze()

    def thaw(self) -> None:
        """Lets everything inside go on."""
        if self.alive:
            self._stopwatch.thaw()

    def pin(self, cpus: set[int]) -> None:
        """Lets everything inside run on these CPUs only."""
        self._monitor.tree.pin(cpus)

    def prioritize(self) -> bool:
        """Lets timed calls go before ordinary work, if the host allows it, for as long as
        `PRIORITY_SECONDS` each. Pin the session first, and to a CPU that the caller does not need.
        """
        return self._priority.request()

    def close(self) -> None:
        """Ends everything inside. May be called again."""
        if not self._closed:
            self._closed = True
            self._forget_prepared()
            self.alive = False
            self._monitor.close()
            self._process.close()

    # -- one exchange ----------------------------------------------------------------------------
    def _forget_prepared(self) -> None:
        if self._prepared is not None:
            self._prepared.close()
            self._prepared = None

    def _until(self, seconds: float) -> float:
        """The end of a wait of so many seconds, or of all that this session may take."""
        return min(time.monotonic() + seconds, self.deadline)

    def _exchange(self, kind: int, exchange: exchanges.Exchange, seconds: float) -> Outcome:
        if not self.alive:
            return Outcome(Verdict.not_run, alive=False)
        self._forget_prepared()
        try:
            self.thaw()
            self._monitor.expect_silence()
            before, deadline = self._stopwatch.read(), self._until(seconds)
            began = time.monotonic_ns()
            exchange.send(self._process.channel, kind)
            datagram, clock = self._monitor.receive(deadline)
            reply = exchanges.copy_reply(datagram, exchange.reply, self.limits.result_bytes)
            spent = self._stopwatch.read()
            times = self._stopwatch.times(clock - began, before, spent)
            return self._with_peak(self._finish(reply, exchange, **times))
        except termination.REASONS as reason:
            return self._terminate(reason)

    def _fire_timed(self, prepared: exchanges.Exchange, seconds: float) -> Outcome:
        """Everything inside is frozen until the call can begin, and again from the moment when
        the reply is announced: at both ends it is checked whether it really does."""
        tree, stopwatch = self._monitor.tree, self._stopwatch
        with self._priority.caller_raised():
            prepared.request.deliver()
            void_reason = stopwatch.activity_while_frozen(0)
            before, deadline = (stopwatch.frozen_cpu_ns, tree.queue_ns()), self._until(seconds)
            self._priority.raise_()
            alarm = time.monotonic() + PRIORITY_SECONDS, self._priority.lower
            began = time.monotonic_ns()
            self._process.channel.send(messages.HEAD.pack(messages.FIRE, 0, 0))
            self.thaw()
            datagram, clock = self._monitor.receive(deadline, alarm)
            self.freeze()
        limit = self.limits.result_bytes
        reply = exchanges.copy_reply(datagram, prepared.reply, limit, messages.MAX_TIMED_HEADER)
        void_reason = void_reason or stopwatch.activity_while_frozen(
            stopwatch.frozen_cpu_ns - before[0]
        )
        spent = tree.cpu_ns(), tree.queue_ns()
        times = stopwatch.times(clock - began, before, spent)
        return self._with_peak(self._finish(reply, prepared, void_reason=void_reason, **times))

    def _finish(self, reply: wire.Reply, exchange: exchanges.Exchange, **facts: Any) -> Outcome:
        """Reads the reply, and lets the guest finish."""
        changed = exchange.request.inputs_changed()
        header = reply.header()
        value = exchange.value(reply, header["value"]) if "value" in header else None
        self.thaw()
        self._process.channel.send(messages.HEAD.pack(messages.GO_ON, 0, 0))
        datagram, _ = self._monitor.receive(self._until(AFTER_SECONDS))
        reshaped, _ = exchanges.expect(datagram, messages.AFTER)
        self._monitor.drain()
        self._monitor.check_leader()
        changed = changed or bool(reshaped)
        return self._with_output(self._found(header, value, changed, exchange.function, **facts))

    def _found(
        self, header: dict[str, Any], value: Any, changed: bool, function: str, **facts: Any
    ) -> Outcome:
        """What a reply says, with further facts. Raises: wire.ProtocolError."""
        if "value" not in header:
            return replace(replies.to_outcome(header, self._source, function), **facts)
        changed = changed or "reshaped" in header
        return Outcome(Verdict.changed_inputs if changed else Verdict.passed, value, **facts)

    def _terminate(self, reason: Exception) -> Outcome:
        """Ends the session; the outcome says what ended it."""
        found = termination.explain(reason, self._process, self._monitor)
        with contextlib.suppress(Violation):
            self._monitor.drain()
        outcome = self._with_output(replace(found, alive=False))
        self._forget_prepared()
        self.alive = False
        self._process.kill()
        return outcome

    def _with_output(self, found: Outcome) -> Outcome:
        output = decode_output(self._monitor.take_output())
        return replace(found, output=output) if output else found

    def _with_peak(self, found: Outcome) -> Outcome:
        return replace(found, peak_bytes=self._monitor.tree.peak_bytes())
