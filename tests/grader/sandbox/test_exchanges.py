"""The files and messages of one exchange."""

from __future__ import annotations

import os
from typing import Any

import numpy as np
import pytest

from grader.sandbox import wire
from grader.sandbox.exchanges import (
    PreparedCall,
    copy_reply,
    expect,
    open_reply,
    open_request,
    pack_arguments,
)
from grader.sandbox.guest import messages, values

LIMIT = 1 << 20


def descriptors() -> int:
    return len(os.listdir("/proc/self/fd"))


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


def test_request_and_reply_are_closed_on_leaving() -> None:
    before = descriptors()
    header, packer = pack_arguments("f", (np.ones(5),), {})
    with open_reply() as reply, open_request(header, packer.buffers, packer.size) as request:
        assert os.fstat(reply).st_size == 0
        assert os.fstat(request.fd).st_size >= request.start + 40
    assert descriptors() == before


def test_prepared_call_closes_both_its_files() -> None:
    before = descriptors()
    request = wire.Request.create({"args": []}, [], 0)
    PreparedCall("f", request, wire.create_memory_file("answer")).close()
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


def test_header_longer_than_asked_for_is_refused() -> None:
    datagram, fd = announced("x" * 2000)
    with pytest.raises(wire.ProtocolError, match="header does not fit"):
        copy_reply(datagram, fd, LIMIT, max_header=1000)
    os.close(fd)


@pytest.mark.parametrize("kind", [messages.AFTER, messages.READY, messages.GO_ON, 0, 255])
def test_message_of_another_kind_announces_nothing(kind: int) -> None:
    with open_reply() as fd, pytest.raises(wire.ProtocolError, match="another message"):
        copy_reply(messages.HEAD.pack(kind, 10, 0), fd, LIMIT)


@pytest.mark.parametrize("size", [0, 1, messages.HEAD.size - 1, messages.HEAD.size + 1, 60_000])
def test_message_of_another_length_is_refused(size: int) -> None:
    with pytest.raises(wire.ProtocolError, match="wrong length"):
        expect(bytes(size), messages.DONE)


@pytest.mark.parametrize("numbers", [(0, 0), (5, 7), (2**64 - 1, 2**63)])
def test_numbers_of_a_message_arrive(numbers: tuple[int, int]) -> None:
    assert expect(messages.HEAD.pack(messages.AFTER, *numbers), messages.AFTER) == numbers
