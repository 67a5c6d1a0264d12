"""Request bodies, received as a whole before anything else is done for the request.

Until a body is complete its request holds no thread and no turn, only memory, within a size and a
time. All that are held at once have a bound too; at the bound the client that holds most loses
its oldest unfinished request.
"""

from __future__ import annotations

import asyncio
from collections import Counter

from courseware.serving import errors
from courseware.serving.errors import Answer, Receive, Scope
from courseware.serving.limits import Limits
from courseware.serving.places import Place, Places


class Refused(Exception):
    """The request gets ``answer`` instead of a page."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.sentence)
        self.answer = answer


class Gone(Exception):
    """The client left before its request was complete."""


class Bodies:
    """Receives bodies and knows how much memory they take together."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.places = Places(limits.requests, limits.requests_per_address)
        self.held = 0
        self._by_address: Counter[str] = Counter()
        self._unfinished: dict[Body, None] = {}

    def enter(self, address: str) -> Body:
        """Raises: Refused: too many requests of the address, or of all, are under way."""
        body = Body(self, address)
        place = self.places.enter(address, body.evict)
        if place is None:
            full = self.places.taken >= self.places.total
            raise Refused(errors.BUSY if full else errors.TOO_MANY)
        body.place = place
        return body

    def take(self, body: Body, size: int) -> None:
        """Makes room in memory, by evicting others where there is none."""
        while self.held + size > self.limits.bodies_bytes:
            others = (each for each in self._unfinished if each is not body and each._size)
            victim = max(others, key=lambda other: self._by_address[other.address], default=None)
            if victim is None:
                raise Refused(errors.BUSY)
            victim.evict()
        self.held += size
        self._by_address[body.address] += size

    def give_back(self, body: Body, size: int) -> None:
        self.held -= size
        self._by_address[body.address] -= size
        if not self._by_address[body.address]:
            del self._by_address[body.address]


class Body:
    """The body of one request."""

    place: Place

    def __init__(self, bodies: Bodies, address: str) -> None:
        self.address = address
        self._bodies = bodies
        self._parts: list[bytes] = []
        self._size = 0
        self._evicted = False
        self._timeout: asyncio.Timeout | None = None

    async def receive(self, scope: Scope, receive: Receive) -> None:
        """Returns when all of it is here.

        Raises:
            Refused: it is too large or too slow, or was evicted.
            Gone: the client has left.
        """
        limits = self._bodies.limits
        if sum(len(name) + len(value) for name, value in scope["headers"]) > limits.head_bytes:
            raise Refused(errors.head_too_large(limits.head_bytes))
        if _declared_size(scope) > limits.body_bytes:
            raise Refused(errors.body_too_large(limits.body_bytes))
        self._bodies._unfinished[self] = None
        self.place.may_be_evicted(True)
        try:
            async with asyncio.timeout(limits.body_seconds) as self._timeout:
                while await self._next_part(receive):
                    pass
        except TimeoutError:
            if not self._evicted:
                raise Refused(errors.body_too_slow(limits.body_seconds)) from None
        finally:
            self._bodies._unfinished.pop(self, None)
            self.place.may_be_evicted(False)
        if self._evicted:  # what had arrived is gone, even where the rest came in the last moment
            raise Refused(errors.EVICTED)

    async def _next_part(self, receive: Receive) -> bool:
        """Says whether there is more."""
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Gone
        if part := message.get("body", b""):
            if self._size + len(part) > self._bodies.limits.body_bytes:
                raise Refused(errors.body_too_large(self._bodies.limits.body_bytes))
            self._bodies.take(self, len(part))
            self._size += len(part)
            self._parts.append(part)
        return message.get("more_body", False)

    def evict(self) -> None:
        """Ends a body that is not complete."""
        self._evicted = True
        self._bodies._unfinished.pop(self, None)
        self.drop()
        if self._timeout is not None:
            self._timeout.reschedule(asyncio.get_running_loop().time())

    def hand_over(self) -> bytes:
        """All of it; afterwards its memory is the receiver's."""
        body = b"".join(self._parts)
        self.drop()
        return body

    def drop(self) -> None:
        self._bodies.give_back(self, self._size)
        self._parts, self._size = [], 0

    def leave(self) -> None:
        self.drop()
        self.place.leave()


def _declared_size(scope: Scope) -> int:
    for name, value in scope["headers"]:
        if name == b"content-length":
            try:
                return int(value)
            except ValueError:
                return 0  # the server has refused it where it matters
    return 0
