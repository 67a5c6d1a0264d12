"""Item kinds: what the site must know of quizzes, labs and whatever comes next.

A kind is an object that its app registers in ``AppConfig.ready``. The site never imports the
app; it asks the kind. A new kind is a new app and its line in ``INSTALLED_APPS``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from courseware.database.row_errors import read_or_default
from grader.files.faults import Faults

if TYPE_CHECKING:
    from courseware.items.models import Course, Item
    from courseware.people.models import User


@dataclass(frozen=True)
class Definition:
    """An item as read from its file or folder, free of faults and not yet stored.

    ``digest`` is a hash of all that students can notice: the same digest is the same revision.
    ``payload`` is the kind's own.
    """

    slug: str
    title: str
    digest: str
    payload: Any
    references: tuple[str, ...] = ()  # "chapter#anchor" places that must exist
    file: str = ""


@dataclass(frozen=True)
class ItemState:
    """How far one person has come with one item.

    ``name`` is one of ``new started waiting done``; ``words`` says it on the page
    ("2 of 5 answered", "being graded").
    """

    name: str = "new"
    words: str = "not started"


@dataclass(frozen=True)
class Work:
    """One attempt or submission, for the pages that list a person's work."""

    title: str
    url: str
    at: datetime
    state: str
    fraction: float | None
    counts: bool = False  # this one decides the score
    late_by: timedelta = timedelta()
    facts: tuple[str, ...] = field(default=())


@dataclass(frozen=True)
class Flagged:
    """A piece of work that an instructor should look at, and why."""

    title: str
    person: str
    url: str
    at: datetime
    reason: str


class ItemKind(Protocol):
    """What an app hands over for its kind of item."""

    name: str  # the key in course.yaml and the value of Item.kind
    label: str  # "Quiz"
    plural: str  # "quizzes": the key of the folder in a course and of the count

    def find(self, slug: str, course_folder: Path) -> Path | None:
        """The item's file or folder: the course's own first, then the shipped ones."""

    def known(self, course_folder: Path) -> list[str]:
        """All slugs that `find` would find, for near matches in error messages."""

    def read(self, path: Path, faults: Faults, shown: str) -> Definition | None:
        """Reads and checks the files; mistakes go to ``faults``. Touches no database."""

    def counts(self, definitions: Sequence[Definition]) -> dict[str, Any]:
        """Figures for ``check_course``; must hold ``plural``."""

    def store(self, item: Item, definition: Definition) -> bool:
        """Makes the definition the item's current revision; says whether that is a new one.

        In short transactions, as students work meanwhile; doing it again after an interruption
        completes it. Work stays with the revision it was done on.
        """

    def url(self, item: Item) -> str:
        """Where a person does the item."""

    def states(self, items: Sequence[Item], user: User) -> dict[int, ItemState]:
        """By item id, in a number of queries that does not grow; missing means not started."""

    def due_dates(self, items: Sequence[Item], user: User) -> dict[int, datetime]:
        """By item id, where the kind itself moves the due date for this person; not extensions."""

    def work(self, item: Item, user: User) -> list[Work]:
        """A person's attempts or submissions, newest first; an instructor can open them."""

    def flagged(self, course: Course) -> list[Flagged]:
        """Work in the course that an instructor should look at, newest first; not more than fits
        on a page."""


_kinds: dict[str, ItemKind] = {}


def register(kind: ItemKind) -> None:
    """Called by an app when it starts."""
    _kinds[kind.name] = kind


def kind_named(name: str) -> ItemKind:
    return _kinds[name]


def all_kinds() -> list[ItemKind]:
    return sorted(_kinds.values(), key=lambda kind: kind.name)


def _states(kind: ItemKind, items: Sequence[Item], user: User) -> dict[int, ItemState]:
    """Each item by itself where all together cannot be told: one that cannot be read says so."""
    together = read_or_default(
        lambda: kind.states(items, user), None, row=user, what="told progress"
    )
    if together is not None:
        return together
    unknown = ItemState("started", "cannot be shown")
    found: dict[int, ItemState] = {}
    for item in items:
        alone = lambda item=item: kind.states([item], user)  # noqa: E731
        found |= read_or_default(alone, {item.id: unknown}, row=item, what="shown in a list")
    return found


def states_of(items: Iterable[Item], user: User) -> dict[int, ItemState]:
    """States of items of all kinds, by item id; every item has one."""
    items = list(items)
    states: dict[int, ItemState] = {}
    for kind in all_kinds():
        mine = [item for item in items if item.kind == kind.name]
        if mine:
            states.update(_states(kind, mine, user))
    return {item.id: states.get(item.id, ItemState()) for item in items}
