"""Which of an attempt's questions are on a page, and where its buttons lead. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from quizzes.delivery.settings import Delivery

PAGE = ":page"  # the field that names a page's one question; no author's id looks like it
GO = ":go"  # the number of the question that a button leads to


@dataclass(frozen=True)
class Navigation:
    """``current`` is the only question on the page, ``None`` when all are.

    ``free``: people choose the order in which they go through the questions.
    """

    current: int | None = None
    previous: int | None = None
    next: int | None = None
    free: bool = False

    def shows(self, number: int) -> bool:
        return self.current is None or number == self.current


def navigate(
    delivery: Delivery, answered: Sequence[bool], *, reached: int, requested: int | None = None
) -> Navigation:
    """The navigation between questions 1, 2, … of which these are ``answered``.

    One way it is the question that is ``reached``. Where people choose, it is the one that was
    ``requested``, else the first blank one, else the first.
    """
    if delivery.one_way:
        return Navigation(reached)
    if not delivery.one_per_page:
        return Navigation()
    count = len(answered)
    is_number = requested is not None and 1 <= requested <= count
    current = requested if requested is not None and is_number else _first_blank(answered)
    previous = current - 1 if current > 1 else None
    following = current + 1 if current < count else None
    return Navigation(current, previous, following, free=True)


def _first_blank(answered: Sequence[bool]) -> int:
    return next((number for number, done in enumerate(answered, start=1) if not done), 1)
