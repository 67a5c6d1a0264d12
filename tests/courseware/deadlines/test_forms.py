"""An extension as staff writes it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.forms.models import model_to_dict
from django.utils import timezone

from courseware.deadlines.forms import ExtensionForm, initial_of
from courseware.deadlines.grants import NO_GRANT, Grant
from courseware.deadlines.models import Extension
from courseware.items.models import Item
from courseware.people.models import Section
from tests.factories import make_item, make_student

pytestmark = pytest.mark.django_db
DUE = datetime(2026, 12, 4, 18, tzinfo=UTC)
LATER = "2026-12-06T18:00"


class World:
    """A student, a section, and items: one with a due date, one that closes, one without dates."""

    def __init__(self, course: Any, ben: Any) -> None:
        self.ben = ben
        self.section = Section.objects.create(course=course, name="Monday")
        self.due = make_item(course, slug="due", title="Due", due_at=DUE)
        self.closing = make_item(course, slug="closing", closes_at=DUE)
        self.undated = make_item(course, slug="undated")

    def form(self, **typed: str) -> ExtensionForm:
        sent = {"whom": f"student:{self.ben.pk}", "item": "quiz/due", "reason": "Illness", **typed}
        return ExtensionForm(sent, **self.known())

    def known(self) -> dict[str, Any]:
        items = [self.due, self.closing, self.undated]
        return {"students": [self.ben], "sections": [self.section], "items": items}


@pytest.fixture
def world(course: Any, ben: Any) -> World:
    return World(course, ben)


@pytest.mark.parametrize(
    ("typed", "granted"),
    [
        ({"due_at": LATER}, Grant(due_at=DUE + timedelta(days=2))),
        ({"later_days": "0.5"}, Grant(shift=timedelta(hours=12))),
        ({"time_factor": "1.25"}, Grant(time_factor=1.25)),
        ({"extra_minutes": "10"}, Grant(extra=timedelta(minutes=10))),
        ({"extra_attempts": "2"}, Grant(attempts=2)),
        (
            {"item": "quiz/closing", "closes_at": LATER, "extra_attempts": "1"},
            Grant(closes_at=DUE + timedelta(days=2), attempts=1),
        ),
        ({"item": "quiz/undated", "extra_attempts": "1"}, Grant(attempts=1)),
        ({"item": "quiz/closing", "due_at": LATER}, Grant(due_at=DUE + timedelta(days=2))),
    ],
    ids=str,
)
def test_what_is_typed_is_granted(world: World, typed: dict[str, str], granted: Grant) -> None:
    form = world.form(**typed)
    assert form.is_valid(), form.errors
    assert form.grant() == granted


@pytest.mark.parametrize("zone", ["Europe/Berlin", "Asia/Kolkata"])
def test_dates_are_in_the_zone_of_who_types_them(world: World, zone: str) -> None:
    with timezone.override(zone):
        form = world.form(due_at=LATER)
        assert form.is_valid()
        assert timezone.localtime(form.grant().due_at).strftime("%Y-%m-%dT%H:%M") == LATER
        assert form.fields["due_at"].help_text == f"Time zone: {zone}."


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({}, "__all__", "The extension is empty. Enter a date"),
        ({"time_factor": "1", "extra_minutes": "0"}, "__all__", "The extension is empty."),
        ({"closes_at": LATER}, "closes_at", "This item does not close."),
        ({"item": "quiz/undated", "due_at": LATER}, "due_at", "This item has no due date"),
        ({"later_days": "366"}, "later_days", "less than or equal to 365"),
        ({"later_days": "-0.1"}, "later_days", "greater than or equal to 0"),
        ({"time_factor": "0.99"}, "time_factor", "greater than or equal to 1"),
        ({"time_factor": "inf"}, "time_factor", "Enter a number"),
        ({"extra_minutes": "1441"}, "extra_minutes", "less than or equal to 1440"),
        ({"extra_attempts": "1.5"}, "extra_attempts", "whole number"),
        ({"extra_attempts": "101"}, "extra_attempts", "less than or equal to 100"),
        ({"due_at": "2026-13-01T00:00"}, "due_at", "valid date/time"),
        ({"later_days": "1", "reason": " "}, "reason", "required"),
        ({"later_days": "1", "reason": "a" * 201}, "reason", "at most 200"),
        ({"later_days": "1", "whom": ""}, "whom", "required"),
        ({"later_days": "1", "whom": "student:0"}, "whom", "valid choice"),
        ({"later_days": "1", "item": "lab/due"}, "item", "valid choice"),
    ],
    ids=str,
)
def test_what_cannot_be_granted_is_told_at_its_field(
    world: World, typed: dict[str, str], field: str, sentence: str
) -> None:
    form = world.form(**typed)
    assert not form.is_valid()
    assert list(form.errors) == [field]
    assert sentence in form.errors[field][0]


def test_only_who_and_what_was_given_can_be_chosen(world: World) -> None:
    form = ExtensionForm(**world.known())
    groups = dict(form.fields["whom"].choices)
    assert groups["Sections"] == [(f"section:{world.section.pk}", "Monday")]
    assert groups["Students"] == [(f"student:{world.ben.pk}", "Ben")]
    items = list(form.fields["item"].choices)
    assert items[:2] == [("", "All items of the course"), ("quiz/due", "Due")]
    without = ExtensionForm(students=[world.ben], sections=[], items=[])
    assert [name for name, _people in without.fields["whom"].choices] == ["Students"]


def test_students_of_one_name_are_told_apart(world: World, course: Any) -> None:
    other = make_student(course, "ben2", first_name="Ben")
    people = [world.ben, other, make_student(course, "cleo")]
    form = ExtensionForm(students=people, sections=[], items=[])
    shown = [name for _key, name in dict(form.fields["whom"].choices)["Students"]]
    assert shown == ["Ben (ben)", "Ben (ben2)", "Cleo"]


def test_where_it_holds_is_a_student_or_a_section_and_an_item_or_all(world: World) -> None:
    one = world.form(later_days="1")
    assert one.is_valid()
    assert one.place() == {"user": world.ben, "section": None, "item": world.due}
    many = world.form(later_days="1", whom=f"section:{world.section.pk}", item="")
    assert many.is_valid()
    assert many.place() == {"user": None, "section": world.section, "item": None}


def test_all_items_may_get_dates_whatever_dates_they_have(world: World) -> None:
    form = world.form(item="", due_at=LATER, closes_at=LATER)
    assert form.is_valid(), form.errors


def test_a_stored_extension_fills_the_form_with_what_grants_the_same(
    course: Any, world: World
) -> None:
    extension = Extension(
        course=course,
        item=Item(pk=world.due.pk),
        user=world.ben,
        due_at=DUE,
        shift_minutes=720,
        time_factor=1.5,
        extra_minutes=10,
        extra_attempts=1,
        reason="Illness",
    )
    initial = initial_of(extension)
    assert initial["later_days"] == 0.5 and initial["reason"] == "Illness"
    page = ExtensionForm(initial=initial, **world.known()).as_p()
    assert 'value="2026-12-04T18:00"' in page and 'value="1.5"' in page
    typed = {name: str(value) for name, value in initial.items() if value is not None}
    again = world.form(**typed | {"due_at": "2026-12-04T18:00"})
    assert again.is_valid(), again.errors
    assert again.grant() == extension.grant


def test_what_an_extension_does_not_give_is_empty_in_the_form(course: Any, world: World) -> None:
    extension = Extension(course=course, user=world.ben)
    assert extension.grant == NO_GRANT and model_to_dict(extension)["extra_attempts"] == 0
    empty = {name for name, value in initial_of(extension).items() if value in (None, "")}
    assert empty == {
        *("due_at", "closes_at", "later_days"),
        *("extra_minutes", "extra_attempts", "reason"),
    }
