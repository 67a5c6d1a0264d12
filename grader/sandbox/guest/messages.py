"""The format of messages.

A message is a small datagram (kind and two numbers) and, with it, a memory file that holds the
header in JSON and the bytes of the arrays. The numbers of a request are the length of the header
and the offset of the payload; those of an answer, which goes into a second memory file, are the
lengths of header and payload. Having announced it, the guest waits to be told to go on, so that
the clock outside stops at once and the answer is copied before anything more happens.
"""

import array
import json
import os
import socket
import struct

HEAD = struct.Struct("<BQQ")
CREDENTIALS = struct.Struct("3i")
LOAD, CALL, PREPARE, FIRE, GO_ON = 1, 2, 3, 4, 5
READY, DONE, AFTER = 16, 17, 18
ALIGN = 64
MAX_HEADER = 1 << 20
MAX_TIMED_HEADER = 64 << 10  # of an answer to a timed call
# What an answer may say, by the keys of its header.
HEADERS = (
    (),
    ("value",),
    ("unsupported",),
    ("too_large",),
    ("syntax",),
    ("exit",),
    ("missing",),
    ("not_callable",),
    ("raised", "bases", "message", "lines", "memory", "module"),
)


class TooLarge(Exception):
    """More than a message may hold; carries how much, in words."""


def receive(channel, most):
    """One datagram and at most so many descriptors; ``b""`` when the other side is gone."""
    datagram, _, fds = receive_from(channel, most)
    return datagram, fds


def receive_from(channel, most=1):
    """One datagram, the process that sent it (0 where the socket does not tell), descriptors."""
    space = socket.CMSG_SPACE(4 * most) + socket.CMSG_SPACE(CREDENTIALS.size)
    datagram, extra, _, _ = channel.recvmsg(65536, space, socket.MSG_CMSG_CLOEXEC)
    fds, pid = array.array("i"), 0
    for level, kind, data in extra:
        if (level, kind) == (socket.SOL_SOCKET, socket.SCM_RIGHTS):
            fds.frombytes(data[: len(data) - len(data) % fds.itemsize])
        elif (level, kind) == (socket.SOL_SOCKET, socket.SCM_CREDENTIALS):
            pid = CREDENTIALS.unpack(data)[0]
    return datagram, pid, list(fds)


def send(channel, datagram, fds=()):
    """One datagram with descriptors."""
    rights = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", fds))] if fds else []
    channel.sendmsg([datagram], rights)


def start_of_payload(length):
    """The offset of the payload behind a header of so many bytes."""
    return -(-length // ALIGN) * ALIGN


def encode(header):
    """A header as bytes; raises `TooLarge`."""
    text = json.dumps(header).encode()
    if len(text) > MAX_HEADER:
        raise TooLarge(f"{len(text):,} bytes of text in one answer")
    return text


def write_payload(fd, start, buffers):
    """Writes (offset, bytes as a NumPy array) pairs behind the header."""
    for offset, buffer in buffers:
        done = 0
        while done < len(buffer):
            done += os.pwrite(fd, buffer[done:].data, start + offset + done)


def write(fd, header, buffers=(), least=0):
    """A whole message into a memory file; returns the lengths of header and payload.

    The header is filled up with blanks to ``least`` bytes.
    """
    text = encode(header).ljust(least)
    os.pwrite(fd, text, 0)
    write_payload(fd, start_of_payload(len(text)), buffers)
    return len(text), max((offset + len(buffer) for offset, buffer in buffers), default=0)
