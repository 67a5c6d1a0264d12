"""One session: builds its walls around itself, then answers requests until it is ended."""

import io
import json
import os
import random
import signal
import sys
import threading

import numpy as np

from . import confinement, messages
from .messages import HEAD, TooLarge
from .submission import Submission
from .values import Inputs, Packer, UnsupportedValue, plain

THREAD_STACK = 1 << 20  # room for as many threads as are allowed counts as memory


def session(channel):
    """From the first message to the end of one session."""
    datagram, _ = messages.receive(channel, 0)
    setup = json.loads(datagram)
    start_afresh()
    confinement.keep_memory()
    confinement.limit_resources(setup["rlimits"])
    confinement.restrict_files(setup["numbers"])
    confinement.drop_capabilities(setup["numbers"])
    listener = confinement.install_filter(setup["numbers"], bytes.fromhex(setup["filter"]))
    messages.send(channel, HEAD.pack(messages.READY, 0, 0), [listener])
    os.close(listener)
    Loop(channel, setup["result_bytes"]).run()


def start_afresh():
    """Own random state and streams, no environment, an empty folder."""
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
    """Answers requests on a channel until it closes."""

    def __init__(self, channel, result_bytes):
        self.channel, self.result_bytes = channel, result_bytes
        self.submission = Submission("submission.py")
        self.prepared, self.later = None, 0

    def run(self):
        while True:
            datagram, fds = messages.receive(self.channel, 2)
            if not datagram:
                return
            kind, length, start = HEAD.unpack(datagram)
            if kind == messages.FIRE:
                self.fill_in()
                self.call()
                continue
            request, reply = fds
            header = json.loads(os.pread(request, length, 0))
            if kind == messages.LOAD:
                self.load(header, request, start, reply)
                continue
            self.later = length if "later" in header else 0
            self.prepare(header, request, start, reply)
            if kind == messages.CALL:
                self.call()
            else:
                self.send(messages.AFTER)

    def send(self, kind, first=0, second=0):
        self.channel.send(HEAD.pack(kind, first, second))

    def load(self, header, request, start, reply):
        source = os.pread(request, header["size"], start)
        os.close(request)
        self.submission = Submission(header["filename"])
        report = self.submission.load(
            source.decode("utf-8", "surrogatepass") if header["text"] else source
        )
        flush()
        self.reply(reply, report)
        self.send(messages.AFTER)

    def prepare(self, header, request, start, reply):
        inputs = Inputs(request, start)
        args, kwargs = inputs.build(header["args"]), inputs.build(header["kwargs"])
        function, report = self.submission.find(header["function"])
        self.prepared = (function, report, args, kwargs, inputs, request, reply)

    def fill_in(self):
        """Builds the inputs again where some that are no arrays were held back."""
        if self.later:
            function, report, _, _, inputs, request, reply = self.prepared
            header = json.loads(os.pread(request, self.later, 0))
            inputs.arrays.clear()
            args, kwargs = inputs.build(header["args"]), inputs.build(header["kwargs"])
            self.prepared = (function, report, args, kwargs, inputs, request, reply)

    def call(self):
        function, report, args, kwargs, inputs, request, reply = self.prepared
        self.prepared = None
        before = plain([args, kwargs])
        packer = Packer(self.result_bytes)
        if function is not None:
            try:
                report = {"value": packer.pack(function(*args, **kwargs))}
            except UnsupportedValue as error:
                report = {"unsupported": str(error)}
            except TooLarge as error:
                report = {"too_large": str(error)}
            except BaseException as error:  # whatever it raises is told
                report = self.submission.describe(error)
        self.reply(reply, report, packer.buffers if "value" in report else ())
        reshaped = inputs.reshaped() or plain([args, kwargs]) != before
        os.close(request)
        flush()
        self.send(messages.AFTER, reshaped)

    def reply(self, fd, report, buffers=()):
        try:
            numbers = messages.write(fd, report, buffers)
        except TooLarge as error:
            numbers = messages.write(fd, {"too_large": str(error)})
        os.close(fd)
        self.send(messages.DONE, *numbers)
        self.channel.recv(HEAD.size)  # go on


def flush():
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except BaseException:  # the submission may have replaced or closed it
            continue
