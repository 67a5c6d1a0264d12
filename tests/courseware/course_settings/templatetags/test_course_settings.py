"""Settings and late policies as pages write them."""

from __future__ import annotations

from typing import Any

import pytest
from django.template import Context, Template

from courseware.course_settings.models import SettingChange
from courseware.course_settings.selectors import DatedChapter
from courseware.course_settings.templatetags.course_settings import field_label, has_any
from courseware.items.models import Course, Item
from tests.factories import make_item

ITEM = Template("{% load course_settings %}{{ item|late_policy }}")
CHANGE = Template("{% load course_settings %}{{ change|setting_change }}")
TEN_A_DAY = {"per_day": 10, "no_credit_after": 7}


def policy(course: Any, item: Any) -> str:
    return ITEM.render(Context({"item": Item(course=Course(late_policy=course), late_policy=item)}))


@pytest.mark.parametrize(
    ("course", "item", "words"),
    [
        (None, None, "same as the course: no late penalty"),
        (TEN_A_DAY, None, "same as the course: 10% off per day; no credit after 7 days"),
        (TEN_A_DAY, {}, "no late penalty"),
        (TEN_A_DAY, {"accepted": False}, "late work is not accepted"),
        (None, {"per_hour": 2.5, "grace": 90}, "2.5% off per hour; 1.5 hours grace period"),
    ],
)
def test_an_item_says_what_holds_there(course: Any, item: Any, words: str) -> None:
    assert policy(course, item) == words


@pytest.mark.django_db
def test_a_change_is_told_in_the_words_of_its_field(course: Any) -> None:
    item = make_item(course)

    def told(field: str, before: Any, after: Any, of: Any = item) -> str:
        change = SettingChange(course=course, item=of, field=field, before=before, after=after)
        return CHANGE.render(Context({"change": change}))

    assert told("points", 4.0, 7.5) == "Points: 4 → 7.5"
    assert told("retired", False, True) == "Hidden: no → yes"
    date = "2026-12-04T18:00:00+00:00"
    assert told("due_at", None, date) == "Due: – → Fri 4 Dec 2026, 18:00 UTC"
    assert told("late_policy", None, {"per_day": 10}) == (
        "Late policy: same as the course → 10% off per day"
    )
    assert told("late_days", 0, 3, None) == "Late days of each student: 0 → 3"
    assert told("summary", "", "Zeros", None) == "Summary: – → Zeros"


@pytest.mark.django_db
def test_what_somebody_typed_is_escaped(course: Any) -> None:
    change = SettingChange(course=course, field="title", before="A & B", after="<b>100%</b>")
    shown = CHANGE.render(Context({"change": change}))
    assert shown == "Title: A &amp; B → &lt;b&gt;100%&lt;/b&gt;"


def test_fields_have_names_for_people_and_chapters_know_their_items() -> None:
    assert field_label("closes_at") == "Closes"
    chapter = DatedChapter("deep", 1, "Deep networks", [Item(pk=7)])
    assert has_any(chapter, {"7", "8"}) and not has_any(chapter, {"77"})
