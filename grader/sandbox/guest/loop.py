"""One session: confines itself, then answers requests until it is ended."""

from __future__ import annotations

import io
import json
import os
import random
import signal
import socket
import sys
import threading
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from . import confinement, messages
from .cells import load_cells
from .messages import HEAD, TooLarge
from .references import NoPart
from .scenario import Scenario
from .submission import Report, Submission
from .values import Inputs, Packer, UnsupportedValue, map_payload

THREAD_STACK = 1 << 20  # room for as many threads as are allowed counts as memory


def serve_session(channel: socket.socket) -> None:
    """From the first message to the end of one session."""
    datagram, _ = messages.receive(channel, 0)
    setup = json.loads(datagram)
    start_afresh()
    if not setup["warnings"]:
        np.seterr(divide="raise", over="raise", invalid="raise")
    confinement.keep_freed_memory()
    confinement.limit_resources(setup["rlimits"])
    confinement.restrict_files(setup["numbers"])
    confinement.drop_capabilities(setup["numbers"])
    listener = confinement.install_filter(setup["numbers"], bytes.fromhex(setup["filter"]))
    messages.send(channel, HEAD.pack(messages.READY, 0, 0), [listener])
    os.close(listener)
    Loop(channel, setup["result_bytes"]).run()


def start_afresh() -> None:
    """Gives the session its own random state and streams, no environment, an empty folder."""
    os.environ.clear()
    os.chdir("/tmp")
    os.umask(0o077)
    random.seed()
    np.random.seed()
    threading.stack_size(THREAD_STACK)
    for descriptor, name in ((1, "stdout"), (2, "stderr")):
        raw = io.BufferedWriter(io.FileIO(descriptor, "w", closefd=False))
        stream = io.TextIOWrapper(raw, "utf-8", "backslashreplace", line_buffering=True)
        setattr(sys, name, stream)
        setattr(sys, f"__{name}__", stream)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    sys.argv[:] = ["submission.py"]


class Planned(NamedTuple):
    """A call that will be made. ``report`` is what is wrong where there is no ``function``.

    ``picked`` are the parts of a result that go outside, in a scenario; ``None`` for all of it.
    """

    function: Callable[..., Any] | None
    report: Report
    args: list[Any]
    kwargs: dict[str, Any]
    picked: list[list[Any]] | None


class Batch(NamedTuple):
    """The calls of one request: a header for each, the mapping of their inputs, and where those
    begin in it. All replies go into the file of the descriptor ``reply``."""

    headers: list[dict[str, Any]]
    mapping: Any
    start: int
    reply: int


class Prepared(NamedTuple):
    """The call that will be made next, and those that are ``later`` at the same request.

    ``report`` is what is wrong where there is no ``function``; ``request`` and ``reply`` are
    descriptors, and ``request`` is that of a timed call, of others negative. ``header`` also says
    the call's place in a scenario, if it has one: see `grader.sandbox.exchanges.Step`.
    """

    function: Callable[..., Any] | None
    report: Report
    args: list[Any]
    kwargs: dict[str, Any]
    inputs: Inputs
    request: int
    reply: int
    header: dict[str, Any]
    later: tuple[Planned, ...] = ()

    @property
    def calls(self) -> list[Planned]:
        """All calls of the request."""
        picked = calls_of(self.header)[0].get("picked")
        return [Planned(self.function, self.report, self.args, self.kwargs, picked), *self.later]

    @property
    def ends_scenario(self) -> bool:
        """Whether no further call will ask for results of this one."""
        return "step" not in self.header or bool(self.header["last"])


def calls_of(header: dict[str, Any]) -> list[dict[str, Any]]:
    """The calls that a request asks for."""
    return header.get("calls", [header])


class Loop:
    """Answers requests on a channel until it closes.

    ``withheld_length`` is the length of the prepared call's true header, where inputs were withheld
    until the call is fired.
    """

    def __init__(self, channel: socket.socket, result_bytes: int) -> None:
        self.channel, self.result_bytes = channel, result_bytes
        self.submission = Submission("submission.py")
        self.scenario = Scenario()
        self.prepared: Prepared | None = None
        self.batch: Batch | None = None
        self.withheld_length = 0

    def run(self) -> None:
        """Answers one request after the other. Returns: the channel is closed."""
        while True:
            datagram, fds = messages.receive(self.channel, 2)
            if not datagram:
                return
            kind, length, start = HEAD.unpack(datagram)
            if kind == messages.FIRE:
                self.build_withheld_inputs()
                self.call()
                continue
            if kind == messages.NEXT:
                self.prepare(*self.inputs_of(length))
                self.call()
                continue
            self.forget_batch()
            request, reply = fds
            header = json.loads(os.pread(request, length, 0))
            if kind == messages.LOAD:
                self.load(header, request, start, reply)
            elif kind == messages.CALL:
                self.batch = Batch(header, map_payload(request, start), start, reply)
                os.close(request)
                self.prepare(*self.inputs_of(0))
                self.call()
            else:
                self.withheld_length = length if "withheld" in header else 0
                self.prepare(header, Inputs(map_payload(request, start), start), request, reply)
                self.send(messages.AFTER)

    def send(self, kind: int, first: int = 0, second: int = 0) -> None:
        """A message without a file."""
        self.channel.send(HEAD.pack(kind, first, second))

    def load(self, header: dict[str, Any], request: int, start: int, reply: int) -> None:
        """Loads the file of a request, and replies."""
        source = os.pread(request, header["size"], start)
        os.close(request)
        self.submission = Submission(header["filename"])
        text = source.decode("utf-8", "surrogatepass") if header["text"] else None
        if text is not None and "cells" in header:
            report = load_cells(self.submission, text, header["cells"], messages.marker(reply))
        else:
            report = self.submission.load(source if text is None else text)
        flush()
        self.reply(reply, report)
        self.wait(reply)
        self.send(messages.AFTER)

    def forget_batch(self) -> None:
        """Lets go of the calls of the last request."""
        if self.batch is not None:
            os.close(self.batch.reply)
            self.batch = None

    def inputs_of(self, number: int) -> tuple[dict[str, Any], Inputs, int, int]:
        """What `prepare` needs of a call of the batch."""
        batch = self.batch
        assert batch is not None
        return batch.headers[number], Inputs(batch.mapping, batch.start), -1, batch.reply

    def prepare(self, header: dict[str, Any], inputs: Inputs, request: int, reply: int) -> None:
        """Builds the inputs of a call, and looks its function up."""
        if not header.get("step"):
            self.scenario = Scenario()
        first, *later = [self.plan(one, inputs) for one in calls_of(header)]
        self.prepared = Prepared(*first[:4], inputs, request, reply, header, tuple(later))

    def plan(self, header: dict[str, Any], inputs: Inputs) -> Planned:
        """One call of a request."""
        args, kwargs = inputs.build(header["args"]), inputs.build(header["kwargs"])
        return Planned(
            *self.submission.find(header["function"]), args, kwargs, header.get("picked")
        )

    def build_withheld_inputs(self) -> None:
        """Builds the inputs again where some that are no arrays were withheld."""
        if self.withheld_length and self.prepared is not None:
            inputs = self.prepared.inputs
            header = json.loads(os.pread(self.prepared.request, self.withheld_length, 0))
            inputs.arrays.clear()
            first, *later = [
                {"args": inputs.build(one["args"]), "kwargs": inputs.build(one["kwargs"])}
                for one in calls_of(header)
            ]
            planned = zip(self.prepared.later, later, strict=True)
            again = tuple(call._replace(**given) for call, given in planned)
            self.prepared = self.prepared._replace(**first, later=again)

    def call(self) -> None:
        """Makes the prepared calls, and replies."""
        prepared, self.prepared = self.prepared, None
        assert prepared is not None
        packer = Packer(self.result_bytes)
        report = self.make_all(prepared, packer)
        buffers = packer.buffers if "value" in report else ()
        if prepared.request < 0:
            if self.finish(prepared, report) and "value" in report:
                report["reshaped"] = True
            self.reply(prepared.reply, report, buffers)
            return
        self.reply(prepared.reply, report, buffers)
        self.wait(prepared.reply)
        os.close(prepared.request)
        self.send(messages.AFTER, self.finish(prepared, report))

    def finish(self, prepared: Prepared, report: Report) -> bool:
        """What follows a call, which of a timed one is not timed. Returns: whether an input has
        another form than that in which it came."""
        reshaped = self.scenario.changed()
        if prepared.ends_scenario or "value" not in report:
            self.scenario = Scenario()
        flush()
        return reshaped

    def make_all(self, prepared: Prepared, packer: Packer) -> Report:
        """The values of all calls of one request, or why one gave none."""
        if "calls" not in prepared.header:
            return self.make(prepared.calls[0], prepared.inputs, packer)
        values = []
        for planned in prepared.calls:
            first = len(packer.buffers)
            report = self.make(planned, prepared.inputs, packer)
            if "value" not in report:
                return report
            values.append(report["value"])
            packer.keep_apart(first)
        return {"value": {"t": values}}

    def make(self, planned: Planned, inputs: Inputs, packer: Packer) -> Report:
        """The value of one call, or why it gave none."""
        value = None
        if planned.function is None:
            return planned.report
        try:
            args, kwargs = self.scenario.enter([planned.args, planned.kwargs], inputs)
            result = planned.function(*args, **kwargs)
            if planned.picked is not None:
                result = self.scenario.keep(result, planned.picked)
            else:
                value = result
            return {"value": packer.pack(result)}
        except UnsupportedValue as error:
            inside = type(value).__name__ if type(value) in (list, tuple, dict) else ""
            return {"unsupported": str(error), "like": error.like, "inside": inside}
        except TooLarge as error:
            return {"too_large": str(error)}
        except NoPart as error:
            return {"no_part": error.as_list}
        except BaseException as error:  # whatever the function raises is reported
            return self.submission.describe(error)

    def reply(self, fd: int, report: Report, buffers: messages.Buffers = ()) -> None:
        """Writes a reply into its memory file and announces it."""
        try:
            lengths = messages.write(fd, report, buffers)
        except TooLarge as error:
            lengths = messages.write(fd, {"too_large": str(error)})
        self.send(messages.DONE, *lengths)

    def wait(self, reply: int) -> None:
        """Waits for the signal to continue after an announced reply."""
        os.close(reply)
        self.channel.recv(HEAD.size)  # GO_ON


def flush() -> None:
    """Writes out what was printed."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except BaseException:  # the submission may have replaced or closed it
            continue
