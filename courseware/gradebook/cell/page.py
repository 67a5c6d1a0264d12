"""What the page of a cell shows. A fixed number of queries."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from django import forms
from django.urls import reverse
from django.utils import timezone

from courseware.database.row_errors import read_or_default
from courseware.deadlines.selectors import window_of
from courseware.gradebook.explanation import steps_of
from courseware.gradebook.forms import ExcuseForm, OverrideForm, by_hand_initial
from courseware.gradebook.grid.book import Gradebook
from courseware.gradebook.grid.page import columns_of
from courseware.gradebook.grid.people import students_of
from courseware.gradebook.grid.query import GridQuery
from courseware.gradebook.history import undoable
from courseware.gradebook.models import Score, ScoreChange
from courseware.gradebook.overdue import overdue_of
from courseware.gradebook.selectors import Cell, scores_by_person
from courseware.items.kinds import kind_named
from courseware.items.models import Item
from courseware.items.states import progress_of
from courseware.people.models import User
from courseware.people.permissions import Permission
from courseware.people.policy import Access
from courseware.threads.models import Thread


@dataclass(frozen=True)
class Forms:
    """The forms of the page; after a refusal the one that was sent holds what was typed."""

    override: OverrideForm
    excuse: ExcuseForm


def cell_context(
    access: Access, person: User, item: Item, query: GridQuery, refused: forms.Form | None = None
) -> dict[str, Any]:
    """``refused``: a form of this page that was not accepted."""
    book = Gradebook.of(access.course)
    items, plan = book.items, book.plan
    place = next(place for place, each in enumerate(items) if each.pk == item.pk)
    score = Score.objects.filter(item=item, user=person).first()
    cell = _cell(item, person, score)
    work = partial(kind_named(item.kind).work, item, person)
    works = read_or_default(work, None, row=item, what="listed")
    changes = list(ScoreChange.objects.filter(score=score).select_related("by")) if score else []
    lines, excused = scores_by_person(items, [person.pk])
    total = plan.total(lines.get(person.pk, [None] * len(items)), excused.get(person.pk, ()))
    return {
        "person": person,
        "item": item,
        "kind": kind_named(item.kind).label,
        "cell": cell,
        "steps": steps_of(cell, place, plan, total, works, window_of(item, person)),
        "work": works,
        "changes": changes,
        "undoable": undoable(changes),
        "threads": Thread.objects.filter(item=item, asker=person).select_related("item__course"),
        "may_grant": access.may(Permission.GRANT),
        "may_change": access.may(Permission.CHANGE_GRADES),
        "forms": _forms(cell, refused),
        "query": query,
        "address": query.address(),
        **_around(access, person, item, book, query),
    }


def _cell(item: Item, person: User, score: Score | None) -> Cell:
    place = (item.pk, person.pk)
    progress = progress_of([item], [person.pk])
    overdue = overdue_of([item], [person.pk], timezone.now())
    return Cell(item, score, progress.get(place), place in overdue)


def _forms(cell: Cell, refused: forms.Form | None) -> Forms:
    initial = by_hand_initial(cell.score, cell.item)
    override = OverrideForm(item=cell.item, initial=initial)
    excuse = ExcuseForm(item=cell.item, initial=initial)
    return Forms(
        refused if isinstance(refused, OverrideForm) else override,
        refused if isinstance(refused, ExcuseForm) else excuse,
    )


def _around(
    access: Access, person: User, item: Item, book: Gradebook, query: GridQuery
) -> dict[str, Any]:
    """Addresses of the cells beside this one, within the view that the reader came from."""
    columns = columns_of(book.items, query)
    ids = students_of(access, query, book, columns).ids
    found: dict[str, Any] = {"place": 0, "count": len(ids)}
    if person.pk in ids:
        at = ids.index(person.pk)
        found["place"] = at + 1
        near = {"previous_student": at - 1, "next_student": at + 1}
        for name, place in near.items():
            if 0 <= place < len(ids):
                found[name] = cell_url(access, ids[place], item, query)
    places = [place for place, each in enumerate(columns) if each.pk == item.pk]
    for name, step in (("previous_item", -1), ("next_item", 1)):
        if places and 0 <= places[0] + step < len(columns):
            found[name] = cell_url(access, person.pk, columns[places[0] + step], query)
    return found


def cell_url(access: Access, student: int, item: Item, query: GridQuery) -> str:
    """The page of a cell, with the view that it belongs to."""
    address = reverse("cell", args=[access.course.slug, student, item.kind, item.slug])
    return f"{address}{query.address()}"
