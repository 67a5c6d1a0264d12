import asyncio
import threading
import time

import pytest
from asgiref.sync import ThreadSensitiveContext, sync_to_async

from courseware.gate import Gate


class App:
    """Counts who is inside; stays until it is told to go on."""

    def __init__(self, *, fails: bool = False) -> None:
        self.inside = self.most = 0
        self.go_on = asyncio.Event()
        self.fails = fails

    async def __call__(self, scope, receive, send) -> None:
        self.inside += 1
        self.most = max(self.most, self.inside)
        if self.fails:
            self.inside -= 1
            raise RuntimeError("broken")
        if scope["path"] == "/stream":
            await send({"type": "http.response.start"})
        await self.go_on.wait()
        if scope["path"] != "/stream":
            await send({"type": "http.response.start"})
        self.inside -= 1


async def ask(gate: Gate, path: str = "/") -> None:
    async def nothing(message: object = None) -> None: ...

    await gate({"type": "http", "path": path}, nothing, nothing)


async def settled(*tasks: asyncio.Task) -> None:
    for _ in range(20):
        await asyncio.sleep(0)


def test_no_more_are_inside_than_there_are_threads_however_slow_they_are():
    async def scene() -> App:
        app = App()
        gate = Gate(app, threads=3, patience=0)
        tasks = [asyncio.create_task(ask(gate)) for _ in range(10)]
        await asyncio.sleep(0.05)
        app.go_on.set()
        await asyncio.gather(*tasks)
        return app

    app = asyncio.run(scene())
    assert (app.most, app.inside) == (3, 0)


def test_quick_requests_take_turns():
    async def scene() -> App:
        app = App()
        app.go_on.set()
        gate = Gate(app, patience=10)
        await asyncio.gather(*(ask(gate) for _ in range(10)))
        return app

    assert asyncio.run(scene()).most == 1


def test_as_many_quick_requests_as_may_go_abreast():
    async def scene() -> App:
        app = App()
        gate = Gate(app, abreast=2, patience=10)
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
        gate = Gate(app, patience=0.01)
        tasks = [asyncio.create_task(ask(gate)) for _ in range(2)]
        await asyncio.sleep(0.1)
        inside = app.inside
        app.go_on.set()
        await asyncio.gather(*tasks)
        return inside

    assert asyncio.run(scene()) == 2


def test_requests_get_threads_that_stay():
    seen = []

    def work() -> int:
        time.sleep(0.02)
        return threading.get_ident()

    async def app(scope, receive, send) -> None:
        async with ThreadSensitiveContext():  # as Django's handler does
            seen.append(await sync_to_async(work)())

    async def scene() -> None:
        gate = Gate(app, threads=2, patience=0)
        for _ in range(5):
            await asyncio.gather(ask(gate), ask(gate))

    asyncio.run(scene())
    assert (len(seen), len(set(seen))) == (10, 2)


def test_a_stream_gives_its_place_back_when_it_begins():
    async def scene() -> int:
        app = App()
        gate = Gate(app, threads=1, patience=10)
        tasks = [asyncio.create_task(ask(gate, "/stream")) for _ in range(5)]
        await settled()
        inside = app.inside
        app.go_on.set()
        await asyncio.gather(*tasks)
        return inside

    assert asyncio.run(scene()) == 5


def test_a_request_that_fails_gives_its_place_back():
    async def scene() -> None:
        gate = Gate(App(fails=True), threads=1)
        for _ in range(3):
            with pytest.raises(RuntimeError, match="broken"):
                await asyncio.wait_for(ask(gate), 1)

    asyncio.run(scene())
