"""The table of a lab: the best results of those who want to be listed, and of nobody else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models.fields.json import KeyTransform
from django.utils.translation import gettext as _

from courseware.database.transactions import in_transaction
from courseware.items.models import Item
from courseware.people.models import Role, User
from labs.models import LabRevision, Listing, Purpose, State, Submission


@dataclass(frozen=True)
class TableRow:
    """One person's best result."""

    place: int
    name: str
    value: float
    is_own: bool


@dataclass(frozen=True)
class ClassTable:
    """What the page shows: the rows, best first, and how the reader is listed."""

    label: str
    note: str  # what is better, and what of a submission counts
    rows: tuple[TableRow, ...]
    display: str
    choices: tuple[tuple[str, str], ...]


RECORD = ("result", "record", "value")
SPEED = ("performance", "ratio")
"""Where a report has what is compared."""


def table_of(item: Item, user: User, revision: LabRevision) -> ClassTable | None:
    """The table of a lab: of its own record, or of speed where that earns points.

    None as long as the scores are held back.
    """
    if item.scores_held:
        return None
    if revision.record:
        return class_table(item, user, revision.record)
    if revision.weights.get("performance"):
        return class_table(item, user, _("Time, as a multiple of the reference’s"), SPEED)
    return None


def class_table(item: Item, user: User, label: str, path: tuple[str, ...] = RECORD) -> ClassTable:
    """The table as one person sees it; two queries.

    Args:
        item: the lab.
        user: the reader, whose own row is marked.
        label: what is compared; the least is the best.
        path: where a report has it.
    """
    listed = {listing.user_id: listing for listing in _listings(item)}
    best = _best(item, listed, path)
    order = sorted(best, key=lambda user_id: best[user_id])
    values = sorted(value for value, _at in best.values())
    rows = tuple(
        TableRow(
            place=values.index(best[user_id][0]) + 1,
            name=_name(listed[user_id]),
            value=best[user_id][0],
            is_own=user_id == user.pk,
        )
        for user_id in order
    )
    own = listed.get(user.pk)
    choices = (("", _("Not listed")), *((str(value), str(word)) for value, word in _choices()))
    note = (
        _("Lower is better: 1 is as fast as the reference.")
        if path == SPEED
        else _("Lower is better. For each submission, the run with the largest value counts.")
    )
    return ClassTable(label, note, rows, own.display if own else "", choices)


@in_transaction
def choose_display(item: Item, user: User, display: str) -> None:
    """Lists the person in this way; any other word than a known one takes them out."""
    if display not in Listing.Display.values:
        Listing.objects.filter(item=item, user=user).delete()
        return
    Listing.objects.update_or_create(item=item, user=user, defaults={"display": display})


def _choices() -> list[tuple[str, str]]:
    return list(Listing.Display.choices)


def _listings(item: Item) -> list[Listing]:
    """Those of students: an instructor who tries the lab out does not count."""
    students = {
        "user__enrollments__course": item.course_id,
        "user__enrollments__role": Role.STUDENT,
    }
    return list(Listing.objects.filter(item=item, **students).select_related("user"))


def _name(listing: Listing) -> str:
    is_named = listing.display == Listing.Display.NAME
    return listing.user.public_name if is_named else listing.user.pen_name or _("Somebody")


def _best(
    item: Item, listed: dict[int, Listing], path: tuple[str, ...]
) -> dict[int, tuple[float, datetime]]:
    """By person the least value of a graded submission, and when it was handed in."""
    owner: Any = "report"
    for key in path[:-1]:
        owner = KeyTransform(key, owner)
    found = (
        Submission.objects.filter(
            item=item, user__in=list(listed), purpose=Purpose.GRADED, state=State.DONE
        )
        .order_by()
        .annotate(record=KeyTransform(path[-1], owner), void=KeyTransform("void", owner))
        .values_list("user_id", "record", "created_at", "void")
    )
    best: dict[int, tuple[float, datetime]] = {}
    for user_id, value, at, void in found:
        if isinstance(value, (int, float)) and not isinstance(value, bool) and not void:
            best[user_id] = min(best.get(user_id, (value, at)), (value, at))
    return best
