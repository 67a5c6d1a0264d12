"""The request, trace and submission that this thread works for, for every line that it logs."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from celery import current_task

from courseware.tracing import spans

_context: ContextVar[dict[str, str] | None] = ContextVar("log_context", default=None)


@contextmanager
def log_context(**fields: object) -> Iterator[None]:
    """Adds fields to every line that is logged inside."""
    token = _context.set({**(_context.get() or {}), **{k: str(v) for k, v in fields.items()}})
    try:
        yield
    finally:
        _context.reset(token)


class ContextFilter(logging.Filter):
    """Sets the fields on each record; what is unknown is left out."""

    def filter(self, record: logging.LogRecord) -> bool:
        known = dict(_context.get() or {})
        # Django logs some responses after the middleware has returned.
        if identity := getattr(getattr(record, "request", None), "request_id", ""):
            known["request_id"] = identity
        if current_task and current_task.request.id:
            known["task"] = current_task.request.id
            known.setdefault("task_name", current_task.name)
        if trace_id := spans.trace_id():
            known["trace_id"] = trace_id
        for name, value in known.items():
            setattr(record, name, value)
        return True
