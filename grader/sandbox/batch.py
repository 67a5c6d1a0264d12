"""Calls whose inputs go into a session together, and which are made there one at a time.

What is costly about a small call is its request: two memory files, and their mapping inside. The
calls of a batch share those. Each is made when its number is sent, and its reply copied and its
inputs compared before the next one is: which call ends the session or never ends is known, and
outcomes are those of calls that are sent one by one.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.sandbox import exchanges, wire
from grader.sandbox.exchanges import Step
from grader.sandbox.guest import messages

MOST_CALLS, MOST_BYTES, MOST_NODES = 64, 128 << 10, 4000
"""Of one batch: calls, bytes of arrays, values. What is larger goes alone."""

Arguments = tuple[str, tuple[Any, ...], dict[str, Any]]
"""The name of a function, its arguments by position and by name."""


@dataclass(frozen=True)
class _Part:
    """One call: where its inputs begin and end in the payload, and the arrays among them."""

    function: str
    begin: int
    end: int
    buffers: list[tuple[int, np.ndarray]]


class Batch:
    """The files of the calls of one request, and of their replies; made by `open`.

    Args:
        request: with the inputs of all calls.
        parts: the calls.
        steps: the place of each call in a scenario, if it has one; empty where no call has.
        payload: what was sent, where it is small.
    """

    def __init__(
        self,
        request: wire.Request,
        parts: Sequence[_Part],
        steps: Sequence[Step | None],
        payload: bytes,
    ) -> None:
        self._request, self._parts, self._payload = request, parts, payload
        self._steps = steps or [None] * len(parts)
        self._reply = wire.create_memory_file("answer")
        first = self._steps[0]
        self._scenario = first if first is not None and not first.is_alone else None
        if self._scenario is not None:
            self._scenario.requests.append(request)

    def __len__(self) -> int:
        return len(self._parts)

    @classmethod
    def open(cls, calls: Sequence[Arguments], steps: Sequence[Step | None] = ()) -> Batch:
        """A batch of the first call and of as many others as there is room for.

        Args:
            calls: in the order in which they will be made.
            steps: the place of each in a scenario, if it has one. If they are calls of one scenario
                of several, the request with the inputs belongs to the scenario.
        Raises: TypeError: an input of the first call cannot be sent; OSError.
        """
        headers: list[dict[str, Any]] = []
        parts: list[_Part] = []
        size = nodes = 0
        for number, call in enumerate(calls[:MOST_CALLS]):
            try:
                header, packer = exchanges.pack_arguments(*call, offset=size)
            except TypeError:
                if parts:
                    break  # it is raised when the turn of that call has come
                raise
            nodes += packer.nodes
            if parts and (packer.size > MOST_BYTES or nodes > MOST_NODES):
                break
            step = steps[number] if steps else None
            headers.append({**header, **step.header} if step is not None else header)
            parts.append(_Part(call[0], size, packer.size, packer.buffers))
            size = packer.size
        try:
            return cls._write(headers, parts, size, steps)
        except messages.TooLarge:  # text is counted as one value, however long
            if len(parts) == 1:
                raise
            return cls.open(calls[:1], steps)

    @classmethod
    def _write(
        cls,
        headers: list[dict[str, Any]],
        parts: list[_Part],
        size: int,
        steps: Sequence[Step | None],
    ) -> Batch:
        buffers, payload = [buffer for part in parts for buffer in part.buffers], b""
        if size <= MOST_BYTES:
            together = np.zeros(size, np.uint8)
            for offset, buffer in buffers:
                together[offset : offset + len(buffer)] = buffer
            buffers, payload = [(0, together)], together.tobytes()
        request = wire.Request.create(headers, buffers, size)
        try:
            return cls(request, parts, steps, payload)
        except OSError:
            request.close()
            raise

    def close(self) -> None:
        """Closes the memory of the replies and, unless a scenario still needs it, of the inputs."""
        if self._scenario is None:
            self._request.close()
        os.close(self._reply)

    # -- one call ------------------------------------------------------------------------------
    def function(self, number: int) -> str:
        """The name of the function that a call calls."""
        return self._parts[number].function

    def ask(self, channel: socket.socket, number: int) -> None:
        """Sends a call's number, with the first one the whole request. Raises: OSError."""
        if number == 0:
            datagram = messages.HEAD.pack(messages.CALL, self._request.length, self._request.start)
            messages.send(channel, datagram, [self._request.fd, self._reply])
        else:
            channel.send(messages.HEAD.pack(messages.NEXT, number, 0))

    def copy_reply(self, datagram: bytes, number: int, limit: int) -> wire.Reply:
        """The announced reply in our own memory; the file is empty then.

        Raises: wire.ProtocolError.
        """
        is_last = number == len(self) - 1
        return exchanges.copy_reply(datagram, self._reply, limit, more_follow=not is_last)

    def inputs_changed(self, number: int) -> bool:
        """Whether the bytes of an array of the call are not those that were sent; in the last call
        of a scenario also of those that were sent before."""
        part, request = self._parts[number], self._request
        if self._payload:
            sent = self._payload[part.begin : part.end]
            if request.read(part.begin, part.end - part.begin) == sent:
                return self._earlier_changed(number)
        return request.inputs_changed(part.buffers) or self._earlier_changed(number)

    def _earlier_changed(self, number: int) -> bool:
        step = self._steps[number]
        if step is None or not step.is_last:
            return False
        return any(request.inputs_changed() for request in step.requests)

    def value(self, reply: wire.Reply, header: Any, number: int) -> Any:
        """What a call returned; in a scenario a tuple of the picked parts.

        Raises: wire.ProtocolError.
        """
        value = reply.value(header)
        step = self._steps[number]
        if step is not None:
            exchanges.check_parts(value, len(step.picked))
        return value
