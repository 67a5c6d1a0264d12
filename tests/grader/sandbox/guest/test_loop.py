"""The loop that answers requests, on a channel of its own and without a sandbox."""

from __future__ import annotations

import contextlib
import os
import socket
import sys
import threading
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pytest

from grader.sandbox import wire
from grader.sandbox.batch import Batch
from grader.sandbox.exchanges import copy_reply, expect, pack_arguments
from grader.sandbox.guest import loop, messages
from grader.sandbox.guest.submission import MODULE
from tests.grader.sandbox.families import becomes

LIMIT = 1 << 20


class Guest:
    """Our side of a loop that runs in a thread."""

    def __init__(self, channel: socket.socket) -> None:
        self.channel = channel

    def request(self, kind: int, request: wire.Request) -> int:
        """Sends a request; the descriptor of its reply."""
        reply = wire.create_memory_file("answer")
        datagram = messages.HEAD.pack(kind, request.length, request.start)
        messages.send(self.channel, datagram, [request.fd, reply])
        return reply

    def message(self, kind: int) -> tuple[int, int]:
        return expect(self.channel.recv(messages.MAX_DATAGRAM), kind)

    def finish(self, reply: int) -> tuple[dict[str, Any], Any, int]:
        """The header and value of a reply, and whether an input has another form."""
        copied = copy_reply(self.channel.recv(messages.MAX_DATAGRAM), reply, LIMIT)
        os.close(reply)
        self.channel.send(messages.HEAD.pack(messages.GO_ON, 0, 0))
        reshaped, _ = self.message(messages.AFTER)
        header = copied.header()
        return header, copied.value(header["value"]) if "value" in header else None, reshaped

    def load(self, source: str) -> dict[str, Any]:
        data = source.encode()
        header = {"filename": "lab_loop.py", "size": len(data), "text": True}
        buffers = [(0, np.frombuffer(data, np.uint8))]
        request = wire.Request.create(header, buffers, len(data))
        with contextlib.closing(request):
            return self.finish(self.request(messages.LOAD, request))[0]

    def call(self, *args: Any, **kwargs: Any) -> tuple[dict[str, Any], Any, int, bool]:
        return self.calls((args, kwargs))[0]

    def calls(
        self, *arguments: tuple[tuple[Any, ...], dict[str, Any]], order: Sequence[int] = (0,)
    ) -> list[tuple[dict[str, Any], Any, int, bool]]:
        """The calls of one batch in an order that begins with the first."""
        found = []
        with contextlib.closing(Batch.open([("f", *pair) for pair in arguments])) as batch:
            for number in order:
                batch.ask(self.channel, number)
                copied = batch.copy_reply(self.channel.recv(messages.MAX_DATAGRAM), number, LIMIT)
                header = copied.header()
                value = copied.value(header["value"]) if "value" in header else None
                reshaped = int(header.pop("reshaped", False))
                found.append((header, value, reshaped, batch.inputs_changed(number)))
        return found


@pytest.fixture
def guest() -> Iterator[Guest]:
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    before = sys.modules.get(MODULE)
    thread = threading.Thread(target=loop.Loop(theirs, LIMIT).run)
    thread.start()
    with theirs, ours:
        yield Guest(ours)
        ours.shutdown(socket.SHUT_RDWR)
        thread.join()
    if before is None:
        sys.modules.pop(MODULE, None)
    else:
        sys.modules[MODULE] = before


def descriptors() -> int:
    return len(os.listdir("/proc/self/fd"))


def test_loaded_file_answers_calls(guest: Guest) -> None:
    assert guest.load("def f(x, k=1): return x * k") == {}
    header, value, reshaped, changed = guest.call(np.arange(3.0), k=2)
    assert set(header) == {"value"}
    assert value.tolist() == [0.0, 2.0, 4.0]
    assert not reshaped
    assert not changed


def test_one_file_replaces_the_other(guest: Guest) -> None:
    guest.load("def f(): return 1")
    guest.load("def f(): return 2")
    assert guest.call()[1] == 2


@pytest.mark.parametrize(
    ("source", "key"),
    [
        ("def f(x): return {1}", "unsupported"),
        ("def f(x): return bytearray(9)", "unsupported"),
        ("import numpy\ndef f(x): return numpy.zeros(10**6)", "too_large"),
        ("def f(x): return 'x' * (1 << 20)", "too_large"),
        ("def f(x): return x.no_such", "raised"),
        ("def f(x): exit_now", "raised"),
        ("import sys\ndef f(x): sys.exit(1)", "exit"),
        ("def g(x): return x", "missing"),
        ("f = 1", "not_callable"),
    ],
)
def test_call_without_a_value_is_reported_and_the_next_goes_on(
    guest: Guest, source: str, key: str
) -> None:
    guest.load(source)
    assert key in guest.call(1.0)[0]
    guest.load("def f(x): return x")
    assert guest.call(1.0)[1] == 1.0


def test_changed_inputs_are_reported(guest: Guest) -> None:
    guest.load("def f(x, items):\n    x[0] = 9.0\n    return 0")
    assert guest.call(np.zeros(3), [1])[2:] == (0, True)
    guest.load("def f(x, items):\n    items.append(2)\n    return 0")
    assert guest.call(np.zeros(3), [1])[2:] == (1, False)
    guest.load("def f(x, items):\n    x.shape = (3, 1)\n    return 0")
    assert guest.call(np.zeros(3), [1])[2:] == (1, False)


def test_calls_of_a_batch_are_made_when_they_are_asked_for(guest: Guest) -> None:
    guest.load("seen = []\ndef f(x):\n    seen.append(x[0])\n    x[:] = 9.0\n    return list(seen)")
    batch = [((np.full(3, float(n)),), {}) for n in range(5)]
    found = guest.calls(*batch, order=(0, 1, 4))
    assert [value for _, value, _, _ in found] == [[0.0], [0.0, 1.0], [0.0, 1.0, 4.0]]
    assert [changed for *_, changed in found] == [True] * 3


def test_an_input_kept_from_an_earlier_call_of_a_batch_may_change(guest: Guest) -> None:
    """As when each call has a file of its own, which is no longer looked at."""
    guest.load(
        "kept = []\n"
        "def f(x):\n    for old in kept: old[:] = 9.0\n    kept[:] = [x]\n    return x.sum()"
    )
    found = guest.calls(*[((np.full(3, float(n)),), {}) for n in range(3)], order=(0, 1, 2))
    assert [(value, changed) for _, value, _, changed in found] == [
        (0.0, False), (3.0, False), (6.0, False)
    ]  # fmt: skip


def test_an_input_of_a_later_call_cannot_be_changed_unseen(guest: Guest) -> None:
    guest.load(
        "import numpy as np\n"
        "def f(x):\n"
        "    whole = np.frombuffer(x.base.base, np.uint8)\n    whole[-64:] = 0\n    return x.sum()"
    )
    found = guest.calls(*[((np.full(3, n + 1.0),), {}) for n in range(2)], order=(0, 1))
    assert [changed for *_, changed in found] == [False, True]


def test_prepared_call_waits_until_it_is_fired(guest: Guest) -> None:
    guest.load("def f(x, n): return [float(x.sum()), n]")
    header, packer = pack_arguments("f", (np.ones(4), 7), {})
    request = wire.Request.create(header, packer.buffers, packer.size, withhold=True, shift=64)
    reply = guest.request(messages.PREPARE, request)
    guest.message(messages.AFTER)
    request.deliver()
    guest.channel.send(messages.HEAD.pack(messages.FIRE, 0, 0))
    _, value, _ = guest.finish(reply)
    assert value == [4.0, 7]
    assert not request.inputs_changed()
    request.close()


def test_prepared_call_can_be_given_up(guest: Guest) -> None:
    guest.load("def f(x): return x")
    header, packer = pack_arguments("f", (1,), {})
    request = wire.Request.create(header, packer.buffers, packer.size, withhold=True)
    reply = guest.request(messages.PREPARE, request)
    guest.message(messages.AFTER)
    os.close(reply)
    request.close()
    assert guest.call(5)[1] == 5


def test_nothing_stays_open_after_a_call(guest: Guest) -> None:
    guest.load("def f(x): return x")
    guest.call(np.ones(3))
    before = descriptors()
    for _ in range(5):
        guest.call(np.ones(3))
    assert becomes(lambda: descriptors() <= before)  # a mapping is closed when it is let go


def test_streams_that_cannot_be_flushed_stop_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    loop.flush()
