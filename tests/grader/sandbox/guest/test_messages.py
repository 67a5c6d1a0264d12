"""Datagrams with descriptors, and messages in memory files."""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from grader.sandbox.guest import messages
from grader.sandbox.wire import create_memory_file


@pytest.fixture
def pair() -> Iterator[tuple[socket.socket, socket.socket]]:
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with ours, theirs:
        yield ours, theirs


@pytest.fixture
def file() -> Iterator[int]:
    fd = create_memory_file("test")
    yield fd
    os.close(fd)


Pair = tuple[socket.socket, socket.socket]


def test_datagram_arrives_with_its_descriptors(pair: Pair, file: int) -> None:
    os.pwrite(file, b"shared", 0)
    messages.send(pair[0], b"look", [file, file])
    datagram, fds = messages.receive(pair[1], 2)
    assert datagram == b"look"
    assert [os.pread(fd, 10, 0) for fd in fds] == [b"shared"] * 2
    assert not any(os.get_inheritable(fd) for fd in fds)
    for fd in fds:
        os.close(fd)


def test_datagram_without_descriptors_has_none(pair: Pair) -> None:
    messages.send(pair[0], b"plain")
    assert messages.receive(pair[1], 2) == (b"plain", [])


def test_more_descriptors_than_requested_are_dropped(pair: Pair, file: int) -> None:
    before = len(os.listdir("/proc/self/fd"))
    messages.send(pair[0], b"many", [file] * 20)
    _, fds = messages.receive(pair[1], 1)
    assert len(fds) < 20
    for fd in fds:
        os.close(fd)
    assert len(os.listdir("/proc/self/fd")) == before


def test_sender_is_known_where_the_socket_asks(pair: Pair) -> None:
    messages.send(pair[0], b"who")
    assert messages.receive_from(pair[1])[1] == 0
    pair[1].setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
    messages.send(pair[0], b"who")
    assert messages.receive_from(pair[1]) == (b"who", os.getpid(), [])


def test_other_side_that_is_gone_is_an_empty_datagram(pair: Pair) -> None:
    pair[0].close()
    assert messages.receive(pair[1], 1) == (b"", [])


@pytest.mark.parametrize(
    ("length", "start"), [(0, 0), (1, 64), (63, 64), (64, 64), (65, 128), (1000, 1024)]
)
def test_payload_begins_at_a_line_of_the_cache(length: int, start: int) -> None:
    assert messages.start_of_payload(length) == start


def test_message_is_a_header_and_the_bytes_behind_it(file: int) -> None:
    buffers = [(0, np.arange(5, dtype=np.uint8)), (64, np.full(3, 9, np.uint8))]
    length, size = messages.write(file, {"value": "ö"}, buffers)
    start = messages.start_of_payload(length)
    assert json.loads(os.pread(file, length, 0)) == {"value": "ö"}
    assert size == 67
    assert os.pread(file, size, start)[:5] == bytes(range(5))
    assert os.pread(file, size, start)[64:] == bytes([9, 9, 9])


def test_message_without_arrays_has_no_payload(file: int) -> None:
    length, size = messages.write(file, {})
    assert (length, size) == (2, 0)


@pytest.mark.parametrize("least", [0, 2, 500])
def test_header_is_filled_up_with_blanks(file: int, least: int) -> None:
    length, _ = messages.write(file, {}, min_header=least)
    assert length == max(2, least)
    assert os.pread(file, length, 0) == b"{}".ljust(least)


@pytest.mark.parametrize("size", [messages.MAX_HEADER - 13, messages.MAX_HEADER])
def test_header_has_a_largest_size(size: int) -> None:
    header = {"value": "x" * size}
    if size == messages.MAX_HEADER:
        with pytest.raises(messages.TooLarge, match="bytes of text"):
            messages.encode(header)
    else:
        assert len(messages.encode(header)) == messages.MAX_HEADER


def test_kinds_of_both_sides_differ() -> None:
    calls = {messages.CALL, messages.NEXT, messages.PREPARE, messages.FIRE}
    requests = {messages.LOAD, messages.GO_ON} | calls
    replies: set[Any] = {messages.READY, messages.DONE, messages.AFTER}
    assert len(requests | replies) == 9
