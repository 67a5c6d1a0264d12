"""Request bodies, received completely before anything else is done for the request.

Until a body is complete, its request holds no thread and no turn, only memory, within limits of
size and time. All bodies together have a limit too; when it is reached, the client that holds most
loses its oldest incomplete request.
"""

from __future__ import annotations

import asyncio
from collections import Counter

from courseware.serving import errors
from courseware.serving.errors import ErrorResponse, Receive, Scope
from courseware.serving.limits import Limits
from courseware.serving.quotas import Quota, QuotaSlot


class RequestRejected(Exception):
    """The request gets ``response`` instead of a page."""

    def __init__(self, response: ErrorResponse) -> None:
        super().__init__(response.sentence)
        self.response = response


class ClientDisconnected(Exception):
    """The client left before its request was complete."""


class RequestBodies:
    """The bodies of all requests under way, and the memory that they take together."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.quota = Quota(limits.requests, limits.requests_per_address)
        self.held = 0
        self._by_address: Counter[str] = Counter()
        self._unfinished: dict[RequestBody, None] = {}

    def admit(self, address: str) -> RequestBody:
        """Starts a body; raises `RequestRejected` when too many requests are under way."""
        body = RequestBody(self, address)
        slot = self.quota.acquire(address, body.evict)
        if slot is None:
            full = self.quota.taken >= self.quota.total
            raise RequestRejected(errors.BUSY if full else errors.TOO_MANY)
        body.slot = slot
        return body

    def reserve(self, body: RequestBody, size: int) -> None:
        """Accounts for memory, and evicts other bodies where there is none left."""
        while self.held + size > self.limits.bodies_bytes:
            others = (other for other in self._unfinished if other is not body and other._size)
            victim = max(others, key=lambda other: self._by_address[other.address], default=None)
            if victim is None:
                raise RequestRejected(errors.BUSY)
            victim.evict()
        self.held += size
        self._by_address[body.address] += size

    def release(self, body: RequestBody, size: int) -> None:
        """Gives memory back."""
        self.held -= size
        self._by_address[body.address] -= size
        if not self._by_address[body.address]:
            del self._by_address[body.address]


class RequestBody:
    """The body of one request."""

    slot: QuotaSlot

    def __init__(self, bodies: RequestBodies, address: str) -> None:
        self.address = address
        self._bodies = bodies
        self._parts: list[bytes] = []
        self._size = 0
        self._evicted = False
        self._timeout: asyncio.Timeout | None = None

    async def receive(self, scope: Scope, receive: Receive) -> None:
        """Returns when the body is complete.

        Raises:
            RequestRejected: it is too large or too slow, or was evicted.
            ClientDisconnected: the client has left.
        """
        limits = self._bodies.limits
        if sum(len(name) + len(value) for name, value in scope["headers"]) > limits.head_bytes:
            raise RequestRejected(errors.head_too_large(limits.head_bytes))
        if _declared_size(scope) > limits.body_bytes:
            raise RequestRejected(errors.body_too_large(limits.body_bytes))
        self._bodies._unfinished[self] = None
        self.slot.set_evictable(True)
        try:
            async with asyncio.timeout(limits.body_seconds) as self._timeout:
                while await self._next_part(receive):
                    pass
        except TimeoutError:
            if not self._evicted:
                raise RequestRejected(errors.body_too_slow(limits.body_seconds)) from None
        finally:
            self._bodies._unfinished.pop(self, None)
            self.slot.set_evictable(False)
        if self._evicted:  # what had arrived is gone, even where the rest came in the last moment
            raise RequestRejected(errors.EVICTED)

    async def _next_part(self, receive: Receive) -> bool:
        """Says whether more will come."""
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnected
        if part := message.get("body", b""):
            if self._size + len(part) > self._bodies.limits.body_bytes:
                raise RequestRejected(errors.body_too_large(self._bodies.limits.body_bytes))
            self._bodies.reserve(self, len(part))
            self._size += len(part)
            self._parts.append(part)
        return message.get("more_body", False)

    def evict(self) -> None:
        """Ends a body that is not complete; `receive` raises."""
        self._evicted = True
        self._bodies._unfinished.pop(self, None)
        self.discard()
        if self._timeout is not None:
            self._timeout.reschedule(asyncio.get_running_loop().time())

    def detach(self) -> bytes:
        """The bytes, whose memory no longer counts here."""
        body = b"".join(self._parts)
        self.discard()
        return body

    def discard(self) -> None:
        """Frees the memory."""
        self._bodies.release(self, self._size)
        self._parts, self._size = [], 0

    def close(self) -> None:
        """The request is done."""
        self.discard()
        self.slot.release()


def _declared_size(scope: Scope) -> int:
    for name, value in scope["headers"]:
        if name == b"content-length":
            try:
                return int(value)
            except ValueError:
                return 0  # the server has refused it where it matters
    return 0
