"""Sessions of small submissions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from grader.sandbox import Limits, Outcome, Session, open_session

SMALL = {"load_seconds": 10.0, "call_seconds": 10.0, "memory_bytes": 256 << 20}


@pytest.fixture
def start() -> Iterator[Callable[..., Session]]:
    """A session with the source loaded; limits by name."""
    with ExitStack() as stack:

        def begin(source: str | bytes, **limits: Any) -> Session:
            session = stack.enter_context(open_session(Limits(**SMALL | limits)))
            outcome = session.load(source)
            assert outcome.verdict.value == "passed", outcome
            return session

        yield begin


@pytest.fixture
def run(start: Callable[..., Session]) -> Callable[..., Outcome]:
    """The outcome of ``f(*args)`` of a source."""

    def call(source: str | bytes, *args: Any, **limits: Any) -> Outcome:
        return start(source, **limits).call("f", args, {})

    return call
