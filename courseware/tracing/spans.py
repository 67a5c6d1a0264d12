"""Spans of what the site does, as the rest of the site makes them.

While tracing is off, which is the default, none is made and no package of OpenTelemetry is needed;
`courseware.tracing.setup` switches it on. A span's name and attributes come from the code, such as
a phase, a task or the pattern of an address: never from a person, a file or an exception's text.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from typing import Any, Protocol

Attributes = Mapping[str, str | int | float | bool]


class OpenSpan(Protocol):
    """A span that is ended by hand; ending it again does nothing."""

    def end(self) -> None: ...


class Recorder(Protocol):
    """What makes spans while tracing is on (`courseware.tracing.recorder`)."""

    def span(
        self, name: str, kind: str, parent: str | None, attributes: Attributes | None
    ) -> AbstractContextManager[Any]: ...

    def begin(self, name: str, parent: str | None, current: bool) -> OpenSpan: ...

    def record(self, name: str, began: int) -> None: ...

    def describe(self, name: str, attributes: Attributes) -> None: ...

    def is_recording(self) -> bool: ...

    def traceparent(self) -> str: ...

    def trace_id(self) -> str: ...


class _Nothing:
    def end(self) -> None:
        return


_recorder: Recorder | None = None
_NO_SPAN: AbstractContextManager[None] = nullcontext()
_NOTHING = _Nothing()


def use(recorder: Recorder | None) -> None:
    """Makes spans with the recorder from now on, or none any more."""
    global _recorder
    _recorder = recorder


def is_on() -> bool:
    return _recorder is not None


def span(
    name: str,
    *,
    kind: str = "internal",
    parent: str | None = None,
    attributes: Attributes | None = None,
) -> AbstractContextManager[Any]:
    """A span around a block, in which it is the current one.

    ``parent`` is a W3C traceparent; empty, the span begins a trace of its own. Without it the
    parent is the current span. An exception marks the span with its type.
    """
    return _NO_SPAN if _recorder is None else _recorder.span(name, kind, parent, attributes)


def begin(name: str, *, parent: str | None = None, current: bool = True) -> OpenSpan:
    """A span that lasts until its ``end``; the current one meanwhile, unless told otherwise."""
    return _NOTHING if _recorder is None else _recorder.begin(name, parent, current)


def record(name: str, began: int) -> None:
    """A span from a time in the past, in nanoseconds since the epoch, until now."""
    if _recorder is not None:
        _recorder.record(name, began)


def describe(name: str, attributes: Attributes) -> None:
    """Gives the current span another name, and attributes."""
    if _recorder is not None:
        _recorder.describe(name, attributes)


def is_recording() -> bool:
    """Whether there is a current span that will be exported."""
    return _recorder is not None and _recorder.is_recording()


def traceparent() -> str:
    """The current span as a W3C traceparent; empty without one."""
    return "" if _recorder is None else _recorder.traceparent()


def trace_id() -> str:
    """Of the current span, as 32 hexadecimal digits; empty without one."""
    return "" if _recorder is None else _recorder.trace_id()


class Stages:
    """Spans that follow one another."""

    def __init__(self) -> None:
        self._open: OpenSpan = _NOTHING

    def next(self, name: str) -> None:
        """Ends the last one and begins another, which is the current span."""
        self._open.end()
        self._open = begin(name)

    def end(self) -> None:
        """Ends the last one."""
        self._open.end()
