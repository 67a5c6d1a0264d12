import asyncio

import pytest

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


def test_no_more_are_inside_than_there_are_places():
    async def scene() -> App:
        app = App()
        gate = Gate(app, 3)
        tasks = [asyncio.create_task(ask(gate)) for _ in range(10)]
        await settled()
        app.go_on.set()
        await asyncio.gather(*tasks)
        return app

    app = asyncio.run(scene())
    assert (app.most, app.inside) == (3, 0)


def test_a_stream_gives_its_place_back_when_it_begins():
    async def scene() -> int:
        app = App()
        gate = Gate(app, 1)
        tasks = [asyncio.create_task(ask(gate, "/stream")) for _ in range(5)]
        await settled()
        inside = app.inside
        app.go_on.set()
        await asyncio.gather(*tasks)
        return inside

    assert asyncio.run(scene()) == 5


def test_a_request_that_fails_gives_its_place_back():
    async def scene() -> None:
        gate = Gate(App(fails=True), 1)
        for _ in range(3):
            with pytest.raises(RuntimeError, match="broken"):
                await asyncio.wait_for(ask(gate), 1)

    asyncio.run(scene())
