"""The parts of one exchange with a session: request and reply files, prepared calls, messages."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.sandbox import wire
from grader.sandbox.guest import messages, values

_UNLIMITED = 1 << 40  # bytes: inputs are ours, and need no limit


@dataclass
class PreparedCall:
    """A call that waits to be fired, with its request and the descriptor of its reply."""

    function: str
    request: wire.Request
    reply: int

    def close(self) -> None:
        """Closes the memory of the request and of the reply."""
        self.request.close()
        os.close(self.reply)


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


def open_request(
    header: dict[str, Any], buffers: list[tuple[int, np.ndarray]], size: int
) -> contextlib.closing[wire.Request]:
    """A request that is closed on leaving."""
    return contextlib.closing(wire.Request.create(header, buffers, size))


@contextlib.contextmanager
def open_reply() -> Iterator[int]:
    """The descriptor of an empty memory file for a reply, closed on leaving."""
    reply = wire.create_memory_file("answer")
    try:
        yield reply
    finally:
        os.close(reply)


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
