"""The files and messages of one exchange."""

from __future__ import annotations

import os
import socket
from typing import Any

import numpy as np
import pytest

from grader.sandbox import wire
from grader.sandbox.exchanges import (
    Exchange,
    Step,
    copy_reply,
    expect,
    pack_arguments,
    pack_source,
)
from grader.sandbox.guest import messages, values
from grader.sandbox.guest.references import ATTRIBUTE, ITEM, Reference

LIMIT = 1 << 20


def descriptors() -> int:
    return len(os.listdir("/proc/self/fd"))


@pytest.mark.parametrize(
    ("source", "data", "is_text"),
    [
        ("x = 1\r\n", b"x = 1\r\n", True),
        ("\ufeffx = 1", b"x = 1", True),
        ("x = '\ud800'", b"x = '\xed\xa0\x80'", True),
        (b"\xef\xbb\xbfx = 1", b"\xef\xbb\xbfx = 1", False),
    ],
)
def test_source_goes_in_as_it_is(source: str | bytes, data: bytes, is_text: bool) -> None:
    assert pack_source(source, "f.py") == (
        {"filename": "f.py", "size": len(data), "text": is_text},
        data,
    )


def test_arguments_become_a_header_and_buffers() -> None:
    header, packer = pack_arguments("f", (np.arange(3.0), 2), {"k": "v"})
    assert header["function"] == "f"
    assert header["args"][1] == {"i": "0x2"}
    assert header["kwargs"] == {"d": [["k", "v"]]}
    ((offset, data),) = packer.buffers
    assert (offset, data.tobytes()) == (0, np.arange(3.0).tobytes())
    assert packer.size == messages.ALIGN


@pytest.mark.parametrize(
    "value", [{1, 2}, object(), np.array([object()]), np.datetime64("2020"), b"bytes", range(3)]
)
def test_input_that_cannot_be_sent_is_a_type_error(value: Any) -> None:
    with pytest.raises(TypeError, match="cannot be sent into the sandbox"):
        pack_arguments("f", (value,), {})
    with pytest.raises(TypeError, match="cannot be sent into the sandbox"):
        pack_arguments("f", (), {"k": [value]})


def test_exchange_has_room_for_its_reply_and_closes_both_files() -> None:
    before = descriptors()
    header, packer = pack_arguments("f", (np.ones(5),), {})
    exchange = Exchange.open(header, packer.buffers, packer.size, reply_bytes=5000)
    assert exchange.function == "f"
    assert os.fstat(exchange.reply).st_size >= 5000
    assert os.fstat(exchange.request.fd).st_size >= exchange.request.start + 40
    exchange.close()
    assert descriptors() == before


def test_request_goes_out_with_both_descriptors() -> None:
    exchange = Exchange.open({"function": "f", "args": []}, [], 0)
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with ours, theirs:
        exchange.send(ours, messages.CALL)
        datagram, fds = messages.receive(theirs, 2)
    numbers = exchange.request.length, exchange.request.start
    assert expect(datagram, messages.CALL) == numbers
    assert os.pread(fds[0], 100, 0).startswith(b'{"function"')
    assert os.fstat(fds[1]).st_ino == os.fstat(exchange.reply).st_ino
    for fd in fds:
        os.close(fd)
    exchange.close()


def test_request_that_cannot_be_made_leaves_no_reply_open() -> None:
    before = descriptors()
    with pytest.raises(messages.TooLarge):
        Exchange.open({"function": "f" * messages.MAX_HEADER}, [], 0)
    assert descriptors() == before


def announced(value: Any) -> tuple[bytes, int]:
    """A reply in a memory file, and the message that announces it."""
    packer = values.Packer(4 * LIMIT)
    fd = wire.create_memory_file("answer")
    lengths = messages.write(fd, {"value": packer.pack(value)}, packer.buffers)
    return messages.HEAD.pack(messages.DONE, *lengths), fd


def test_announced_reply_is_copied_and_its_file_emptied() -> None:
    datagram, fd = announced(np.arange(4))
    reply = copy_reply(datagram, fd, LIMIT)
    assert os.fstat(fd).st_size == 0
    os.close(fd)
    assert reply.value(reply.header()["value"]).tolist() == [0, 1, 2, 3]


def test_reply_longer_than_the_limit_is_refused() -> None:
    datagram, fd = announced(np.zeros(300_000))
    with pytest.raises(wire.ProtocolError, match="longer than the limit"):
        copy_reply(datagram, fd, 1000)
    os.close(fd)


def test_header_longer_than_requested_is_refused() -> None:
    datagram, fd = announced("x" * 2000)
    with pytest.raises(wire.ProtocolError, match="header does not fit"):
        copy_reply(datagram, fd, LIMIT, max_header=1000)
    os.close(fd)


@pytest.mark.parametrize("kind", [messages.AFTER, messages.READY, messages.GO_ON, 0, 255])
def test_message_of_another_kind_announces_nothing(kind: int) -> None:
    _, fd = announced(1)
    with pytest.raises(wire.ProtocolError, match="another message"):
        copy_reply(messages.HEAD.pack(kind, 10, 0), fd, LIMIT)
    os.close(fd)


@pytest.mark.parametrize("size", [0, 1, messages.HEAD.size - 1, messages.HEAD.size + 1, 60_000])
def test_message_of_another_length_is_refused(size: int) -> None:
    with pytest.raises(wire.ProtocolError, match="wrong length"):
        expect(bytes(size), messages.DONE)


@pytest.mark.parametrize("numbers", [(0, 0), (5, 7), (2**64 - 1, 2**63)])
def test_numbers_of_a_message_arrive(numbers: tuple[int, int]) -> None:
    assert expect(messages.HEAD.pack(messages.AFTER, *numbers), messages.AFTER) == numbers


# -- scenarios ---------------------------------------------------------------------------------
PART = Reference(0, ((ITEM, 1), (ATTRIBUTE, "mean")))


def test_references_are_sent_by_name() -> None:
    header, packer = pack_arguments("f", ([PART], 1), {"state": Reference(2)})
    assert header["args"][0] == [{"r": [0, ["item", 1], ["attribute", "mean"]]}]
    assert header["kwargs"] == {"d": [["state", {"r": [2]}]]}
    assert packer.size == 0


def test_step_is_named_in_the_header() -> None:
    step = Step(3, (PART,), True)
    assert step.header == {
        "step": 3,
        "picked": [[0, ["item", 1], ["attribute", "mean"]]],
        "last": True,
    }
