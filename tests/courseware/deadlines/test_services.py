"""Giving and withdrawing extensions."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from courseware.deadlines.grants import NO_GRANT, Grant
from courseware.deadlines.models import Extension, ExtensionChange
from courseware.deadlines.selectors import window_of, windows_of_all
from courseware.deadlines.services import erase, grant_extension, withdraw
from courseware.notices.models import Notice
from courseware.people.models import Section
from tests.factories import make_item, make_student

pytestmark = pytest.mark.django_db
DUE = datetime(2026, 12, 4, 18, tzinfo=UTC)
DAY = timedelta(days=1)
DAY_LATER = Grant(shift=DAY)


@pytest.fixture
def give(course, ada):
    def give(grant: Grant = DAY_LATER, **place: Any) -> Extension | None:
        return grant_extension(course=course, grant=grant, reason="Illness", by=ada, **place)

    return give


def test_it_is_for_a_student_or_a_section(give, course, ben):
    section = Section.objects.create(course=course, name="A")
    for place in ({}, {"user": ben, "section": section}):
        with pytest.raises(ValueError, match="for a student or for a section"):
            give(**place)


def test_a_section_of_which_a_student_is_later_has_it_too(give, course, ben):
    item = make_item(course, "lab", due_at=DUE)
    section = Section.objects.create(course=course, name="A")
    give(section=section, item=item)
    assert window_of(item, ben).due_at == DUE
    ben.enrollments.get().sections.add(section)
    other = make_student(course)
    assert window_of(item, ben).due_at == DUE + DAY
    windows = windows_of_all([item], [ben.pk, other.pk])
    assert windows[item.pk, ben.pk].due_at == DUE + DAY
    assert windows[item.pk, other.pk].due_at == DUE


def test_it_replaces_the_one_for_the_same_place_and_every_change_is_kept(give, course, ada, ben):
    item = make_item(course, due_at=DUE)
    give(user=ben, item=item)
    extension = give(Grant(shift=2 * DAY), user=ben, item=item)
    assert Extension.objects.get() == extension
    withdraw(extension=extension, reason="A mistake", by=ada)
    assert not Extension.objects.exists()
    changes = ExtensionChange.objects.order_by("pk")
    assert [(change.granted, change.reason, change.by) for change in changes] == [
        ({"shift_minutes": 1440}, "Illness", ada),
        ({"shift_minutes": 2880}, "Illness", ada),
        ({}, "A mistake", ada),
    ]


def test_withdrawing_what_was_never_given_does_nothing(give, ben):
    give(NO_GRANT, user=ben)
    assert not ExtensionChange.objects.exists()


def test_everybody_who_gets_something_is_told_once(give, course, ben):
    section = Section.objects.create(course=course, name="A")
    for student in (ben, make_student(course)):
        student.enrollments.get().sections.add(section)
    make_student(course)
    for _ in range(2):
        give(section=section)
    assert [notice.kind for notice in Notice.objects.all()] == ["extension"] * 2
    give(Grant(time_factor=1.5), user=ben)
    assert Notice.objects.filter(user=ben, kind="accommodation").count() == 1
    assert "Illness" not in str(list(Notice.objects.values()))


def test_a_long_reason_is_cut_to_what_is_stored(course, ada, ben):
    extension = grant_extension(
        course=course, user=ben, grant=Grant(attempts=1), reason="x" * 300, by=ada
    )
    assert extension.reason == "x" * 200


def test_an_account_that_is_deleted_loses_the_reasons(give, ben):
    give(user=ben)
    erase(ben)
    assert Extension.objects.get().reason == ExtensionChange.objects.get().reason == ""
