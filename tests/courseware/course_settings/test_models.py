"""What the database holds of settings made on the site."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from courseware.course_settings.models import SettingChange, SiteSetting
from tests.factories import make_course, make_item

pytestmark = pytest.mark.django_db


def test_a_field_is_set_once_a_place(course: Any) -> None:
    item, other = make_item(course), make_item(course)
    places: list[dict[str, Any]] = [
        {"course": course, "item": None},
        {"course": course, "item": item},
        {"course": course, "item": other},
        {"course": make_course(), "item": None},
    ]
    for place in places:
        SiteSetting.objects.create(**place, field="title")
    for place in places:
        with pytest.raises(IntegrityError), transaction.atomic():
            SiteSetting.objects.create(**place, field="title")
        SiteSetting.objects.create(**place, field="late_policy")
    assert SiteSetting.objects.count() == 2 * len(places)


def test_both_outlive_the_person_who_set_them(course: Any, ada: Any) -> None:
    SiteSetting.objects.create(course=course, field="title", by=ada)
    SettingChange.objects.create(course=course, field="title", after="ML", by=ada)
    ada.delete()
    assert SiteSetting.objects.get().by is None
    assert SettingChange.objects.get().by is None


def test_both_go_with_their_item(course: Any) -> None:
    item = make_item(course)
    for model in (SiteSetting, SettingChange):
        model.objects.create(course=course, item=item, field="points")
        model.objects.create(course=course, field="title")
    item.delete()
    assert [row.item for row in SiteSetting.objects.all()] == [None]
    assert [row.field for row in SettingChange.objects.all()] == ["title"]


def test_the_history_begins_with_the_newest(course: Any) -> None:
    now = timezone.now()
    for after, at in (("b", now), ("c", now), ("a", now - timedelta(hours=1))):
        SettingChange.objects.create(course=course, field="title", after=after, at=at)
    assert [row.after for row in SettingChange.objects.all()] == ["c", "b", "a"]


@pytest.mark.parametrize("value", [None, 0, 1.5, False, "é", {"per_day": 10}, []])
def test_a_value_is_kept_as_it_is(course: Any, value: Any) -> None:
    SettingChange.objects.create(course=course, field="title", before=value, after=value)
    SiteSetting.objects.create(course=course, field="title", file_value=value)
    change, setting = SettingChange.objects.get(), SiteSetting.objects.get()
    assert change.before == change.after == setting.file_value == value
    assert type(change.before) is type(value)


def test_both_say_where_they_belong(course: Any) -> None:
    item = make_item(course, title="Dropout")
    setting = SiteSetting(course=course, item=item, field="points")
    assert str(setting) == "Dropout: points"
    assert str(SiteSetting(course=course, field="title")) == "Machine learning: title"
    change = SettingChange(course=course, item=item, field="points", before=5, after=7)
    assert str(change) == "Dropout: points 5 → 7"
