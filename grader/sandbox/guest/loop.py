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
from typing import Any

import numpy as np

from . import confinement, messages
from .messages import HEAD, TooLarge
from .submission import Report, Submission
from .values import Inputs, Packer, UnsupportedValue, snapshot

THREAD_STACK = 1 << 20  # room for as many threads as are allowed counts as memory


def serve_session(channel: socket.socket) -> None:
    """From the first message to the end of one session."""
    datagram, _ = messages.receive(channel, 0)
    setup = json.loads(datagram)
    start_afresh()
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


class Loop:
    """Answers requests on a channel until it closes.

    ``prepared`` is the call that will be made next: the function or ``None``, the report of what
    is wrong with it, positional and keyword arguments, the `Inputs` that they are built on, and
    the descriptors of request and reply. ``withheld_length`` is the length of its true header,
    where inputs were withheld until the call is fired.
    """

    def __init__(self, channel: socket.socket, result_bytes: int) -> None:
        self.channel, self.result_bytes = channel, result_bytes
        self.submission = Submission("submission.py")
        self.prepared: Any = None
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
            request, reply = fds
            header = json.loads(os.pread(request, length, 0))
            if kind == messages.LOAD:
                self.load(header, request, start, reply)
                continue
            self.withheld_length = length if "withheld" in header else 0
            self.prepare(header, request, start, reply)
            if kind == messages.CALL:
                self.call()
            else:
                self.send(messages.AFTER)

    def send(self, kind: int, first: int = 0, second: int = 0) -> None:
        """A message without a file."""
        self.channel.send(HEAD.pack(kind, first, second))

    def load(self, header: dict[str, Any], request: int, start: int, reply: int) -> None:
        """Loads the file of a request, and replies."""
        source = os.pread(request, header["size"], start)
        os.close(request)
        self.submission = Submission(header["filename"])
        report = self.submission.load(
            source.decode("utf-8", "surrogatepass") if header["text"] else source
        )
        flush()
        self.reply(reply, report)
        self.send(messages.AFTER)

    def prepare(self, header: dict[str, Any], request: int, start: int, reply: int) -> None:
        """Builds the inputs of a request, and looks its function up."""
        inputs = Inputs(request, start)
        args, kwargs = inputs.build(header["args"]), inputs.build(header["kwargs"])
        function, report = self.submission.find(header["function"])
        self.prepared = (function, report, args, kwargs, inputs, request, reply)

    def build_withheld_inputs(self) -> None:
        """Builds the inputs again where some that are no arrays were withheld."""
        if self.withheld_length:
            function, report, _, _, inputs, request, reply = self.prepared
            header = json.loads(os.pread(request, self.withheld_length, 0))
            inputs.arrays.clear()
            args, kwargs = inputs.build(header["args"]), inputs.build(header["kwargs"])
            self.prepared = (function, report, args, kwargs, inputs, request, reply)

    def call(self) -> None:
        """Makes the prepared call, and replies."""
        function, report, args, kwargs, inputs, request, reply = self.prepared
        self.prepared = None
        before = snapshot([args, kwargs])
        packer = Packer(self.result_bytes)
        if function is not None:
            try:
                report = {"value": packer.pack(function(*args, **kwargs))}
            except UnsupportedValue as error:
                report = {"unsupported": str(error)}
            except TooLarge as error:
                report = {"too_large": str(error)}
            except BaseException as error:  # whatever the function raises is reported
                report = self.submission.describe(error)
        self.reply(reply, report, packer.buffers if "value" in report else ())
        reshaped = inputs.reshaped() or snapshot([args, kwargs]) != before
        os.close(request)
        flush()
        self.send(messages.AFTER, reshaped)

    def reply(self, fd: int, report: Report, buffers: messages.Buffers = ()) -> None:
        """Writes a reply into its memory file, announces it, and waits to be told to go on."""
        try:
            lengths = messages.write(fd, report, buffers)
        except TooLarge as error:
            lengths = messages.write(fd, {"too_large": str(error)})
        os.close(fd)
        self.send(messages.DONE, *lengths)
        self.channel.recv(HEAD.size)  # GO_ON


def flush() -> None:
    """Writes out what was printed."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except BaseException:  # the submission may have replaced or closed it
            continue
