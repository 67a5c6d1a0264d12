"""A span for each query of a traced request or task, on any database.

It names the operation and the first table. The statement is left out: Django passes values apart
from it, but code may not.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

from courseware.tracing import spans

_OPERATION = re.compile(r"\s*\(?\s*([A-Za-z]{1,12})\b")
_TABLE = re.compile(r'\b(?:FROM|INTO|UPDATE)\s+"?(\w{1,63})"?', re.IGNORECASE)


def install() -> None:
    """For the connections that are open, and those that will be."""
    connection_created.connect(_add, dispatch_uid="courseware.tracing")
    for connection in connections.all(initialized_only=True):
        _add(connection)


def _add(connection: BaseDatabaseWrapper, **_: Any) -> None:
    if traced not in connection.execute_wrappers:
        connection.execute_wrappers.append(traced)


def traced(
    execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: dict[str, Any]
) -> Any:
    """An execute wrapper (Django's database instrumentation)."""
    if not spans.is_recording():
        return execute(sql, params, many, context)
    operation, table = summary(sql) if isinstance(sql, str) else ("QUERY", "")
    attributes = {
        "db.system.name": context["connection"].vendor,
        "db.operation.name": operation,
        "db.collection.name": table,
    }
    name = f"{operation} {table}".strip()
    with spans.span(name, kind="client", attributes=attributes):
        return execute(sql, params, many, context)


@lru_cache(maxsize=1024)
def summary(sql: str) -> tuple[str, str]:
    """The operation and the first table that a statement names."""
    operation, table = _OPERATION.match(sql), _TABLE.search(sql)
    return (operation[1].upper() if operation else "QUERY", table[1] if table else "")
