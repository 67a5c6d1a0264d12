"""The files of several calls: what goes into one batch, and what is found in each call's share."""

from __future__ import annotations

import fcntl
import json
import os
import socket
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import numpy as np
import pytest

from grader.sandbox import batch, wire
from grader.sandbox.batch import Batch
from grader.sandbox.exchanges import Step
from grader.sandbox.guest import messages, values
from grader.sandbox.guest.references import ATTRIBUTE, ITEM, Reference

LIMIT = 1 << 20
PART = Reference(0, ((ITEM, 1), (ATTRIBUTE, "mean")))


def calls(*arguments: Any) -> list[tuple[str, tuple[Any, ...], dict[str, Any]]]:
    return [("f", (argument,), {}) for argument in arguments]


class Sent:
    """A batch that was sent, and what the other side has of it."""

    def __init__(self, opened: Batch) -> None:
        self.batch = opened
        self.ours, self.theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.batch.ask(self.ours, 0)
        datagram, (self.request, self.reply) = messages.receive(self.theirs, 2)
        _, length, self.start = messages.HEAD.unpack(datagram)
        self.headers = json.loads(os.pread(self.request, length, 0))

    def answer(self, number: int, value: Any) -> Any:
        """What comes of a reply to a call."""
        packer = values.Packer(LIMIT)
        header = {"value": packer.pack(value)}
        lengths = messages.write(self.reply, header, packer.buffers)
        datagram = messages.HEAD.pack(messages.DONE, *lengths)
        copied = self.batch.copy_reply(datagram, number, LIMIT)
        return self.batch.value(copied, copied.header()["value"], number)

    def close(self) -> None:
        for fd in (self.request, self.reply):
            os.close(fd)
        self.ours.close()
        self.theirs.close()


@pytest.fixture
def sent() -> Iterator[Sent]:
    inputs = calls(np.ones(3), np.zeros((2, 0)), np.arange(4))
    with closing(Batch.open(inputs)) as opened, closing(Sent(opened)) as both:
        yield both


def test_inputs_of_a_batch_lie_one_after_the_other(sent: Sent) -> None:
    first, empty, last = (header["args"][0]["a"] for header in sent.headers)
    assert (first[2], empty[2], last[2]) == (0, 64, 64)
    assert os.pread(sent.request, 24, sent.start) == np.ones(3).tobytes()
    assert os.pread(sent.request, 32, sent.start + 64) == np.arange(4).tobytes()


def test_a_change_is_found_in_the_call_whose_input_it_is(sent: Sent) -> None:
    os.pwrite(sent.request, b"\7", sent.start + 64)
    assert [sent.batch.inputs_changed(number) for number in range(3)] == [False, False, True]


def test_what_lies_between_inputs_may_change(sent: Sent) -> None:
    os.pwrite(sent.request, b"\7", sent.start + 40)
    assert not any(sent.batch.inputs_changed(number) for number in range(3))


def test_inputs_that_were_cut_off_have_changed(sent: Sent) -> None:
    os.ftruncate(sent.request, sent.start + 70)
    assert [sent.batch.inputs_changed(number) for number in range(3)] == [False, False, True]


def test_replies_come_one_after_the_other_in_one_file(sent: Sent) -> None:
    assert sent.answer(0, np.arange(1000)).tolist() == list(range(1000))
    assert os.fstat(sent.reply).st_size == 0
    assert sent.answer(1, 2.5) == 2.5
    assert sent.answer(2, "last") == "last"
    with pytest.raises(PermissionError):
        os.pwrite(sent.reply, b"more", 0)


@pytest.mark.parametrize("seal", [fcntl.F_SEAL_SEAL, fcntl.F_SEAL_SHRINK, fcntl.F_SEAL_GROW])
def test_a_sealed_reply_is_against_the_protocol_at_once(sent: Sent, seal: int) -> None:
    """What could not be emptied, or closed at the end, would stay in memory."""
    assert sent.answer(0, 1) == 1
    os.pwrite(sent.reply, b" " * 500, 0)
    fcntl.fcntl(sent.reply, fcntl.F_ADD_SEALS, seal)
    with pytest.raises(wire.ProtocolError, match="sealed"):
        sent.answer(1, 1)


def test_a_reply_is_not_taken_twice(sent: Sent) -> None:
    assert sent.answer(0, 1) == 1
    with pytest.raises(wire.ProtocolError, match="shorter than it says"):
        sent.batch.copy_reply(messages.HEAD.pack(messages.DONE, 16, 0), 1, LIMIT)


def test_a_batch_holds_small_calls_alone() -> None:
    large = np.zeros(batch.MOST_BYTES)
    many = [0.0] * batch.MOST_NODES
    cases: list[tuple[list[Any], int]] = [
        ([1.0, 2.0, 3.0], 3),
        (list(range(batch.MOST_CALLS + 5)), batch.MOST_CALLS),
        ([1.0, large, 2.0], 1),
        ([large, 1.0], 1),
        ([many, 1.0], 1),
        (["x" * 600_000, "y" * 600_000], 1),  # more text than one header may hold
        ([1.0, {1}], 1),  # the second cannot be sent
    ]
    for arguments, count in cases:
        with closing(Batch.open(calls(*arguments))) as opened:
            assert len(opened) == count


def test_first_call_that_cannot_be_sent_is_an_error() -> None:
    with pytest.raises(TypeError, match="cannot be sent into the sandbox: set"):
        Batch.open(calls({1}, 1.0))


def test_nothing_stays_open() -> None:
    before = len(os.listdir("/proc/self/fd"))
    Batch.open(calls(1.0, np.ones(5))).close()
    with pytest.raises(messages.TooLarge):
        Batch.open(calls("x" * messages.MAX_HEADER))
    assert len(os.listdir("/proc/self/fd")) == before


# -- scenarios ---------------------------------------------------------------------------------
def test_requests_of_a_scenario_stay_open_and_are_compared_at_its_end() -> None:
    requests: list[wire.Request] = []
    opened = []
    for number in range(2):
        step = Step(number, (), number == 1, requests)
        opened.append(Batch.open(calls(np.zeros(4)), [step]))
        if number == 0:
            opened[0].close()
    assert not opened[1].inputs_changed(0)
    os.pwrite(requests[0].fd, b"\1", requests[0].start)
    assert opened[1].inputs_changed(0)
    opened[1].close()
    assert len(requests) == 2
    for request in requests:
        request.close()


def test_scenarios_of_one_call_share_a_request_with_others_and_own_none() -> None:
    before = len(os.listdir("/proc/self/fd"))
    steps = [Step(0, (PART,), True), None, Step(0, (PART, PART), True)]
    inputs = calls(np.zeros(4), np.ones(2), np.arange(3.0))
    with closing(Batch.open(inputs, steps)) as opened, closing(Sent(opened)) as both:
        assert [header.get("last") for header in both.headers] == [True, None, True]
        assert both.answer(0, (1.5,)) == (1.5,)
        assert both.answer(1, 2.5) == 2.5
        os.pwrite(both.request, b"\7", both.start)
        assert [opened.inputs_changed(number) for number in range(3)] == [True, False, False]
        with pytest.raises(wire.ProtocolError, match="other parts"):
            both.answer(2, (3.5,))
    assert all(step is None or not step.requests for step in steps)
    assert len(os.listdir("/proc/self/fd")) == before


@pytest.mark.parametrize("value", [[None], {"t": []}, {"t": [None, "x"]}, None, {"d": []}])
def test_other_parts_than_were_picked_are_against_the_protocol(value: Any) -> None:
    step = Step(0, (PART,), True)
    opened = Batch.open([("f", (), {})], [step])
    reply = wire.Reply(b"", memoryview(b""))
    with pytest.raises(wire.ProtocolError, match="other parts"):
        opened.value(reply, value, 0)
    assert opened.value(reply, {"t": [None]}, 0) == (None,)
    opened.close()
