"""What is set on the site, and going back to the files."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from courseware.course_settings.models import SettingChange, SiteSetting
from courseware.course_settings.services import apply_file, set_fields, use_file
from tests.factories import make_item

pytestmark = pytest.mark.django_db
DUE = datetime(2026, 12, 4, 18, tzinfo=UTC)
DAY = timedelta(days=1)


def test_a_field_that_was_set_is_kept_with_the_files_value(course, ada):
    item = make_item(course, due_at=DUE, title="Dropout")
    changed = set_fields(item, {"due_at": DUE + DAY, "title": "Dropout"}, by=ada, reason="Snow")
    assert changed == ["due_at"]
    setting = SiteSetting.objects.get()
    assert (setting.field, setting.by, setting.file_value) == ("due_at", ada, DUE.isoformat())
    kept = apply_file(item, {"due_at": DUE + 2 * DAY, "title": "Zeros"})
    assert (kept, item.due_at, item.title) == (["due_at"], DUE + DAY, "Zeros")
    item.save()
    assert SiteSetting.objects.get().file_value == (DUE + 2 * DAY).isoformat()
    assert use_file(item, "due_at", by=ada)
    item.refresh_from_db()
    assert item.due_at == DUE + 2 * DAY
    assert not use_file(item, "due_at", by=ada)
    changes = [(each.field, each.from_file, each.reason) for each in SettingChange.objects.all()]
    assert changes == [("due_at", True, ""), ("due_at", False, "Snow")]


@pytest.mark.parametrize(
    ("field", "before", "after"),
    [
        ("points", 10, 7.5),
        ("closes_at", None, DUE),
        ("closes_at", DUE, None),
        ("late_policy", None, {"per_day": 10}),
        ("retired", False, True),
        ("title", "A", "B"),
    ],
)
def test_setting_and_taking_back_is_the_identity(course, ada, field, before, after):
    item = make_item(course, **{field: before})
    item.refresh_from_db()
    stored = getattr(item, field)
    assert set_fields(item, {field: after}, by=ada) == [field]
    item.refresh_from_db()
    assert getattr(item, field) == after
    use_file(item, field, by=ada)
    item.refresh_from_db()
    assert getattr(item, field) == stored


def test_a_course_has_settings_of_its_own(course, ada):
    set_fields(course, {"late_days": 5, "late_policy": {"per_day": 10}}, by=ada)
    kept = apply_file(course, {"late_days": 3, "title": "Other"})
    assert (kept, course.late_days, course.title) == (["late_days"], 5, "Other")


def test_the_same_value_is_no_change(course, ada):
    item = make_item(course, points=10, due_at=DUE)
    assert set_fields(item, {"points": 10.0, "due_at": DUE, "late_policy": None}, by=ada) == []
    assert not SiteSetting.objects.exists() and not SettingChange.objects.exists()
