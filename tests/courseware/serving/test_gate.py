import asyncio
import os
import threading
from collections.abc import Callable

import pytest
from asgiref.sync import ThreadSensitiveContext, sync_to_async
from django.conf import settings

from courseware.serving.gate import Gate
from courseware.serving.limits import Limits


class App:
    """Counts who is inside; stays until it is told to go on."""

    def __init__(self, *, fails: bool = False) -> None:
        self.inside = self.most = self.seen = 0
        self.go_on = asyncio.Event()
        self.fails = fails

    async def __call__(self, scope, receive, send) -> None:
        self.inside += 1
        self.seen += 1
        self.most = max(self.most, self.inside)
        if self.fails:
            self.inside -= 1
            raise RuntimeError("broken")
        await send({"type": "http.response.start"})
        if scope["path"] == "/stream":
            await send({"type": "http.response.body", "more_body": True})
        await self.go_on.wait()
        await send({"type": "http.response.body"})
        self.inside -= 1


def gated(app, **options) -> Gate:
    return Gate(app, limits=Limits(**settings.WEB_LIMITS), **options)


async def ask(
    gate: Gate,
    path: str = "/",
    *,
    method: str = "GET",
    client: str = "192.0.2.1",
    gone: asyncio.Event | None = None,
    blocked: asyncio.Event | None = None,
) -> None:
    """A request with an empty body; its client leaves with ``gone``, reads from ``blocked`` on."""
    sent = False

    async def receive() -> dict:
        nonlocal sent
        if not sent:
            sent = True
            return {"type": "http.request", "body": b"", "more_body": False}
        await (gone or asyncio.Event()).wait()
        return {"type": "http.disconnect"}

    async def send(message: object) -> None:
        if blocked is not None:
            await blocked.wait()

    scope = {"type": "http", "method": method, "path": path, "headers": [], "client": (client, 1)}
    await gate(scope, receive, send)


async def settled() -> None:
    """Whatever can happen without waiting has happened."""
    for _ in range(20):
        await asyncio.sleep(0)


async def until(condition: Callable[[], bool]) -> None:
    """Waits as long as a busy machine takes; the limit only ends a test that fails."""
    async with asyncio.timeout(120):
        while not condition():
            await asyncio.sleep(0.001)
    await settled()


def test_no_more_are_inside_than_there_are_threads_however_slow_they_are():
    async def scene() -> App:
        app = App()
        gate = gated(app, threads=3, patience=0)
        tasks = [asyncio.create_task(ask(gate, client=f"192.0.2.{n}")) for n in range(10)]
        await until(lambda: app.inside == 3)
        app.go_on.set()
        await asyncio.gather(*tasks)
        return app

    app = asyncio.run(scene())
    assert (app.most, app.inside) == (3, 0)


def test_quick_requests_take_turns():
    async def scene() -> App:
        app = App()
        app.go_on.set()
        gate = gated(app, patience=10)
        await asyncio.gather(*(ask(gate) for _ in range(10)))
        return app

    assert asyncio.run(scene()).most == 1


def test_as_many_quick_requests_as_may_go_abreast():
    async def scene() -> App:
        app = App()
        gate = gated(app, concurrency=2, patience=10)
        tasks = [asyncio.create_task(ask(gate)) for _ in range(6)]
        await settled()
        app.go_on.set()
        await asyncio.gather(*tasks)
        return app

    app = asyncio.run(scene())
    assert (app.most, app.inside) == (2, 0)


def test_a_slow_request_holds_nobody_up():
    async def scene() -> int:
        app = App()
        gate = gated(app, patience=0.01)
        tasks = [asyncio.create_task(ask(gate)) for _ in range(2)]
        await until(lambda: app.inside == 2)
        inside = app.inside
        app.go_on.set()
        await asyncio.gather(*tasks)
        return inside

    assert asyncio.run(scene()) == 2


def test_requests_get_threads_that_stay():
    seen = []
    both = threading.Barrier(2)

    def work() -> int:
        both.wait(120)  # so that each round takes two threads
        return threading.get_ident()

    async def app(scope, receive, send) -> None:
        async with ThreadSensitiveContext():  # as Django's handler does
            seen.append(await sync_to_async(work)())

    async def scene() -> None:
        gate = gated(app, threads=2, patience=0)
        for _ in range(5):
            await asyncio.gather(ask(gate), ask(gate, client="192.0.2.2"))

    asyncio.run(scene())
    assert (len(seen), len(set(seen))) == (10, 2)


def test_a_stream_gives_its_place_back_when_it_begins():
    async def scene() -> int:
        app = App()
        gate = gated(app, threads=1, patience=10)
        tasks = [asyncio.create_task(ask(gate, "/stream")) for _ in range(5)]
        await settled()
        inside = app.inside
        app.go_on.set()
        await asyncio.gather(*tasks)
        return inside

    assert asyncio.run(scene()) == 5


def test_a_request_that_fails_gives_its_place_back():
    async def scene() -> None:
        gate = gated(App(fails=True), threads=1)
        for _ in range(3):
            with pytest.raises(RuntimeError, match="broken"):
                await asyncio.wait_for(ask(gate), 60)

    asyncio.run(scene())


def test_a_client_that_does_not_read_holds_no_place():
    async def scene() -> int:
        app, reads = App(), asyncio.Event()
        app.go_on.set()
        gate = gated(app, threads=1, patience=10)
        slow = [asyncio.create_task(ask(gate, blocked=reads)) for _ in range(3)]
        await asyncio.wait_for(ask(gate), 20)
        inside = app.inside
        reads.set()
        await asyncio.gather(*slow)
        return inside

    assert asyncio.run(scene()) == 3


@pytest.mark.parametrize(("method", "worked_on"), [("GET", 1), ("POST", 2)])
def test_a_client_that_leaves_the_queue_loses_nothing_that_it_sent(method, worked_on):
    async def scene() -> int:
        app, gone = App(), asyncio.Event()
        gate = gated(app, threads=1, patience=10)
        first = asyncio.create_task(ask(gate))
        await settled()
        waiting = asyncio.create_task(ask(gate, method=method, gone=gone))
        await settled()
        gone.set()
        await settled()
        seen = app.seen
        app.go_on.set()
        await asyncio.gather(first, waiting)
        assert seen == 1
        return app.seen

    assert asyncio.run(scene()) == worked_on


def test_work_whose_request_was_cancelled_keeps_its_thread_until_it_is_done():
    go_on, began = threading.Event(), threading.Event()
    slow_thread: list[int] = []
    quick_threads: list[int] = []

    def work() -> None:
        slow_thread.append(threading.get_ident())
        began.set()
        go_on.wait(120)

    async def app(scope, receive, send) -> None:
        if scope["path"] == "/slow":
            await sync_to_async(work)()
        else:
            quick_threads.append(await sync_to_async(threading.get_ident)())
        await send({"type": "http.response.body"})

    async def scene() -> None:
        gate = gated(app, threads=4, patience=0)
        slow = asyncio.create_task(ask(gate, "/slow"))
        await asyncio.to_thread(began.wait, 20)
        slow.cancel()
        await asyncio.wait([slow])
        async with asyncio.timeout(60):
            await asyncio.gather(*(ask(gate, client=f"192.0.2.{n}") for n in range(8)))
        assert not go_on.is_set()
        go_on.set()

    try:
        asyncio.run(scene())
    finally:
        go_on.set()
    assert len(quick_threads) == 8
    assert slow_thread[0] not in quick_threads


def test_what_may_store_something_never_hears_that_its_client_left():
    async def scene(method: str) -> bool:
        heard = []

        async def app(scope, receive, send) -> None:
            await receive()
            listening = asyncio.create_task(receive())
            await asyncio.wait([listening], timeout=0.05)
            heard.append(listening.done())
            listening.cancel()
            await send({"type": "http.response.body"})

        gone = asyncio.Event()
        gone.set()
        await ask(gated(app), method=method, gone=gone)
        return heard[0]

    assert asyncio.run(scene("GET")) is True
    assert asyncio.run(scene("POST")) is False


def test_addresses_take_turns():
    order = []

    async def app(scope, receive, send) -> None:
        order.append(scope["client"][0])
        await asyncio.sleep(0)
        await send({"type": "http.response.body"})

    async def scene() -> None:
        gate = gated(app, patience=10)
        crowd = [asyncio.create_task(ask(gate, client="192.0.2.1")) for _ in range(50)]
        await asyncio.sleep(0)
        await asyncio.gather(ask(gate, client="192.0.2.2"), *crowd)

    asyncio.run(scene())
    assert order.index("192.0.2.2") < 5


def test_slow_requests_of_one_address_leave_threads_for_others():
    async def scene() -> tuple[int, int]:
        app = App()
        gate = gated(app, threads=4, patience=0)
        tasks = [asyncio.create_task(ask(gate)) for _ in range(10)]
        await until(lambda: app.inside == 2)
        alone = app.inside
        tasks.append(asyncio.create_task(ask(gate, client="192.0.2.2")))
        await until(lambda: app.inside == 3)
        together = app.inside
        app.go_on.set()
        await asyncio.gather(*tasks)
        return alone, together

    assert asyncio.run(scene()) == (2, 3)


def test_a_request_that_is_cancelled_in_the_queue_gives_its_place_back():
    async def scene() -> None:
        app = App()
        gate = gated(app, threads=1, patience=10)
        tasks = [asyncio.create_task(ask(gate, method="POST")) for _ in range(3)]
        await settled()
        tasks[1].cancel()
        app.go_on.set()
        await asyncio.wait(tasks)
        await asyncio.wait_for(ask(gate), 20)
        assert gate.bodies.quota.taken == 0

    asyncio.run(scene())


def test_only_http_is_spoken():
    with pytest.raises(ValueError, match="HTTP only"):
        asyncio.run(gated(App())({"type": "websocket"}, None, None))


def test_requests_that_keep_a_core_busy_hold_no_page_up_and_work_on_every_core():
    async def scene() -> tuple[int, int]:
        app = App()
        gate = gated(
            app, concurrency=1, threads=2, is_slow=lambda scope: scope["path"] == "/sign-in"
        )
        hall = [asyncio.create_task(ask(gate, "/sign-in", method="POST")) for _ in range(20)]
        await settled()
        signing_in = app.inside
        page = asyncio.create_task(ask(gate, "/"))
        await settled()
        inside = app.inside
        app.go_on.set()
        await asyncio.gather(*hall, page)
        assert app.seen == 21
        return signing_in, inside

    cores = len(os.sched_getaffinity(0))
    assert asyncio.run(scene()) == (cores, cores + 1)
