"""Work on many people's rows, one at a time: a row that cannot be worked on stops no other.

What fails is logged with the row's id and counted, for whoever runs the site; the row stays as it
was. A database that cannot work at all is no fault of a row's and ends the walk.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from courseware.database.transactions import is_unavailable

log = logging.getLogger(__name__)
# What code raises that meets data of another form than it expects.
DATA_ERRORS = (KeyError, TypeError, ValueError, AttributeError, IndexError, ArithmeticError)
Row = TypeVar("Row")
Made = TypeVar("Made")


@dataclass
class BatchResult:
    """How many rows were done, and the ids of those that could not be."""

    done: int = 0
    failed: list[Any] = field(default_factory=list)


def process_rows(rows: Iterable[Row], work: Callable[[Row], object], *, what: str) -> BatchResult:
    """Does the work on each row; it is to have a transaction of its own. ``what`` completes the
    log's line: "Attempt 7 cannot be handed in"."""
    result = BatchResult()
    for row in rows:
        try:
            work(row)
        except Exception as error:
            if is_unavailable(error):
                raise
            log_row_error(row, what)
            result.failed.append(getattr(row, "pk", None))
        else:
            result.done += 1
    return result


def read_or_default(make: Callable[[], Made], instead: Made, *, row: Any, what: str) -> Made:
    """What ``make`` gives, or ``instead`` where the row's data have a form that it cannot read."""
    try:
        return make()
    except DATA_ERRORS:
        log_row_error(row, what)
        return instead


def log_row_error(row: Any, what: str) -> None:
    """To be called while the exception is handled."""
    log.exception("%s %s cannot be %s.", type(row).__name__, getattr(row, "pk", row), what)
