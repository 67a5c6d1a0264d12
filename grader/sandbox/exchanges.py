"""The parts of one exchange with a session: request and reply files, prepared calls, messages."""

from __future__ import annotations

import os
import socket
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

import numpy as np

from grader.files.cells import Cell
from grader.sandbox import wire
from grader.sandbox.guest import messages, references, values
from grader.sandbox.outcome import Outcome

_UNLIMITED = 1 << 40  # bytes: inputs are ours, and need no limit


@dataclass(frozen=True)
class Step:
    """A call's place in a scenario: calls in one session that pass on what they return.

    Inside, results are kept from the first call (``number`` 0) to the one that ``is_last``. Of the
    call's own result the ``picked`` parts go outside, and nothing else.
    ``requests`` are those of the scenario's calls, which stay open, because what a submission keeps
    of their inputs must stay as it is to the end. Whoever makes the calls closes them.
    """

    number: int
    picked: tuple[references.Reference, ...]
    is_last: bool
    requests: list[wire.Request] = field(default_factory=list)

    @property
    def is_alone(self) -> bool:
        """Whether the scenario has no other call: nothing of it is needed afterwards."""
        return self.number == 0 and self.is_last

    @property
    def header(self) -> dict[str, Any]:
        """What a request says of it."""
        picked = [references.encode(reference) for reference in self.picked]
        return {"step": self.number, "picked": picked, "last": self.is_last}


class PlannedCall(NamedTuple):
    """One of several calls that are made one after the other at one request.

    Its arguments may refer to what the calls before it return. Of what it returns itself the
    ``picked`` parts go outside, and nothing else.
    """

    function: str
    args: tuple[Any, ...]
    kwargs: dict[str, Any]
    picked: tuple[references.Reference, ...]


@dataclass
class Exchange:
    """The files of one request and its reply.

    ``function`` is the name of what is called, empty for a load; ``reply`` a descriptor.
    ``planned`` are the calls, where one request makes several.
    """

    function: str
    request: wire.Request
    reply: int
    planned: tuple[PlannedCall, ...] = ()

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
        planned: tuple[PlannedCall, ...] = (),
    ) -> Exchange:
        """New files: for a reply of ``reply_bytes``, and for a request as `wire.Request.create`
        makes it. Raises: OSError, guest.messages.TooLarge."""
        reply = wire.create_memory_file("answer", reply_bytes)
        try:
            request = wire.Request.create(header, buffers, size, withhold=withhold, shift=shift)
        except BaseException:  # whatever happens, nothing stays open; it goes on to the caller
            os.close(reply)
            raise
        return cls(header.get("function", ""), request, reply, planned)

    def close(self) -> None:
        """Closes the memory of both."""
        self.request.close()
        os.close(self.reply)

    def value(self, reply: wire.Reply, header: Any) -> Any:
        """What the call returned; of several planned calls a tuple with the tuple of the picked
        parts of each.

        Raises: wire.ProtocolError.
        """
        value = reply.value(header)
        if self.planned:
            check_parts(value, len(self.planned))
            for parts, call in zip(value, self.planned, strict=True):
                check_parts(parts, len(call.picked))
        return value

    def send(self, channel: socket.socket, kind: int) -> None:
        """Sends the request. Raises: OSError."""
        datagram = messages.HEAD.pack(kind, self.request.length, self.request.start)
        messages.send(channel, datagram, [self.request.fd, self.reply])


def pack_source(
    source: str | bytes, filename: str, cells: Sequence[Cell] = ()
) -> tuple[dict[str, Any], bytes]:
    """The header of a request that loads a file, cell by cell if there are any, and its bytes."""
    if isinstance(source, str):
        data = source.removeprefix("\ufeff").encode("utf-8", "surrogatepass")
    else:
        data = source
    header: dict[str, Any] = {"filename": filename, "size": len(data)}
    header["text"] = isinstance(source, str)
    if cells:
        header["cells"] = [[cell.first, cell.last] for cell in cells]
    return header, data


def with_running_lines(outcome: Outcome, exchange: Exchange) -> Outcome:
    """The outcome of loading cells, with the lines that were running when it was ended."""
    mark = os.pread(exchange.reply, messages.MARK.size, 0)
    if outcome.alive or len(mark) < messages.MARK.size:
        return outcome
    name, first, last = messages.MARK.unpack(mark)
    return replace(outcome, running=(first, last)) if name == messages.MARK_NAME else outcome


def check_parts(value: Any, count: int) -> None:
    """Raises `wire.ProtocolError` where that is no tuple of so many parts of results."""
    if type(value) is not tuple or len(value) != count:
        raise wire.ProtocolError("other parts of the result came than were picked")


class _InputPacker(values.Packer):
    """Packs inputs, which may refer to what earlier calls returned."""

    def pack_other(self, value: Any) -> Any:
        """The header of a reference. Raises: UnsupportedValue."""
        if isinstance(value, references.Reference):
            return {"r": references.encode(value)}
        return super().pack_other(value)


def pack_arguments(
    function: str, args: tuple[Any, ...], kwargs: dict[str, Any], offset: int = 0
) -> tuple[dict[str, Any], values.Packer]:
    """The header of a call, and the packer that holds its arrays.

    Args:
        function: its name.
        args, kwargs: its arguments.
        offset: where in the payload its arrays begin.
    Raises: TypeError: an input of a kind that cannot be sent.
    """
    packer = _InputPacker(_UNLIMITED, spaced=True)
    packer.size = offset
    return _pack(packer, function, args, kwargs), packer


def _pack(
    packer: values.Packer, function: str, args: tuple[Any, ...], kwargs: dict[str, Any]
) -> dict[str, Any]:
    try:
        packed = {"args": packer.pack(list(args)), "kwargs": packer.pack(dict(kwargs))}
    except (values.UnsupportedValue, messages.TooLarge) as error:
        raise TypeError(f"an input cannot be sent into the sandbox: {error}") from error
    return {"function": function, **packed}


def pack_planned(calls: Sequence[PlannedCall]) -> tuple[dict[str, Any], values.Packer]:
    """The header of a request that makes several calls, and the packer that holds their arrays.

    Raises: TypeError: an input of a kind that cannot be sent.
    """
    packer = _InputPacker(_UNLIMITED, spaced=True)
    return {"calls": [_packed(call, packer) for call in calls]}, packer


def _packed(call: PlannedCall, packer: values.Packer) -> dict[str, Any]:
    picked = [references.encode(reference) for reference in call.picked]
    return _pack(packer, call.function, call.args, call.kwargs) | {"picked": picked}


def copy_reply(
    datagram: bytes,
    reply: int,
    limit: int,
    max_header: int = messages.MAX_HEADER,
    *,
    more_follow: bool = False,
) -> wire.Reply:
    """The announced reply in our own memory: what is not there by now never will be.

    With ``more_follow`` further replies come in the same file. Raises: wire.ProtocolError.
    """
    length, size = expect(datagram, messages.DONE)
    copied = wire.read_reply(reply, length, size, limit, max_header=max_header)
    (wire.empty_file if more_follow else wire.release_file)(reply)
    return copied


def expect(datagram: bytes, kind: int) -> tuple[int, int]:
    """The two numbers of a message of this kind. Raises: wire.ProtocolError."""
    if len(datagram) != messages.HEAD.size:
        raise wire.ProtocolError("a message has the wrong length")
    found, first, second = messages.HEAD.unpack(datagram)
    if found != kind:
        raise wire.ProtocolError("another message was expected")
    return first, second
