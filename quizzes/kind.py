"""Quizzes as a kind of item."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from courseware.items.class_hooks import People, WaitingWork
from courseware.items.exports import ExportedFile, Table
from courseware.items.interrupted import Interrupted
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
from courseware.items.works import Work
from courseware.people.models import User
from grader.files.faults import Faults
from quizzes import demo, exported_tables, manual, own_data, places, selectors, services
from quizzes.authoring import cache, notes, overview
from quizzes.authoring.files import FILES
from quizzes.pages.staff_pages import staff_pages
from quizzes.regrading import QuizRegrading
from quizzes.selectors import class_work


class QuizKind(ItemKind):
    name = "quiz"
    label = _("Quiz")
    plural = "quizzes"
    urls = "quizzes.urls"
    files = FILES

    def read(self, path: Path, faults: Faults, shown: str) -> Definition | None:
        found = cache.read_with_digest(path, faults, shown)
        if found is None:
            return None
        quiz, digest = found
        questions = [variant for slot in quiz.slots for variant in slot.variants]
        references = dict.fromkeys(anchor for question in questions for anchor in question.anchors)
        return Definition(
            slug=path.stem,
            title=quiz.title,
            digest=digest,
            payload=quiz,
            references=tuple(references),
            file=shown,
            points=quiz.points,
        )

    def counts(self, definitions: Sequence[Definition]) -> dict[str, Any]:
        slots = [slot for definition in definitions for slot in definition.payload.slots]
        return {
            "quizzes": len(definitions),
            "questions": len(slots),
            "by_type": dict(sorted(Counter(slot.type for slot in slots).items())),
            "parameterised": sum(slot.parameterised for slot in slots),
            "variants_certified": sum(len(slot.variants) for slot in slots),
        }

    def store(self, item: Item, definition: Definition) -> bool:
        quiz = definition.payload
        is_new = services.store_revision(item=item, quiz=quiz, digest=definition.digest)
        overview.record_paragraphs(item=item, quiz=quiz)
        return is_new

    def url(self, item: Item) -> str:
        return reverse("quizzes:quiz", args=[item.course.slug, item.slug])

    def preview_url(self, item: Item, user: User) -> str:
        return services.start_attempt(item=item, user=user).get_absolute_url()

    def in_chapter(self, items: Sequence[Item], request: HttpRequest) -> dict[int, InChapter]:
        from quizzes.pages.self_checks import in_chapter  # pages need what apps register

        return in_chapter(list(items), request)

    def checked_in_text(self, items: Sequence[Item]) -> set[int]:
        return set(selectors.self_checks_among(items))

    def api_router(self) -> Any:
        from quizzes.api.resources import router  # it needs the kinds to be registered

        return router

    def trial_fault(self, definition: Definition) -> str:
        from quizzes.pages import trials  # as above

        return trials.fault(definition)

    def public_trial(self, item: Item, request: HttpRequest) -> InChapter:
        from quizzes.pages import trials  # as above

        return trials.public_trial(item, request)

    def author_notes(self, path: Path) -> list[AuthorNote]:
        return notes.author_notes(path)

    def states(self, items: Sequence[Item], user: User) -> dict[int, ItemState]:
        return selectors.states(items, user)

    def decisions(
        self, items: Sequence[Item], people: Collection[int]
    ) -> dict[tuple[int, int], tuple[float, timedelta]]:
        return selectors.decisions(items, people)

    def progress(self, items: Sequence[Item], people: Collection[int]) -> ProgressMap:
        return selectors.progress(items, people)

    def extended(
        self, items: Sequence[Item], users: Sequence[int], granted: dict[str, Any], by: User | None
    ) -> None:
        services.note_extension(items, users, granted, by)

    def late_work(
        self, course: Course, people: Collection[int]
    ) -> list[tuple[int, int, datetime, timedelta]]:
        return selectors.late_work(course, people)

    def judge_lateness(
        self, items: Sequence[Item], users: Sequence[int] | None, by: User | None
    ) -> None:
        services.judge_lateness(items, users, by)

    def last_work(self, course: Course, users: People) -> dict[int, datetime]:
        return selectors.last_work(course, users)

    def work(self, item: Item, user: User) -> list[Work]:
        return selectors.work(item, user)

    def demo_items(self, items: Sequence[Item]) -> list[Item]:
        return demo.items(items)

    def make_demo_work(self, item: Item, turns: Sequence[Turn], teacher: User) -> None:
        demo.make_work(item, turns, teacher)

    def works(self, items: Sequence[Item], user: User) -> dict[int, list[Work]]:
        return selectors.works(items, user)

    def waiting(self, course: Course, students: QuerySet[User]) -> list[WaitingWork]:
        return class_work.waiting(course, students)

    def begun(self, items: Sequence[Item], students: QuerySet[User]) -> dict[int, int]:
        return class_work.begun(items, students)

    def begun_by(self, items: Sequence[Item], students: QuerySet[User]) -> dict[int, int]:
        return class_work.begun_by(items, students)

    def analysis_url(self, item: Item) -> str:
        return reverse("quizzes:analysis", args=[item.course.slug, item.slug])

    def staff_pages(self, item: Item) -> list[StaffPage]:
        return staff_pages(item)

    def place(self, item: Item, reference: str, person: User) -> Place | None:
        return places.place(item, reference, person)

    def manual_parts(self, items: Sequence[Item]) -> dict[int, list[ManualPart]]:
        return manual.parts(items)

    def manual_counts(
        self, items: Sequence[Item], students: QuerySet[User]
    ) -> dict[tuple[int, str], Counts]:
        return manual.counts(items, students)

    def manual_works(self, item: Item, part: str, students: QuerySet[User]) -> list[ManualWork]:
        return manual.works(item, part, students)

    def manual_work(self, item: Item, part: str, work: int) -> ShownWork | None:
        return manual.work(item, part, work)

    def manual_work_at(self, item: Item, place: str) -> tuple[str, int] | None:
        return manual.work_at(item, place)

    def write_manual_grade(
        self, item: Item, part: str, work: int, grade: ManualGrade, *, by: User | None, reason: str
    ) -> None:
        manual.write(item, part, work, grade, by=by, reason=reason)

    def interrupted(
        self, items: Sequence[Item], start: datetime, end: datetime
    ) -> list[Interrupted]:
        return selectors.interrupted(items, start, end)

    def regrading(self) -> Regrading:
        return QuizRegrading()

    def export(self, user: User) -> Iterable[ExportedFile]:
        return own_data.files_of(user)

    def tables(self, course: Course, students: QuerySet[User]) -> list[Table]:
        return exported_tables.tables(course, students)

    def erase(self, user: User) -> None:
        own_data.erase(user)
