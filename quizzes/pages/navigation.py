"""Which of an attempt's questions stand on a page, and where its buttons lead. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from quizzes.delivery.settings import Delivery

PAGE = ":page"  # the field that names a page's one question; no author's id looks like it
GO = ":go"  # the number of the question that a button leads to


@dataclass(frozen=True)
class Paging:
    """``here`` is the only question shown, ``None`` when all are."""

    here: int | None = None
    before: int | None = None
    after: int | None = None
    free: bool = False  # one may go back and forth

    def shows(self, number: int) -> bool:
        return self.here is None or number == self.here


def paging(
    delivery: Delivery, answered: Sequence[bool], *, reached: int, asked: int | None = None
) -> Paging:
    """Of questions 1, 2, … of which these are ``answered``.

    One way it is the question that is ``reached``. Where people choose, it is the one ``asked``
    for, else the first that is blank, else the first.
    """
    if delivery.one_way:
        return Paging(reached)
    if not delivery.one_per_page:
        return Paging()
    count = len(answered)
    here = asked if asked is not None and 1 <= asked <= count else _first_blank(answered)
    before = here - 1 if here > 1 else None
    after = here + 1 if here < count else None
    return Paging(here, before, after, free=True)


def _first_blank(answered: Sequence[bool]) -> int:
    return next((number for number, done in enumerate(answered, start=1) if not done), 1)
