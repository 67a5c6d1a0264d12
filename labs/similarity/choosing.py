"""Which submissions of a lab are compared, and what the lab gives away."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from courseware.items.models import Course, Item
from courseware.people.models import Enrollment, Role, User
from courseware.people.permissions import Permission
from courseware.people.policy import Access, enrollment_of
from labs.comparisons import Choice
from labs.models import LabRevision, Purpose, Submission
from labs.selectors import score_decision

_PROGRAMS = ("solutions/", "mistakes/")
_FILES = ("starter.py", "reference.py")
_IDS = 500  # of a query


def compared_ids(item: Item, choice: str) -> list[int]:
    """Ids of the submissions that are compared, of students whose account is not deleted."""
    by_person: dict[int, list[Submission]] = {}
    for submission in _graded(item):
        by_person.setdefault(submission.user_id, []).append(submission)
    return sorted(pk for own in by_person.values() for pk in _chosen(item, own, choice))


def _graded(item: Item) -> Iterable[Submission]:
    students = Enrollment.objects.filter(course_id=item.course_id, role=Role.STUDENT)
    handed_in = Submission.objects.filter(
        item=item,
        purpose=Purpose.GRADED,
        user__erased_at=None,
        user_id__in=students.values("user_id"),
    ).exclude(code="")
    fields = ("user_id", "item_id", "purpose", "score", "late_by", "created_at")
    return handed_in.only(*fields).order_by("created_at", "pk").iterator(_IDS)


def _chosen(item: Item, own: list[Submission], choice: str) -> list[int]:
    if choice == Choice.ALL:
        return [each.pk for each in own]
    decision = score_decision(item, own) if choice == Choice.COUNTING else None
    return [max(decision.counting) if decision else own[-1].pk]


def read(ids: list[int]) -> Iterator[tuple[int, int, str]]:
    """Id, person and code, a few at a time."""
    for start in range(0, len(ids), _IDS):
        rows = Submission.objects.filter(pk__in=ids[start : start + _IDS]).order_by("pk")
        yield from rows.values_list("pk", "user_id", "code")


def known_programs(item: Item) -> tuple[str, ...]:
    """Starter code and the lab's own programs, of all its revisions."""
    texts: set[str] = set()
    for files in LabRevision.objects.filter(item=item).values_list("files", flat=True):
        texts |= {
            text
            for name, text in files.items()
            if name in _FILES or (name.startswith(_PROGRAMS) and name.endswith(".py"))
        }
    return tuple(sorted(texts))


def entry_points(item: Item) -> frozenset[str]:
    """Functions that the lab asks for."""
    functions = LabRevision.objects.filter(item=item, current=True).values_list("functions")
    return frozenset(
        function["name"] for (listed,) in functions for function in listed if function.get("name")
    )


def earlier_items(item: Item, viewer: User) -> list[Item]:
    """The same lab in other courses whose grades the viewer may see."""
    same = Item.objects.filter(kind=item.kind, slug=item.slug).exclude(pk=item.pk)
    return [
        other
        for other in same.select_related("course").order_by("-course_id")
        if sees_grades(viewer, other.course)
    ]


def sees_grades(viewer: User, course: Course) -> bool:
    """Whether the person may see everybody's work in a course."""
    access = Access(viewer, course, enrollment_of(viewer, course))
    return access.may(Permission.SEE_GRADES) and access.section_ids is None
