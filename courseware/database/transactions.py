"""Transactions that are retried, and errors that mean "not now".

SQLite makes a writer wait for the lock (``timeout`` in the settings). PostgreSQL aborts one of two
transactions that wait for each other, and a connection can be lost in the middle: then nothing was
stored, and running it again usually succeeds. What still fails is not the request's fault;
`courseware.middleware.unavailable` responds so that nothing that was sent is lost.
"""

from __future__ import annotations

import errno
import random
import sqlite3
import time
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import InterfaceError, OperationalError, connection, transaction

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")

MAX_RUNS = 3
PAUSE = 0.05  # seconds before the second run, twice as long before each further one
_ABORTED = {"40001", "40P01", "55P03"}  # serialization failure, deadlock, lock timeout
_CONNECTION_LOST = ("08", "57P")  # connection errors, a server that shuts down or starts
_FULL = {errno.ENOSPC, errno.EDQUOT}
_SQLITE_BUGS = {sqlite3.SQLITE_ERROR, sqlite3.SQLITE_TOOBIG}  # our own: the statement is wrong


def in_transaction(function: Callable[Parameters, Result]) -> Callable[Parameters, Result]:
    """Like `transaction.atomic`, but retries the function after a deadlock or a lost connection.

    For services that may run twice: a connection can also be lost after the commit. Inside another
    transaction it is part of that one and not retried.
    """

    @wraps(function)
    def wrapped(*args: Parameters.args, **kwargs: Parameters.kwargs) -> Result:
        if connection.in_atomic_block:
            with transaction.atomic():
                return function(*args, **kwargs)
        for run in range(1, MAX_RUNS + 1):
            try:
                with transaction.atomic():
                    return function(*args, **kwargs)
            except (OperationalError, InterfaceError) as error:
                if run == MAX_RUNS or not _is_worth_retrying(error):
                    raise
                if _is_connection_lost(error):
                    connection.close()  # the next run opens another
                time.sleep(PAUSE * 2 ** (run - 1) * random.uniform(0.5, 1.5))
        raise AssertionError("the last run returns or raises")

    return wrapped


def is_unavailable(error: BaseException | None) -> bool:
    """Whether database or disk could not do their work just now; the same may succeed later."""
    if isinstance(error, OSError) and error.errno in _FULL:
        return True
    if isinstance(error, InterfaceError):
        return True
    if not isinstance(error, OperationalError):
        return False
    code = getattr(error.__cause__, "sqlite_errorcode", None)
    # Extended result codes hold the primary code in their lowest byte.
    return code is None or code & 0xFF not in _SQLITE_BUGS


def _is_worth_retrying(error: Exception) -> bool:
    """Not on SQLite, which has already waited for as long as the settings allow."""
    return connection.vendor != "sqlite" and (
        _sqlstate(error) in _ABORTED or _is_connection_lost(error)
    )


def _is_connection_lost(error: Exception) -> bool:
    code = _sqlstate(error)
    return code is None or code.startswith(_CONNECTION_LOST)


def _sqlstate(error: Exception) -> str | None:
    """PostgreSQL's error code; ``None`` when the server could not be reached."""
    return getattr(error.__cause__, "sqlstate", None)
