"""The parts of one exchange with a session: request and reply files, prepared calls, messages."""

from __future__ import annotations

import os
import socket
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.sandbox import wire
from grader.sandbox.guest import messages, values

_UNLIMITED = 1 << 40  # bytes: inputs are ours, and need no limit


@dataclass
class Exchange:
    """The files of one request and its reply.

    ``function`` is the name of what is called, empty for a load; ``reply`` a descriptor.
    """

    function: str
    request: wire.Request
    reply: int

    @classmethod
    def open(
        cls,
        header: dict[str, Any],
        buffers: list[tuple[int, np.ndarray]],
        size: int,
        *,
        reply_bytes: int = 0,
        withhold: bool = False,
        shift: int = 0,
    ) -> Exchange:
        """New files: for a reply of ``reply_bytes``, and for a request as `wire.Request.create`
        makes it. Raises: OSError, guest.messages.TooLarge."""
        reply = wire.create_memory_file("answer", reply_bytes)
        try:
            request = wire.Request.create(header, buffers, size, withhold=withhold, shift=shift)
        except BaseException:  # whatever happens, nothing stays open; it goes on to the caller
            os.close(reply)
            raise
        return cls(header.get("function", ""), request, reply)

    def close(self) -> None:
        """Closes the memory of the request and of the reply."""
        self.request.close()
        os.close(self.reply)

    def send(self, channel: socket.socket, kind: int) -> None:
        """Sends the request. Raises: OSError."""
        datagram = messages.HEAD.pack(kind, self.request.length, self.request.start)
        messages.send(channel, datagram, [self.request.fd, self.reply])


def pack_source(source: str | bytes, filename: str) -> tuple[dict[str, Any], bytes]:
    """The header of a request that loads a file, and the bytes that it brings."""
    if isinstance(source, str):
        data = source.removeprefix("\ufeff").encode("utf-8", "surrogatepass")
    else:
        data = source
    return {"filename": filename, "size": len(data), "text": isinstance(source, str)}, data


def pack_arguments(
    function: str, args: tuple[Any, ...], kwargs: dict[str, Any]
) -> tuple[dict[str, Any], values.Packer]:
    """The header of a request, and the packer that holds its arrays.

    Raises: TypeError: an input of a kind that cannot be sent.
    """
    packer = values.Packer(_UNLIMITED)
    try:
        packed = {"args": packer.pack(list(args)), "kwargs": packer.pack(dict(kwargs))}
    except (values.UnsupportedValue, messages.TooLarge) as error:
        raise TypeError(f"an input cannot be sent into the sandbox: {error}") from error
    return {"function": function, **packed}, packer


def copy_reply(
    datagram: bytes, reply: int, limit: int, max_header: int = messages.MAX_HEADER
) -> wire.Reply:
    """The announced reply in our own memory: what is not there by now never will be.

    Raises: wire.ProtocolError.
    """
    length, size = expect(datagram, messages.DONE)
    copied = wire.read_reply(reply, length, size, limit, max_header=max_header)
    wire.release_file(reply)
    return copied


def expect(datagram: bytes, kind: int) -> tuple[int, int]:
    """The two numbers of a message of this kind. Raises: wire.ProtocolError."""
    if len(datagram) != messages.HEAD.size:
        raise wire.ProtocolError("a message has the wrong length")
    found, first, second = messages.HEAD.unpack(datagram)
    if found != kind:
        raise wire.ProtocolError("another message was expected")
    return first, second
