"""Transactions that run again when the database gave them up, and errors that mean "not now".

SQLite makes a writer wait for the lock (``timeout`` in the settings). PostgreSQL ends one of two
transactions that wait for each other, and a connection can be lost in the middle: then nothing was
stored, and doing the same again usually succeeds. What still fails is not the request's fault;
`courseware.middleware.unavailable` answers it so that nothing that was sent is lost.
"""

from __future__ import annotations

import random
import sqlite3
import time
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import InterfaceError, OperationalError, connection, transaction

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")

RUNS = 3
PAUSE = 0.05  # seconds before the second run, twice as long before each further one
_GIVEN_UP = {"40001", "40P01", "55P03"}  # serialization failure, deadlock, lock timeout
_LOST = ("08", "57P")  # connection errors, a server that shuts down or starts
_SQLITE_FAULTS = {sqlite3.SQLITE_ERROR, sqlite3.SQLITE_TOOBIG}  # the statement itself is wrong


def in_transaction(function: Callable[Parameters, Result]) -> Callable[Parameters, Result]:
    """Like `transaction.atomic`, but runs the function again after a deadlock or a lost connection.

    For services that may run twice: a connection can also be lost after the commit. Inside another
    transaction it is part of that one, which decides.
    """

    @wraps(function)
    def wrapped(*args: Parameters.args, **kwargs: Parameters.kwargs) -> Result:
        if connection.in_atomic_block:
            with transaction.atomic():
                return function(*args, **kwargs)
        for run in range(1, RUNS + 1):
            try:
                with transaction.atomic():
                    return function(*args, **kwargs)
            except (OperationalError, InterfaceError) as error:
                if run == RUNS or not _may_succeed_now(error):
                    raise
                if _is_lost(error):
                    connection.close()  # the next run opens another
                time.sleep(PAUSE * 2 ** (run - 1) * random.uniform(0.5, 1.5))
        raise AssertionError("the last run returns or raises")

    return wrapped


def is_unavailable(error: BaseException | None) -> bool:
    """Whether the database could not work now; the same request may succeed later."""
    if isinstance(error, InterfaceError):
        return True
    if not isinstance(error, OperationalError):
        return False
    code = getattr(error.__cause__, "sqlite_errorcode", None)
    return code is None or code & 0xFF not in _SQLITE_FAULTS


def _may_succeed_now(error: Exception) -> bool:
    """SQLite has waited already, as long as the settings allow."""
    return connection.vendor != "sqlite" and (_code(error) in _GIVEN_UP or _is_lost(error))


def _is_lost(error: Exception) -> bool:
    code = _code(error)
    return code is None or code.startswith(_LOST)


def _code(error: Exception) -> str | None:
    """PostgreSQL's five characters; the driver has none when the server cannot be reached."""
    return getattr(error.__cause__, "sqlstate", None)
