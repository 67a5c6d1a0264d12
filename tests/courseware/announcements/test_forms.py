"""What can be announced."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from courseware.announcements.forms import AnnouncementForm
from courseware.people.models import Section
from tests.factories import make_course, make_item

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("  ", "Enter a message."),
        ("x" * 1001, "at most 1000 characters"),
        ("a\0b", "Null characters are not allowed."),
    ],
)
def test_what_cannot_be_announced_is_said(course, text, sentence):
    assert sentence in str(AnnouncementForm({"text": text}, course=course).errors)


def test_items_and_sections_of_other_courses_cannot_be_chosen(course):
    other = make_course()
    section = Section.objects.create(course=other, name="Monday")
    Section.objects.create(course=course, name="Tuesday")
    values = {"text": "Hello", "item": make_item(other).pk, "section": section.pk}
    form = AnnouncementForm(values, course=course)
    assert set(form.errors) == {"item", "section"}


def test_an_item_says_when_it_is_due(course):
    make_item(course, title="Twice", due_at=datetime(2026, 12, 4, 18, 0, tzinfo=UTC))
    labels = [
        label for _value, label in AnnouncementForm(None, course=course)["item"].field.choices
    ]
    assert labels == ["Any progress", "Twice, due Fri 4 Dec, 18:00"]
