"""What the site must know of labs as a kind of item."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from courseware.items.class_hooks import People, Stuck, WaitingWork
from courseware.items.exports import ExportedFile, Table
from courseware.items.files import ItemFiles
from courseware.items.kinds import (
    AuthorNote,
    Definition,
    InChapter,
    ItemKind,
    ItemState,
)
from courseware.items.manual import Counts, ManualGrade, ManualPart, ManualWork, ShownWork
from courseware.items.models import Course, Item
from courseware.items.places import Place
from courseware.items.progress import ProgressMap
from courseware.items.regrading import Regrading
from courseware.items.staff_pages import StaffPage
from courseware.items.turns import Turn
from courseware.items.works import FlaggedWork, Work
from courseware.people.models import User
from courseware.people.policy import Access
from grader.files.faults import Faults
from labs import (
    authoring,
    checking,
    class_work,
    demo,
    overview,
    own_data,
    places,
    reading,
    revisions,
    selectors,
    staff_pages,
    style,
)
from labs.grading import lateness
from labs.regrading import LabRegrading
from labs.similarity import planted
from labs.trials import page as trial_page


class LabKind(ItemKind):
    """See `ItemKind` for what each method is asked."""

    name = "lab"
    label = _("Lab")
    plural = "labs"
    urls = "labs.urls"
    files = ItemFiles("labs", revisions.SHIPPED, "*/lab.yaml")

    def read(self, path: Path, faults: Faults, shown: str) -> Definition | None:
        return reading.read(path, faults, shown)

    def check(self, path: Path, faults: Faults, shown: str) -> str:
        return checking.check(path, faults, shown)

    def author_notes(self, path: Path) -> list[AuthorNote]:
        return authoring.notes(path)

    def api_router(self) -> Any:
        from labs.api.resources import router  # it needs the kinds to be registered

        return router

    def trial_fault(self, definition: Definition) -> str:
        return trial_page.fault(definition)

    def public_trial(self, item: Item, request: HttpRequest) -> InChapter:
        return trial_page.public_trial(item, request)

    def store(self, item: Item, definition: Definition) -> bool:
        return revisions.store(item, definition)

    def url(self, item: Item) -> str:
        return reverse("labs:lab", args=[item.course.slug, item.slug])

    def index_page(self, course: Course) -> tuple[str, str] | None:
        return reverse("labs:index", args=[course.slug]), gettext("Labs")

    def late_work(
        self, course: Course, people: Collection[int]
    ) -> list[tuple[int, int, datetime, timedelta]]:
        return lateness.late_work(course, people)

    def judge_lateness(
        self, items: Sequence[Item], users: Sequence[int] | None, by: User | None
    ) -> None:
        lateness.judge_again(items, users)

    def states(self, items: Sequence[Item], user: User) -> dict[int, ItemState]:
        return overview.states(items, user)

    def progress(self, items: Sequence[Item], people: Collection[int]) -> ProgressMap:
        return overview.progress(items, people)

    def decisions(
        self, items: Sequence[Item], people: Collection[int]
    ) -> dict[tuple[int, int], tuple[float, timedelta]]:
        return selectors.decisions(items, people)

    def work(self, item: Item, user: User) -> list[Work]:
        return overview.work(item, user)

    def works(self, items: Sequence[Item], user: User) -> dict[int, list[Work]]:
        return overview.works(items, user)

    def names(self, items: Sequence[Item]) -> dict[int, str]:
        return overview.names(items)

    def last_work(self, course: Course, users: People) -> dict[int, datetime]:
        return overview.last_work(course, users)

    def flagged(self, access: Access) -> list[FlaggedWork]:
        return overview.flagged(access)

    def begun(self, items: Sequence[Item], students: QuerySet[User]) -> dict[int, int]:
        return class_work.begun(items, students)

    def begun_by(self, items: Sequence[Item], students: QuerySet[User]) -> dict[int, int]:
        return class_work.begun_by(items, students)

    def stuck(self, items: Sequence[Item], students: QuerySet[User]) -> list[Stuck]:
        return class_work.stuck(items, students)

    def analysis_url(self, item: Item) -> str:
        return reverse("labs:analysis", args=[item.course.slug, item.slug])

    def staff_pages(self, item: Item) -> list[StaffPage]:
        return staff_pages.staff_pages(item)

    def demo_items(self, items: Sequence[Item]) -> list[Item]:
        return demo.items(items)

    def make_demo_work(self, item: Item, turns: Sequence[Turn], teacher: User) -> None:
        demo.make_work(item, turns, teacher)
        planted.compare(item, turns, teacher)

    def place(self, item: Item, reference: str, person: User) -> Place | None:
        return places.place(item, reference, person)

    def waiting(self, course: Course, students: QuerySet[User]) -> list[WaitingWork]:
        return style.waiting(course, students)

    def manual_parts(self, items: Sequence[Item]) -> dict[int, list[ManualPart]]:
        return style.parts(items)

    def manual_counts(
        self, items: Sequence[Item], students: QuerySet[User]
    ) -> dict[tuple[int, str], Counts]:
        return style.counts(items, students)

    def manual_works(self, item: Item, part: str, students: QuerySet[User]) -> list[ManualWork]:
        return style.works(item, part, students)

    def manual_work(self, item: Item, part: str, work: int) -> ShownWork | None:
        return style.work(item, part, work)

    def manual_work_at(self, item: Item, place: str) -> tuple[str, int] | None:
        return style.work_at(item, place)

    def write_manual_grade(
        self, item: Item, part: str, work: int, grade: ManualGrade, *, by: User | None, reason: str
    ) -> None:
        style.write(item, work, grade, reason=reason)

    def regrading(self) -> Regrading:
        return LabRegrading()

    def export(self, user: User) -> Iterable[ExportedFile]:
        return own_data.files_of(user)

    def tables(self, course: Course, students: QuerySet[User]) -> list[Table]:
        return own_data.tables(course, students)

    def erase(self, user: User) -> None:
        own_data.erase(user)
