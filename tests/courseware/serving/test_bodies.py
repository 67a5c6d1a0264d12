"""Request bodies are received within limits of size, time and memory."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

import pytest

from courseware.serving import errors
from courseware.serving.bodies import ClientDisconnected, RequestBodies, RequestRejected
from courseware.serving.limits import Limits

LIMITS = Limits(
    connections=20,
    per_address=10,
    head_bytes=100,
    head_seconds=1,
    body_bytes=10,
    body_seconds=60,
    reply_seconds=1,
)
SCOPE: dict[str, Any] = {"headers": []}
MIB = 1024 * 1024


def part(body: bytes, more: bool = False) -> dict[str, Any]:
    return {"type": "http.request", "body": body, "more_body": more}


def sending(*messages: dict[str, Any]) -> Callable[[], Awaitable[dict[str, Any]]]:
    """A client that sends these, and then nothing for ever."""
    waiting = list(messages)

    async def receive() -> dict[str, Any]:
        return waiting.pop(0) if waiting else await asyncio.Future()

    return receive


def rejection(limits: Limits, scope: dict[str, Any], *messages: dict[str, Any]) -> int:
    """The status with which a request is rejected."""

    async def scene() -> None:
        await RequestBodies(limits).admit("a").receive(scope, sending(*messages))

    with pytest.raises(RequestRejected) as caught:
        asyncio.run(scene())
    return caught.value.response.status


def test_a_body_in_parts_is_joined_and_its_memory_returned():
    async def scene() -> None:
        bodies = RequestBodies(LIMITS)
        body = bodies.admit("a")
        await body.receive(SCOPE, sending(part(b"ab", True), part(b"", True), part(b"cd")))
        assert (bodies.held, bodies.quota.taken) == (4, 1)
        assert body.detach() == b"abcd"
        assert bodies.held == 0
        body.close()
        body.close()
        assert bodies.quota.taken == 0

    asyncio.run(scene())


@pytest.mark.parametrize(
    ("headers", "messages", "status"),
    [
        ([(b"content-length", b"11")], [], 413),
        ([], [part(b"x" * 6, True), part(b"x" * 5)], 413),
        ([(b"cookie", b"x" * 200)], [], 431),
    ],
    ids=["declared", "sent", "head"],
)
def test_what_is_too_large_is_rejected(headers: list[Any], messages: list[Any], status: int):
    assert rejection(LIMITS, {"headers": headers}, *messages) == status


@pytest.mark.parametrize("length", [b"10", b"many", b""])
def test_a_length_within_the_limit_or_unreadable_is_no_reason_to_reject(length: bytes):
    async def scene() -> bytes:
        body = RequestBodies(LIMITS).admit("a")
        await body.receive({"headers": [(b"content-length", length)]}, sending(part(b"x" * 10)))
        return body.detach()

    assert asyncio.run(scene()) == b"x" * 10


def test_a_body_that_never_ends_is_rejected_in_time():
    assert rejection(replace(LIMITS, body_seconds=0.01), SCOPE, part(b"x", True)) == 408


def test_a_client_that_leaves_is_no_error_of_the_request():
    async def scene() -> None:
        body = RequestBodies(LIMITS).admit("a")
        await body.receive(SCOPE, sending(part(b"x", True), {"type": "http.disconnect"}))

    with pytest.raises(ClientDisconnected):
        asyncio.run(scene())


def test_an_address_with_too_many_requests_is_told_so_and_a_full_site_says_it_is_busy():
    bodies = RequestBodies(LIMITS)
    for _ in range(LIMITS.requests_per_address):
        bodies.admit("a")
    with pytest.raises(RequestRejected) as caught:
        bodies.admit("a")
    assert caught.value.response is errors.TOO_MANY
    for number in range(LIMITS.requests - LIMITS.requests_per_address):
        bodies.admit(f"b{number}")
    with pytest.raises(RequestRejected) as caught:
        bodies.admit("c")
    assert caught.value.response is errors.BUSY


def test_when_memory_is_full_the_address_that_holds_most_loses_its_oldest_body():
    async def scene() -> None:
        bodies = RequestBodies(LIMITS)  # 80 bytes together
        large = [bodies.admit("large") for _ in range(4)]
        small = bodies.admit("small")
        waiting = [
            asyncio.create_task(body.receive(SCOPE, sending(part(b"x" * 10, True))))
            for body in [*large, small]
        ]
        for address in "abc":
            waiting.append(
                asyncio.create_task(
                    bodies.admit(address).receive(SCOPE, sending(part(b"x" * 10, True)))
                )
            )
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        assert bodies.held == 80
        newcomer = bodies.admit("d")
        await newcomer.receive(SCOPE, sending(part(b"y" * 5)))
        done, _ = await asyncio.wait(waiting, timeout=120, return_when=asyncio.FIRST_COMPLETED)
        assert done == {waiting[0]}
        with pytest.raises(RequestRejected) as caught:
            waiting[0].result()
        assert caught.value.response is errors.EVICTED
        assert bodies.held == 75
        for task in waiting[1:]:
            task.cancel()

    asyncio.run(scene())


def test_memory_that_complete_bodies_hold_is_taken_from_nobody():
    async def scene() -> None:
        bodies = RequestBodies(replace(LIMITS, connections=40, per_address=40))
        for _ in range(8):
            await bodies.admit("a").receive(SCOPE, sending(part(b"x" * 10)))
        await bodies.admit("b").receive(SCOPE, sending(part(b"x")))

    with pytest.raises(RequestRejected) as caught:
        asyncio.run(scene())
    assert caught.value.response is errors.BUSY
