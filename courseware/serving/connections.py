"""Connections with limits: the class that uvicorn's option ``--http`` names.

Uvicorn ends a connection that is idle after an response, and nothing else: a client that sends the
first byte of a request, or reads no response, may stay for ever. Here every state of a connection
ends by itself:

- waiting for a request, and its headers: after a time and a size, or to make room for others;
- its body, and the work on it: by the gate (`courseware.serving.gate`);
- sending: when the client takes nothing of what lies ready for a time.

Only the methods of `asyncio.Protocol` and the callbacks of httptools' parser are extended.
"""

from __future__ import annotations

import asyncio
import resource
from functools import cache, cached_property, lru_cache
from typing import Any

from django.conf import settings
from uvicorn.config import Config
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from courseware.serving import errors
from courseware.serving.errors import ErrorResponse
from courseware.serving.limits import Limits
from courseware.serving.quotas import Quota, QuotaSlot, address_key

MAX_HEADERS = 100  # of one request; browsers send twenty
MAX_UNREAD = 512  # responses that their clients do not read at once; each may be held in memory
MAX_PIPELINED = 4  # requests that may wait on one connection; browsers send none ahead
RESERVED_DESCRIPTORS = 128  # files, databases, Redis, the sockets that listen


@cache
def _quota(limits: Limits) -> Quota:
    """The connections of this process."""
    descriptors, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    total = min(limits.connections, max(10, descriptors - RESERVED_DESCRIPTORS))
    return Quota(total, limits.per_address)


_unread = Quota(MAX_UNREAD, MAX_UNREAD)


@lru_cache
def _is_proxy(config: Config, host: str) -> bool:
    return (
        host in ProxyHeadersMiddleware(config.loaded_app, config.forwarded_allow_ips).trusted_hosts
    )


class Connection(HttpToolsProtocol):
    """One connection of a client."""

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self._slot: QuotaSlot | None = None
        self._head_timer: asyncio.TimerHandle | None = None
        self._reply_timer: asyncio.TimerHandle | None = None
        self._in_head = True
        self._received = 0  # bytes of this head, or of this body as it is sent
        self._head_bytes = self._headers = 0  # of this request, with trailers
        self._unread: QuotaSlot | None = None
        self._cycles: list[RequestResponseCycle] = []

    @cached_property
    def limits(self) -> Limits:
        return Limits(**settings.WEB_LIMITS)

    # -- waiting for a request --------------------------------------------------------------------
    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # uvicorn declares less
        super().connection_made(transport)
        # So `pause_writing` is called for whatever the client does not take at once.
        transport.set_write_buffer_limits(high=0)
        quota = _quota(self.limits)
        self._slot = quota.acquire(self._address, self._evicted)
        if self._slot is None:
            self._end(errors.BUSY if quota.taken >= quota.total else errors.TOO_MANY)
        else:
            self._await_head(self.limits.head_seconds)

    @cached_property
    def _address(self) -> str | None:
        """A trusted proxy speaks for many; the gate counts those."""
        if self.client is None:
            return None
        is_proxy = self.config.proxy_headers and _is_proxy(self.config, self.client[0])
        return None if is_proxy else address_key(self.client[0])

    def _await_head(self, seconds: float) -> None:
        self._head_timer = self.loop.call_later(seconds, self._head_too_slow)
        if self._slot is not None:
            self._slot.set_evictable(True)

    def _head_too_slow(self) -> None:
        self._end(errors.head_too_slow(self.limits.head_seconds) if self._received else None)

    def _evicted(self) -> None:
        self._end(errors.EVICTED if self._received else None)

    def _end(self, response: ErrorResponse | None) -> None:
        """Closes, with an response where none is under way."""
        if self.transport.is_closing():
            return
        if response is not None and all(cycle.response_complete for cycle in self._cycles):
            self.transport.write(response.raw)
        self.transport.close()

    # -- receiving --------------------------------------------------------------------------------
    def data_received(self, data: bytes) -> None:
        self._received += len(data)
        super().data_received(data)
        if self._in_head and self._received > self.limits.head_bytes:
            self._end(errors.head_too_large(self.limits.head_bytes))
        elif self._received > 2 * self.limits.body_bytes:
            self._end(None)  # chunks of one byte, endless notes on chunks

    def on_message_begin(self) -> None:
        if len(self.pipeline) >= MAX_PIPELINED:
            raise ValueError("too many requests are sent ahead")
        self._in_head, self._head_bytes, self._headers = True, 0, 0
        super().on_message_begin()

    def on_url(self, url: bytes) -> None:
        self._count_head(url)
        super().on_url(url)

    def on_header(self, name: bytes, value: bytes) -> None:
        self._count_head(name, value)
        super().on_header(name, value)

    def _count_head(self, *parts: bytes) -> None:
        """Trailers come here too."""
        self._head_bytes += sum(map(len, parts))
        self._headers += len(parts) - 1
        if self._head_is_too_large():
            raise ValueError("too many headers")

    def _head_is_too_large(self) -> bool:
        return self._head_bytes > self.limits.head_bytes or self._headers > MAX_HEADERS

    def on_headers_complete(self) -> None:
        if self._head_timer is not None:
            self._head_timer.cancel()
            self._head_timer = None
        if self._slot is not None:
            self._slot.set_evictable(False)
        self._in_head, self._received = False, 0
        super().on_headers_complete()
        self._cycles.append(self.cycle)

    def on_message_complete(self) -> None:
        self._in_head, self._received = True, 0
        super().on_message_complete()

    def send_400_response(self, msg: str) -> None:
        """The parser has refused what the client sent, or a callback has."""
        if self._head_is_too_large():
            self._end(errors.head_too_large(self.limits.head_bytes))
        else:
            self._end(ErrorResponse(400, msg))

    # -- sending ----------------------------------------------------------------------------------
    def pause_writing(self) -> None:
        super().pause_writing()
        self._reply_timer = self.loop.call_later(self.limits.reply_seconds, self.transport.abort)
        self._unread = _unread.acquire(self._address, self.transport.abort)
        if self._unread is not None:
            self._unread.set_evictable(True)

    def resume_writing(self) -> None:
        self._has_sent()
        super().resume_writing()

    def _has_sent(self) -> None:
        if self._reply_timer is not None:
            self._reply_timer.cancel()
            self._reply_timer = None
        if self._unread is not None:
            self._unread.release()
            self._unread = None

    def on_response_complete(self) -> None:
        self._cycles = [cycle for cycle in self._cycles if not cycle.response_complete]
        super().on_response_complete()
        if not self._cycles and not self.transport.is_closing():
            # Uvicorn ends a connection on which nothing comes; this one, where too little does.
            self._await_head(self.timeout_keep_alive + self.limits.head_seconds)

    # -- ending -----------------------------------------------------------------------------------
    def connection_lost(self, exc: Exception | None) -> None:
        if self._head_timer is not None:
            self._head_timer.cancel()
        self._has_sent()
        if self._slot is not None:
            self._slot.release()
        for cycle in self._cycles:  # uvicorn tells the last of them only
            if not cycle.response_complete:
                cycle.disconnected = True
                cycle.message_event.set()
        super().connection_lost(exc)
