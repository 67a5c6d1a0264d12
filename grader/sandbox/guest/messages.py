"""The format of messages.

A message is a small datagram (kind and two numbers) and, with it, a memory file that holds the
header in JSON and the bytes of the arrays. The numbers of a request are the length of the header
and the offset of the payload; those of a reply, which goes into a second memory file, are the
lengths of header and payload. Having announced it, the guest waits for the signal to continue, so
that the clock outside stops at once and the reply is copied before anything more happens.

A request may bring several calls (`CALL`). The first is made at once, each other one when its
number is sent (`NEXT`), which is also the word to go on. All replies to a request come in one
file, one after the other, each of which is copied before the next call begins.
"""

from __future__ import annotations

import array
import json
import os
import socket
import struct
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

HEAD = struct.Struct("<BQQ")
CREDENTIALS = struct.Struct("3i")  # struct ucred of unix(7): process, user, group
LOAD, CALL, PREPARE, FIRE, GO_ON, NEXT = 1, 2, 3, 4, 5, 6
READY, DONE, AFTER = 16, 17, 18
MAX_DATAGRAM = 65536
ALIGN = 64  # bytes of a line of the cache: arrays begin at a multiple
MAX_HEADER = 1 << 20
MAX_TIMED_HEADER = 64 << 10  # of the reply to a timed call
# What a reply may contain, by the keys of its header.
HEADERS: tuple[tuple[str, ...], ...] = (
    (),
    ("value",),
    ("value", "reshaped"),
    ("unsupported", "like", "inside"),
    ("too_large",),
    ("no_part",),
    ("syntax",),
    ("exit", "lines"),
    ("missing",),
    ("not_callable",),
    ("raised", "bases", "message", "lines", "memory", "module"),
    ("skipped",),
)
MARK = struct.Struct("<4sII")  # in a reply that is not made yet: the lines that are running
MARK_NAME = b"runs"
Buffers = Iterable[tuple[int, np.ndarray]]
"""Offsets in the payload, and the bytes that belong there as arrays of uint8."""


class TooLarge(Exception):
    """More than a message may hold; its text says how much."""


def receive(channel: socket.socket, max_fds: int) -> tuple[bytes, list[int]]:
    """One datagram and at most ``max_fds`` descriptors; ``b""`` when the other side is gone."""
    datagram, _, fds = receive_from(channel, max_fds)
    return datagram, fds


def receive_from(channel: socket.socket, max_fds: int = 1) -> tuple[bytes, int, list[int]]:
    """One datagram, the process that sent it (0 where the socket does not say), descriptors."""
    space = socket.CMSG_SPACE(4 * max_fds) + socket.CMSG_SPACE(CREDENTIALS.size)
    datagram, extra, _, _ = channel.recvmsg(MAX_DATAGRAM, space, socket.MSG_CMSG_CLOEXEC)
    fds, pid = array.array("i"), 0
    for level, kind, data in extra:
        if (level, kind) == (socket.SOL_SOCKET, socket.SCM_RIGHTS):
            fds.frombytes(data[: len(data) - len(data) % fds.itemsize])
        elif (level, kind) == (socket.SOL_SOCKET, socket.SCM_CREDENTIALS):
            pid = CREDENTIALS.unpack(data)[0]
    return datagram, pid, list(fds)


def send(channel: socket.socket, datagram: bytes, fds: Iterable[int] = ()) -> None:
    """One datagram with descriptors. Raises: OSError."""
    rights = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", fds))] if fds else []
    channel.sendmsg([datagram], rights)


def start_of_payload(header_length: int) -> int:
    """The offset of the payload behind a header of so many bytes."""
    return -(-header_length // ALIGN) * ALIGN


def encode(header: Any) -> bytes:
    """A header as bytes. Raises: TooLarge."""
    text = json.dumps(header).encode()
    if len(text) > MAX_HEADER:
        raise TooLarge(f"{len(text):,} bytes of text in one answer")
    return text


def write_payload(fd: int, start: int, buffers: Buffers) -> None:
    """Writes the buffers behind the header. Raises: OSError."""
    for offset, buffer in buffers:
        done = 0
        while done < len(buffer):
            done += os.pwrite(fd, buffer[done:].data, start + offset + done)


def write(
    fd: int, header: dict[str, Any], buffers: Buffers = (), min_header: int = 0
) -> tuple[int, int]:
    """Writes a whole message into a memory file.

    The header is filled up with blanks to ``min_header`` bytes.
    Returns: the lengths of header and payload. Raises: TooLarge, OSError.
    """
    return write_encoded(fd, encode(header).ljust(min_header), buffers)


def write_encoded(fd: int, text: bytes, buffers: Buffers = ()) -> tuple[int, int]:
    """As `write`, with the header as bytes."""
    os.pwrite(fd, text, 0)
    write_payload(fd, start_of_payload(len(text)), buffers)
    ends = (offset + len(buffer) for offset, buffer in buffers if len(buffer))
    return len(text), max(ends, default=0)  # an empty array at the end writes nothing


def marker(fd: int) -> Callable[[int, int], None]:
    """Notes in the file of a reply which lines are running, for when the reply never comes."""

    def mark(first: int, last: int) -> None:
        os.pwrite(fd, MARK.pack(MARK_NAME, first, last), 0)

    return mark
