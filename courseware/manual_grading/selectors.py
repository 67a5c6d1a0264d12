"""Look-ups for graders: the parts of a course, the queue of a part, one work in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from django.db.models import Prefetch, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from courseware.items.kinds import ItemKind, all_kinds, kind_named
from courseware.items.manual import Counts, ManualPart, ManualWork
from courseware.items.models import Course, Item
from courseware.items.selectors import items_of
from courseware.manual_grading.claims import held_by_others
from courseware.manual_grading.models import Claim, Mark, Rubric, RubricItem
from courseware.manual_grading.pseudonyms import code_of, pseudonym_of
from courseware.people.models import User


@dataclass(frozen=True)
class PartRow:
    """A part of a course in the list; without a rubric nobody has begun to grade it."""

    item: Item
    part: ManualPart
    rubric: Rubric | None
    counts: Counts


@dataclass(frozen=True)
class QueueRow:
    """A work in the queue. ``claim`` is somebody else's, who has it open now."""

    work: ManualWork
    code: str
    name: str
    mark: Mark | None = None
    claim: Claim | None = None

    @property
    def graded(self) -> bool:
        return self.mark is not None or self.work.graded


@dataclass(frozen=True)
class Queue:
    """The works of a part that a grader may see, in an order that says nothing about them."""

    rubric: Rubric
    rows: list[QueueRow]
    by_grader: list[tuple[str, int]] = field(default_factory=list)
    named: bool = False

    @property
    def counts(self) -> Counts:
        return Counts(len(self.rows), sum(row.graded for row in self.rows))

    def waiting_after(self, code: str = "") -> list[int]:
        """Works that nobody has graded and nobody else has open: those behind ``code`` first."""
        free = [row for row in self.rows if not row.graded and row.claim is None]
        later = [row.work.id for row in free if row.code > code]
        return later + [row.work.id for row in free if row.code < code]

    def row_or_404(self, code: str) -> QueueRow:
        """Raises: Http404."""
        for row in self.rows:
            if row.code == code:
                return row
        raise Http404(_("There is no such work in this queue."))

    def code_of(self, work: int) -> str:
        return code_of(self.rubric.pk, work)

    def neighbors(self, code: str) -> tuple[str, str]:
        """The codes before and after; empty at the ends."""
        codes = [row.code for row in self.rows]
        place = codes.index(code)
        return (codes[place - 1] if place else ""), (
            codes[place + 1] if place + 1 < len(codes) else ""
        )


def parts_of(course: Course, students: QuerySet[User]) -> list[PartRow]:
    """What is graded manually in the course, and what could be; by item, in its order."""
    items = list(items_of(course))
    rubrics = {
        (rubric.item_id, rubric.part): rubric
        for rubric in Rubric.objects.filter(item__in=items).select_related("item__course")
    }
    found: dict[int, list[PartRow]] = {}
    for kind in all_kinds():
        own = [item for item in items if item.kind == kind.name]
        if own:
            found |= _rows_of_kind(kind, own, rubrics, students)
    rows = [row for item in items for row in found.get(item.pk, [])]
    return [_with_untold(row, students) for row in rows]


def _rows_of_kind(
    kind: ItemKind,
    items: Sequence[Item],
    rubrics: dict[tuple[int, str], Rubric],
    students: QuerySet[User],
) -> dict[int, list[PartRow]]:
    parts = kind.manual_parts(items)
    begun = [
        item
        for item in items
        if any(not p.optional or (item.pk, p.name) in rubrics for p in parts.get(item.pk, []))
    ]
    counts = kind.manual_counts(begun, students) if begun else {}
    none = Counts(0, 0)
    return {
        item.pk: [
            PartRow(
                item,
                part,
                rubrics.get((item.pk, part.name)),
                counts.get((item.pk, part.name), none),
            )
            for part in parts.get(item.pk, [])
        ]
        for item in items
    }


def _with_untold(row: PartRow, students: QuerySet[User]) -> PartRow:
    """Counts grades that are held as well, of which the kind does not know."""
    if row.rubric is None or not row.rubric.held:
        return row
    return replace(row, counts=queue_of(row.rubric, students).counts)


def part_or_404(item: Item, name: str) -> ManualPart:
    parts = kind_named(item.kind).manual_parts([item]).get(item.pk, [])
    for part in parts:
        if part.name == name:
            return part
    raise Http404(_("No part of this is graded manually."))


def rubric_or_404(course: Course, pk: int) -> Rubric:
    rubric = (
        Rubric.objects.filter(item__course=course, pk=pk).select_related("item__course").first()
    )
    if rubric is None:
        raise Http404(_("There is no such rubric."))
    return rubric


def lines_of(rubric: Rubric) -> list[RubricItem]:
    """The lines that can be chosen."""
    return list(rubric.items.filter(retired=False))


def queue_of(
    rubric: Rubric,
    students: QuerySet[User],
    viewer: User | None = None,
    *,
    may_see_grades: bool = False,
) -> Queue:
    """The queue, in a fixed number of queries.

    With names in place of pseudonyms where grading is not anonymous, and when everything is graded
    for those who ``may_see_grades``.
    """
    works = kind_named(rubric.item.kind).manual_works(rubric.item, rubric.part, students)
    marks = {mark.work: mark for mark in rubric.marks.select_related("by")}
    is_done = all(work.graded or work.id in marks for work in works)
    named = not rubric.anonymous or (may_see_grades and is_done)
    names = _names(works) if named else {}
    claims = held_by_others(rubric, viewer) if viewer else {}
    rows = [
        QueueRow(
            work,
            code_of(rubric.pk, work.id),
            names.get(work.student_id) or pseudonym_of(rubric.pk, work.student_id),
            marks.get(work.id),
            claims.get(work.id),
        )
        for work in works
    ]
    rows.sort(key=lambda row: row.code)
    graders = Counter(
        row.mark.by.display_name if row.mark.by else _("deleted account")
        for row in rows
        if row.mark
    )
    return Queue(rubric, rows, graders.most_common(), named)


def _names(works: Sequence[ManualWork]) -> dict[int, str]:
    people = User.objects.in_bulk({work.student_id for work in works})
    return {pk: person.display_name for pk, person in people.items()}


def mark_of(rubric: Rubric, work: int) -> Mark | None:
    """The mark with everything that its page shows."""
    marks = Mark.objects.filter(rubric=rubric, work=work).select_related("by")
    lines = Prefetch("selected", queryset=RubricItem.objects.all())
    return marks.prefetch_related(lines, "remarks", "changes__by").first()
