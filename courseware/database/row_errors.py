"""Work on many people's rows, where a row with unreadable data must not stop the others.

A failure is logged with the row's id and counted, for the site's operators; the row stays as it
was. A database that does not work at all is not the row's fault and ends the loop.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from courseware.database.transactions import is_unavailable

log = logging.getLogger(__name__)
# What code raises when stored data have another structure than it expects.
DATA_ERRORS = (KeyError, TypeError, ValueError, AttributeError, IndexError, ArithmeticError)
Row = TypeVar("Row")
Value = TypeVar("Value")


@dataclass
class BatchResult:
    """How many rows were processed, and the ids of those that failed."""

    done: int = 0
    failed: list[Any] = field(default_factory=list)


def process_rows(
    rows: Iterable[Row], process: Callable[[Row], object], *, what: str
) -> BatchResult:
    """Calls ``process`` on each row, which needs a transaction of its own.

    ``what`` completes the log message: "Attempt 7 cannot be handed in".
    """
    result = BatchResult()
    for row in rows:
        try:
            process(row)
        except Exception as error:  # the boundary between rows: any failure is one row's
            if is_unavailable(error):
                raise
            log_row_error(row, what)
            result.failed.append(getattr(row, "pk", None))
        else:
            result.done += 1
    return result


def read_or_default(read: Callable[[], Value], default: Value, *, row: Any, what: str) -> Value:
    """The value of ``read``, or ``default`` where it raises one of `DATA_ERRORS`."""
    try:
        return read()
    except DATA_ERRORS:
        log_row_error(row, what)
        return default


def log_row_error(row: Any, what: str) -> None:
    """Logs the exception that is being handled."""
    log.exception("%s %s cannot be %s.", type(row).__name__, getattr(row, "pk", row), what)
