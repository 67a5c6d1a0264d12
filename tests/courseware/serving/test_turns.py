"""The queue of requests: whose turn is next, and which thread runs it."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Coroutine
from typing import Any

import pytest

from courseware.serving.turns import Turn, TurnQueue


def queue(*, concurrency: int = 1, threads: int = 4, patience: float = 60.0) -> TurnQueue:
    return TurnQueue(concurrency=concurrency, threads=threads, patience=patience)


def scene(function: Callable[[], Coroutine[Any, Any, None]]) -> Callable[[], None]:
    """Runs a test in an event loop."""

    def test() -> None:
        asyncio.run(function())

    test.__name__ = function.__name__
    return test


@scene
async def test_the_next_turn_comes_when_the_last_one_is_finished():
    turns = queue()
    first, second = turns.request("a"), turns.request("a")
    assert (first.done(), second.done()) == (True, False)
    first.result().finish()
    assert second.done()


@scene
async def test_finishing_twice_admits_one():
    turns = queue()
    first, *waiting = (turns.request("a") for _ in range(3))
    first.result().finish()
    first.result().finish()
    assert [future.done() for future in waiting] == [True, False]


@scene
async def test_a_request_that_was_cancelled_is_passed_over():
    turns = queue()
    first, second, third = (turns.request("a") for _ in range(3))
    second.cancel()
    first.result().finish()
    assert third.done()


@scene
async def test_addresses_alternate():
    turns = queue()
    running = turns.request("a").result()
    waiting = {name: turns.request(name[0]) for name in ("a1", "a2", "b1", "b2")}
    order: list[str] = []
    for _ in range(4):
        running.finish()
        (name,) = (name for name, future in waiting.items() if future.done())
        order.append(name)
        running = waiting.pop(name).result()
    assert order == ["a1", "b1", "a2", "b2"]


@scene
async def test_after_its_patience_the_next_runs_beside_a_slow_one():
    turns = queue(patience=0.001)
    first, second = turns.request("a"), turns.request("b")
    slow: Turn = first.result()
    next_turn = await asyncio.wait_for(second, 30)
    assert slow.thread is not next_turn.thread
    third = turns.request("c")
    slow.finish()  # its turn is gone already: this admits nobody twice
    await asyncio.wait_for(third, 30)


@scene
async def test_one_address_leaves_threads_for_others():
    turns = queue(concurrency=4, threads=4)
    own = [turns.request("a") for _ in range(4)]
    assert [future.done() for future in own] == [True, True, False, False]
    assert turns.request("b").done()


@pytest.mark.parametrize("threads", [1, 2])
def test_an_address_may_always_have_one_thread(threads: int):
    assert queue(threads=threads).threads_per_address == 1


@scene
async def test_a_thread_that_works_on_is_nobody_else_s():
    turns = queue(threads=1)
    turn = turns.request("a").result()
    go_on = threading.Event()
    working = turn.thread.submit(go_on.wait, 60)
    turn.finish_when_idle()
    second = turns.request("a")
    await asyncio.sleep(0.01)
    assert not second.done()
    go_on.set()
    await asyncio.wait_for(second, 30)
    assert working.done()


@scene
async def test_the_thread_that_was_free_last_is_used_first():
    turns = queue()
    used = turns.request("a").result()
    used.finish()
    again = turns.request("b").result()
    assert again.thread is used.thread
