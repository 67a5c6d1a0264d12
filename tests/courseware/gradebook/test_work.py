"""One person's items with their work, the changes of each score, and the due time of the person."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.utils import timezone

from courseware.gradebook.selectors import grades_of
from courseware.gradebook.services import override_score, record_score
from courseware.gradebook.work import work_of
from courseware.items.kinds import ItemKind, kind_named
from courseware.items.works import Work
from tests.factories import make_extension, make_item, make_student

pytestmark = pytest.mark.django_db


def test_each_item_has_its_kind_its_work_and_its_changes(course: Any, ada: Any, ben: Any) -> None:
    item, other = make_item(course, "lab"), make_item(course, "quiz")
    record_score(item=item, user=ben, fraction=0.5, reason="first")
    override_score(item=item, user=ben, fraction=0.9, reason="was ill", by=ada)
    record_score(item=item, user=make_student(course), fraction=1.0, reason="of another")

    first, second = work_of(grades_of(ben, course))

    assert (first.cell.item, first.kind, first.work) == (item, "Lab", [])
    assert [(change.reason, change.by) for change in first.changes] == [
        ("was ill", ada),
        ("first", None),
    ]
    assert (second.cell.item, second.kind, second.changes) == (other, "Quiz", [])


def test_an_extension_moves_the_due_time_that_is_shown(course: Any, ben: Any) -> None:
    due = timezone.now()
    usual, extended = make_item(course, due_at=due), make_item(course, due_at=due)
    free = make_item(course)
    make_extension(extended, ben, due_at=due + timedelta(days=1))

    shown = {entry.cell.item: entry.due_at for entry in work_of(grades_of(ben, course))}

    assert shown == {usual: due, extended: due + timedelta(days=1), free: None}


def test_work_comes_from_the_kind_as_the_policy_decided(
    course: Any, ben: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    attempt = Work("Attempt 1", "/a/", timezone.now(), "handed in", 0.5, True, timedelta(hours=2))
    item = make_item(course, "quiz")
    works = {item.id: [attempt]}
    monkeypatch.setattr(kind_named("quiz"), "works", lambda items, user: works, raising=False)

    (entry,) = work_of(grades_of(ben, course))

    assert entry.work == [attempt]


def test_work_that_cannot_be_read_spoils_no_other_row(
    course: Any, ben: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoilt = make_item(course, "quiz")
    attempt = Work("Attempt 1", "/a/", timezone.now(), "handed in", 0.5)

    def work(item: Any, user: Any) -> list[Work]:
        if item == spoilt:
            raise KeyError("delivery")
        return [attempt]

    kind = kind_named("quiz")
    monkeypatch.setattr(kind, "work", work, raising=False)
    monkeypatch.setattr(kind, "works", partial(ItemKind.works, kind), raising=False)
    make_item(course, "quiz")
    make_item(course, "lab")

    assert [entry.work for entry in work_of(grades_of(ben, course))] == [None, [attempt], []]


def test_what_is_overdue_and_was_not_begun_is_missing(course: Any, ben: Any) -> None:
    past, future = timezone.now() - timedelta(days=1), timezone.now() + timedelta(days=1)
    missing, scored = make_item(course, due_at=past), make_item(course, due_at=past)
    later, extended = make_item(course, due_at=future), make_item(course, due_at=past)
    make_item(course)
    record_score(item=scored, user=ben, fraction=0.0, reason="graded")
    make_extension(extended, ben, due_at=future)

    found = {entry.cell.item: entry.cell.state for entry in work_of(grades_of(ben, course))}

    assert [item for item, state in found.items() if state == "missing"] == [missing]
    assert found[later] == "not-started"
