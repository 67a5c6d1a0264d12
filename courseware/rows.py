"""Work on many people's rows, one at a time: a row that cannot be worked on stops no other.

What fails is logged with the row's id and counted, for whoever runs the site; the row stays as it
was. A database that cannot work at all is no fault of a row's and ends the walk.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from courseware.transactions import is_unavailable

log = logging.getLogger(__name__)
# What code raises that meets data of another form than it expects.
UNREADABLE = (KeyError, TypeError, ValueError, AttributeError, IndexError, ArithmeticError)
Row = TypeVar("Row")
Made = TypeVar("Made")


@dataclass
class Tally:
    """How many rows were done, and the ids of those that could not be."""

    done: int = 0
    failed: list[Any] = field(default_factory=list)


def one_by_one(rows: Iterable[Row], work: Callable[[Row], object], *, what: str) -> Tally:
    """Does the work on each row; it is to have a transaction of its own. ``what`` completes the
    log's line: "Attempt 7 cannot be handed in"."""
    tally = Tally()
    for row in rows:
        try:
            work(row)
        except Exception as error:
            if is_unavailable(error):
                raise
            tell_of(row, what)
            tally.failed.append(getattr(row, "pk", None))
        else:
            tally.done += 1
    return tally


def readable(make: Callable[[], Made], instead: Made, *, row: Any, what: str) -> Made:
    """What ``make`` gives, or ``instead`` where the row's data have a form that it cannot read."""
    try:
        return make()
    except UNREADABLE:
        tell_of(row, what)
        return instead


def tell_of(row: Any, what: str) -> None:
    """To be called while the exception is handled."""
    log.exception("%s %s cannot be %s.", type(row).__name__, getattr(row, "pk", row), what)
