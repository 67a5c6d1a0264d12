"""The interface of item kinds: what the site must know of quizzes, labs and whatever comes next.

A kind is an object of a subclass of `ItemKind`, which its app registers in ``AppConfig.ready``. The
site never imports the app; it calls the kind. A third kind is an app and its line in
``INSTALLED_APPS``: `tests/courseware/items/test_third_kind.py` adds one so. Jobs that run at
intervals are not part of a kind; they are in ``CELERY_BEAT_SCHEDULE``.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Protocol, cast

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from courseware.items import registry
from courseware.items.class_hooks import ClassHooks, People
from courseware.items.exports import ExportedFile, Table
from courseware.items.files import ItemFiles
from courseware.items.interrupted import Interrupted
from courseware.items.manual import Counts, ManualGrade, ManualPart, ManualWork, ShownWork
from courseware.items.models import Course, Item
from courseware.items.places import Place
from courseware.items.progress import Progress, ProgressMap
from courseware.items.regrading import Regrading
from courseware.items.turns import Turn
from courseware.items.works import FlaggedWork, Work
from courseware.people.models import User
from courseware.people.policy import Access
from grader.files.faults import Faults


@dataclass(frozen=True)
class Definition:
    """An item as read from its file or folder, without errors and not yet stored.

    ``digest`` is a hash of everything that students can notice: the same digest is the same
    revision. ``payload`` is whatever the kind needs to store it.
    """

    slug: str
    title: str
    digest: str
    payload: Any
    references: tuple[str, ...] = ()  # "chapter#anchor" places that must exist
    file: str = ""
    points: float = 10.0  # what it is worth where the course file does not say


@dataclass(frozen=True)
class ItemState:
    """How far one person has come with one item.

    ``name`` is one of ``new started waiting done``; ``words`` says it on the page
    ("2 of 5 answered", "being graded"). What has been done once stays so while it is tried again:
    ``done_before``. A score from ``pass_mark`` on is one to be content with.
    """

    name: str = "new"
    words: str = field(default_factory=lambda: gettext("not started"))
    done_before: bool = False
    pass_mark: float = 0.5


@dataclass(frozen=True)
class AuthorNote:
    """What students do not see of an item, for a preview: a heading, and rows of label and text."""

    title: str
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class InChapter:
    """An item that is done in the text of a page, in place of a card that leads to it.

    ``scripts`` are static files that the page then needs.
    """

    html: SafeString
    scripts: tuple[str, ...] = ()


_PROGRESS = {
    "started": Progress.STARTED,
    "waiting": Progress.WAITING,
    "done": Progress.HANDED_IN,
}


class ItemKind(ClassHooks, Protocol):
    """What an app implements for its kind of item, as a subclass.

    The methods after ``work`` are optional, and those of `ClassHooks`: a kind without such a
    feature inherits the default.
    """

    name: str  # the key in course.yaml and the value of Item.kind: "quiz"
    label: str  # for people: "Quiz"
    plural: str  # the folder in addresses, and the key of the count: "quizzes"
    urls: str  # the module of its URL patterns, below /courses/<course>/<plural>/
    files: ItemFiles
    made_on_site: bool = False
    """Whether the staff makes the items on the site and enters their scores: nobody hands in work.

    course.yaml may list such items under the kind's name; loading it leaves the others alone.
    """

    @abstractmethod
    def read(self, path: Path, faults: Faults, shown: str) -> Definition | None:
        """Reads and checks the files of one item, without the database.

        Errors go to ``faults``, under the path ``shown``. ``None`` when there is nothing to store.
        """

    @abstractmethod
    def store(self, item: Item, definition: Definition) -> bool:
        """Makes the definition the item's current revision; says whether that is a new one.

        In short transactions, as students work meanwhile; doing it again after an interruption
        completes it. Work stays with the revision that it was done on.
        """

    @abstractmethod
    def url(self, item: Item) -> str:
        """The address of the page where a person does the item."""

    @abstractmethod
    def states(self, items: Sequence[Item], user: User) -> dict[int, ItemState]:
        """By item id, in a fixed number of queries; a missing id means not started."""

    def progress(self, items: Sequence[Item], people: Collection[int]) -> ProgressMap:
        """How far each of the people (by id) has come with each item, for the gradebook.

        Those who have not begun are left out; other people's may be in it. A kind should answer
        for a whole class in a fixed number of queries. Default: `states`, one person at a time.
        """
        found: ProgressMap = {}
        for person in User.objects.filter(pk__in=people):
            for item, state in self.states(items, person).items():
                if state.name in _PROGRESS:
                    found[item, person.pk] = _PROGRESS[state.name]
        return found

    def decisions(
        self, items: Sequence[Item], people: Collection[int]
    ) -> dict[tuple[int, int], tuple[float, timedelta]]:
        """By ids of item and person, the fraction and the lateness that the score policy decides.

        For previews and changes of rules: ``items`` need not be as they are stored. Other people's
        may be in it. In a fixed number of queries. Default: none.
        """
        return {}

    @abstractmethod
    def work(self, item: Item, user: User) -> list[Work]:
        """A person's attempts or submissions, newest first; an instructor can open them."""

    def works(self, items: Sequence[Item], user: User) -> dict[int, list[Work]]:
        """`work` of many items, by item id; best in a fixed number of queries.

        Default: one item after the other.
        """
        return {item.id: self.work(item, user) for item in items}

    def names(self, items: Sequence[Item]) -> dict[int, str]:
        """By item id, words that search finds an item by besides its title, in one query.

        Only what everybody may know who may see the title: never an answer.
        Default: none.
        """
        return {}

    def check(self, path: Path, faults: Faults, shown: str) -> str:
        """What ``check_course`` looks at beyond `read`, in an item that can be read.

        Errors go to ``faults``, under the path ``shown``. Returns: a sentence when this host cannot
        check all of it, or an empty text. Default: there is nothing more to check.
        """
        return ""

    def index_page(self, course: Course) -> tuple[str, str] | None:
        """Address and name of a page that lists all of the kind in a course, for the page header.

        Default: there is none.
        """
        return None

    def preview_url(self, item: Item, user: User) -> str:
        """The page that an author wants to see of an item that is previewed, as this person.

        Default: the page where the item is done.
        """
        return self.url(item)

    def in_chapter(self, items: Sequence[Item], request: HttpRequest) -> dict[int, InChapter]:
        """By item id, of the items of a chapter, those that are done in its text.

        For the person of the request, who is in the course. Default: none; each has a card.
        """
        return {}

    def checked_in_text(self, items: Sequence[Item]) -> set[int]:
        """The ids of those that are checked while they are answered, in the text of a chapter.

        Their score is no news. In one query. Default: none.
        """
        return set()

    def api_router(self) -> Any:
        """The kind's part of the API, below /courses/{course}/<plural>: a `ninja.Router`.

        Default: none.
        """
        return None

    def trial_fault(self, definition: Definition) -> str:
        """Why visitors cannot try the item without an account; empty when they can.

        Default: no item of the kind can be tried so.
        """
        return f"a {self.name} cannot be tried without an account"

    def public_trial(self, item: Item, request: HttpRequest) -> InChapter | None:
        """What the course's front page has for visitors who try the item.

        Nothing of what they do is stored with the course. Default: nothing.
        """
        return None

    def author_notes(self, path: Path) -> list[AuthorNote]:
        """What a preview shows to authors beside that page, of files that can be read.

        Default: nothing.
        """
        return []

    def counts(self, definitions: Sequence[Definition]) -> dict[str, Any]:
        """Figures for ``check_course``, ``plural`` among them. Default: that one alone."""
        return {self.plural: len(definitions)}

    def extended(
        self, items: Sequence[Item], users: Sequence[int], granted: dict[str, Any], by: User | None
    ) -> None:
        """Dates, time or attempts of the people (ids) have changed for the items.

        Work that is under way may note it. ``granted`` is what a record of it holds; it is empty
        when an extension was withdrawn. Called in the transaction of the change. Default: nothing.
        """
        return None

    def judge_lateness(
        self, items: Sequence[Item], users: Sequence[int] | None, by: User | None
    ) -> None:
        """Judges again how late handed-in work is, of the people (ids) or of all, and what follows.

        Called after dates, extensions or late policies have changed
        (`courseware.gradebook.policy.judged_again`). Default: nothing is ever late.
        """
        return None

    def last_work(self, course: Course, users: People) -> dict[int, datetime]:
        """By id of those who have begun or handed in something in the course, when they last did.

        Default: nobody has.
        """
        return {}

    def late_work(
        self, course: Course, people: Collection[int]
    ) -> list[tuple[int, int, datetime, timedelta]]:
        """Late work of the people (ids) in the course: person, item, when it came, and how late.

        Other people's may be in it. One query. Default: nothing is ever late.
        """
        return []

    def flagged(self, access: Access) -> list[FlaggedWork]:
        """Work in a course that the staff should look at, newest first, one page at most.

        Of those whom ``access`` lets one see.

        Default: none.
        """
        return []

    def place(self, item: Item, reference: str, person: User) -> Place | None:
        """What in the item a person asks about, if the reference is one and they may see it.

        Default: the kind has no places.
        """
        return None

    def manual_parts(self, items: Sequence[Item]) -> dict[int, list[ManualPart]]:
        """By item id, what of the items a person grades, in a fixed number of queries.

        Default: nothing.
        """
        return {}

    def manual_counts(
        self, items: Sequence[Item], students: QuerySet[User]
    ) -> dict[tuple[int, str], Counts]:
        """By item id and part, how many works there are, in a fixed number of queries.

        Parts without work may be missing. Default: none.
        """
        return {}

    def manual_works(self, item: Item, part: str, students: QuerySet[User]) -> list[ManualWork]:
        """The students' works on one part, in a fixed number of queries. Default: none."""
        return []

    def manual_work(self, item: Item, part: str, work: int) -> ShownWork | None:
        """A work as graders see it, ``None`` when it is gone. Default: there is none."""
        return None

    def manual_work_at(self, item: Item, place: str) -> tuple[str, int] | None:
        """The part and the work at a place that a student asks about. Default: none."""
        return None

    def write_manual_grade(
        self, item: Item, part: str, work: int, grade: ManualGrade, *, by: User | None, reason: str
    ) -> None:
        """Stores a grade with the work and records the resulting score; the person is notified.

        In the transaction of the caller. ``reason`` is empty or begins the history's sentence.
        Default: nothing.
        """
        return None

    def interrupted(
        self, items: Sequence[Item], start: datetime, end: datetime
    ) -> list[Interrupted]:
        """Work with a time limit that was under way in an outage. Default: there is none."""
        return []

    def regrading(self) -> Regrading | None:
        """How works are graded again. Default: they cannot be."""
        return None

    def export(self, user: User) -> Iterable[ExportedFile]:
        """The person's work for their copy of their data, without what is hidden from them.

        Default: none.
        """
        return ()

    def tables(self, course: Course, students: QuerySet[User]) -> list[Table]:
        """The work of these students in a course as tables, for those who may take it away.

        Rows are read when they are asked for, a few at a time. Default: none.
        """
        return []

    def erase(self, user: User) -> None:
        """Deletes what the person wrote freely; what statistics are made of stays.

        To be called in the transaction that deletes the account. Default: nothing.
        """
        return None

    def demo_items(self, items: Sequence[Item]) -> list[Item]:
        """Of a chapter's items, those on which a demo class works: some of each sort.

        Default: none.
        """
        return []

    def make_demo_work(self, item: Item, turns: Sequence[Turn], teacher: User) -> None:
        """Does the students' work as they would have done it, with the dates of their turns.

        Real work that is really graded, determined by the seeds. ``teacher`` grades by hand. The
        item has no dates meanwhile. Default: nothing.
        """
        return None


def register(kind: ItemKind) -> None:
    """Called by an app when it starts."""
    registry.register(kind)


def kind_named(name: str) -> ItemKind:
    """Raises `KeyError` for a name that no installed app has registered."""
    return cast(ItemKind, registry.get(name))


def all_kinds() -> list[ItemKind]:
    """In alphabetical order of their names."""
    return [kind_named(name) for name in registry.names()]


def kinds_with_files() -> list[ItemKind]:
    """Those whose items authors write, as files or folders."""
    return [kind for kind in all_kinds() if not kind.made_on_site]


def kinds_made_on_site() -> list[ItemKind]:
    """Those whose items the staff makes on the site."""
    return [kind for kind in all_kinds() if kind.made_on_site]
