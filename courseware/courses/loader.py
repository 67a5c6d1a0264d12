"""Stores a `CoursePlan` in the database; loading the same files again changes nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from courseware.chapters.models import Chapter
from courseware.course_settings.models import SiteSetting
from courseware.course_settings.services import apply_file
from courseware.courses.fingerprint import fingerprint
from courseware.courses.plan import ChapterPlan, CoursePlan, ItemPlan
from courseware.courses.reader import read_course
from courseware.database.transactions import in_transaction
from courseware.deadlines.services import judge_lateness
from courseware.gradebook.rules_services import store_file_rules
from courseware.items.kinds import kind_named, kinds_made_on_site
from courseware.items.models import Course, Item
from courseware.regrades.proposals import propose_for
from grader.files.faults import Faults, FaultyFiles


@dataclass(frozen=True)
class LoadResult:
    """What a load has changed; with ``skipped`` nothing was read, for no file had changed."""

    course: Course
    chapters: int
    changed_chapters: int
    items: int
    new_revisions: int
    retired: int
    skipped: bool = False
    kept: int = 0  # fields that were set on the site

    def __str__(self) -> str:
        if self.skipped:
            return (
                f"{self.course.title}: no file has changed since it was loaded. "
                "To load it all the same, add --again."
            )
        text = (
            f"{self.course.title}: {self.chapters} chapters ({self.changed_chapters} changed), "
            f"{self.items} items ({self.new_revisions} new revisions, {self.retired} retired)."
        )
        if self.kept:
            text += f" Kept as set on the site: {self.kept} field{'s' * (self.kept != 1)}."
        return text


def load_course(
    folder: Path, *, again: bool = False, opened: bool = False, into: Course | None = None
) -> LoadResult:
    """Reads and stores a course, unless nothing has changed since that was last done.

    Args:
        folder: the course's.
        again: reads and stores it in any case. What was set on the site stays
            (`courseware.course_settings`).
        opened: a course that is new is open for enrollment to everybody.
        into: another course than the one that the folder names, such as a copy of it.

    Raises: FaultyFiles: and then nothing was stored.
    """
    digest = fingerprint(folder)
    if into is not None:  # the folder's own course is another one, with the same files
        digest = hashlib.sha256(f"{digest} {into.slug}".encode()).hexdigest()
    if not again and (unchanged := Course.objects.filter(files_digest=digest).first()):
        return _skipped(unchanged)
    faults = Faults()
    plan = read_course(folder, faults)
    if plan is None or faults:
        raise FaultyFiles(faults)
    if into is not None:
        plan = replace(plan, slug=into.slug, title=into.title)
    return store(plan, digest, opened=opened)


def _skipped(course: Course) -> LoadResult:
    chapters, items = (things.filter(retired=False) for things in (course.chapters, course.items))
    return LoadResult(course, chapters.count(), 0, items.count(), 0, 0, skipped=True)


def store(plan: CoursePlan, digest: str = "", *, opened: bool = False) -> LoadResult:
    """Chapter by chapter and item by item, each in a transaction of its own.

    Students work meanwhile and see either state of each. A load that is interrupted is completed
    by the next one: ``digest``, by which it is known as complete, is stored last.
    """
    course, kept = _store_course(plan, opened)
    changed = revisions = position = 0
    chapters, items = [], []
    for number, planned in enumerate(plan.chapters, start=1):
        chapter, is_new = _store_chapter(course, planned, number)
        changed += is_new
        chapters.append(chapter.pk)
        for planned_item in planned.items:
            position += 1
            trial = (planned_item.kind, planned_item.definition.slug) in plan.trials
            item, is_revision, kept_here = _store_item(
                course, chapter, planned_item, position, trial
            )
            revisions += is_revision
            kept += kept_here
            items.append(item.pk)
    for planned_item in plan.items:
        position += 1
        its_chapter = course.chapters.filter(slug=planned_item.chapter).first()
        item, _, kept_here = _store_item(course, its_chapter, planned_item, position, False)
        kept += kept_here
        items.append(item.pk)
    store_file_rules(course=course, plain=plan.grading)
    course.chapters.exclude(pk__in=chapters).update(retired=True)
    retired = _retire(course, items)
    Course.objects.filter(pk=course.pk).update(files_digest=digest)
    return LoadResult(course, len(chapters), changed, len(items), revisions, retired, kept=kept)


@in_transaction
def _retire(course: Course, kept: Sequence[int]) -> int:
    """Hides the items that the files do not name any more, whatever was set on the site.

    What the staff has made on the site stays.
    """
    made_here = [kind.name for kind in kinds_made_on_site()]
    gone = course.items.exclude(pk__in=kept).exclude(kind__in=made_here)
    SiteSetting.objects.filter(item__in=gone, field="retired").delete()
    return gone.filter(retired=False).update(retired=True)


@in_transaction
def _store_course(plan: CoursePlan, opened: bool) -> tuple[Course, int]:
    """With how many fields were left as they were set on the site."""
    course, _ = Course.objects.select_for_update().get_or_create(
        slug=plan.slug, defaults={"title": plan.title, "open_enrollment": opened}
    )
    values: dict[str, Any] = {"title": plan.title, "summary": plan.summary}
    values |= {"late_policy": plan.late_policy, "late_days": plan.late_days}
    kept = apply_file(course, values)
    course.public_text = plan.public_text
    course.language = plan.language
    course.source, course.files_digest = str(plan.folder.resolve()), ""
    course.save()
    return course, len(kept)


@in_transaction
def _store_chapter(course: Course, planned: ChapterPlan, number: int) -> tuple[Chapter, bool]:
    before = Chapter.objects.filter(course=course, slug=planned.slug).first()
    chapter, _ = Chapter.objects.update_or_create(
        course=course,
        slug=planned.slug,
        defaults={
            "title": planned.title,
            "summary": planned.summary,
            "position": number,
            "source": planned.source,
            "digest": planned.digest,
            "html": planned.document.html,
            "outline": [
                {"level": h.level, "anchor": h.anchor, "title": h.title}
                for h in planned.document.headings
            ],
            "retired": False,
        },
    )
    return chapter, before is None or before.digest != planned.digest


def _store_item(
    course: Course, chapter: Chapter | None, planned: ItemPlan, position: int, trial: bool
) -> tuple[Item, bool, int]:
    """Stores the revision first, so that nobody sees an item without one, or with old dates."""
    item, _ = Item.objects.get_or_create(
        course=course,
        kind=planned.kind,
        slug=planned.definition.slug,
        defaults={"title": planned.title, "retired": True},
    )
    is_revision = kind_named(planned.kind).store(item, planned.definition)
    item.course, before = course, _dates_and_policy(item)
    item.chapter, item.position, item.public_trial = chapter, position, trial
    values = {
        "title": planned.title,
        "points": planned.points,
        "opens_at": planned.opens_at,
        "due_at": planned.due_at,
        "closes_at": planned.closes_at,
        "late_policy": planned.late_policy,
        "retired": planned.hidden,
    }
    kept = apply_file(item, values)
    item.save()
    propose_for(item)
    if before != _dates_and_policy(item):
        judge_lateness([item], None, None)
    return item, is_revision, len(kept)


def _dates_and_policy(item: Item) -> tuple[Any, ...]:
    return item.due_at, item.closes_at, item.late_policy
