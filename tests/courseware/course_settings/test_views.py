"""The pages on which dates, points and late policies are set."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from courseware.course_settings.models import SettingChange, SiteSetting
from courseware.course_settings.services import set_fields
from tests.factories import make_item

pytestmark = pytest.mark.django_db
DUE = datetime(2026, 12, 4, 18, tzinfo=UTC)
DAY = timedelta(days=1)
DATES = reverse("dates", args=["ml"])


@pytest.fixture
def items(course):
    dropout = make_item(course, slug="dropout", title="Dropout", due_at=DUE, closes_at=DUE + DAY)
    return dropout, make_item(course, "lab", slug="ista", title="ISTA", due_at=DUE)


def typed(*items, **changes):
    fields = {"save": "1", "reason": "Snow"}
    for item in items:
        for name in ("opens_at", "due_at", "closes_at"):
            value = getattr(item, name)
            fields[f"item{item.pk}-{name}"] = f"{value:%Y-%m-%dT%H:%M}" if value else ""
        fields[f"item{item.pk}-points"] = f"{item.points:g}"
    return fields | changes


def test_what_was_changed_in_the_table_is_set_and_nothing_else(client, ada, items):
    client.force_login(ada)
    item, other = items
    changed = {f"item{item.pk}-due_at": "2026-12-05T09:00", f"item{other.pk}-points": "12.5"}
    page = client.post(DATES, typed(*items, **changed), follow=True).content.decode()
    assert "2 values were changed." in page and "set on the site: Due" in page
    item.refresh_from_db()
    other.refresh_from_db()
    assert (item.due_at, other.points) == (datetime(2026, 12, 5, 9, tzinfo=UTC), 12.5)
    assert {(each.field, each.by, each.reason) for each in SettingChange.objects.all()} == {
        ("due_at", ada, "Snow"),
        ("points", ada, "Snow"),
    }


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("closes_at", "2026-12-03T18:00", "The closing date cannot be before the due date."),
        ("opens_at", "2026-12-04T18:00", "The opening date must be before the due date."),
        ("due_at", "soon", "Enter a valid date/time."),
        ("points", "-1", "greater than or equal to 0"),
    ],
)
def test_what_cannot_be_is_told_and_nothing_is_set(client, ada, items, field, value, sentence):
    client.force_login(ada)
    answer = client.post(DATES, typed(*items, **{f"item{items[0].pk}-{field}": value}))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert sentence in page and value in page
    assert not SiteSetting.objects.exists()


def test_all_items_are_chosen_with_one_button(client, ada, items):
    client.force_login(ada)
    page = client.post(DATES, {"days": "7", "preview": "all"}).content.decode()
    assert "nothing has changed yet" in page and page.count(" checked>") == len(items)


def test_many_dates_move_after_a_preview(client, ada, items):
    client.force_login(ada)
    fields = {"days": "7", "item": [item.pk for item in items]}
    page = client.post(DATES, fields | {"preview": "1"}).content.decode()
    assert "nothing has changed yet" in page and "2026-12-11T18:00:00+00:00" in page
    assert not SiteSetting.objects.exists()
    client.post(DATES, fields | {"apply": "1", "reason": "Snow"})
    for item in items:
        item.refresh_from_db()
        assert item.due_at == DUE + 7 * DAY
    assert items[0].closes_at == DUE + 8 * DAY
    client.post(DATES, {"days": "-7", "item": [items[0].pk], "apply": "1"})
    items[0].refresh_from_db()
    assert (items[0].due_at, items[0].closes_at) == (DUE, DUE + DAY)


@pytest.mark.parametrize("fields", [{"days": "7"}, {"days": ""}, {"days": "x", "item": "1"}])
def test_a_move_of_nothing_is_told(client, ada, items, fields):
    client.force_login(ada)
    answer = client.post(DATES, fields | {"apply": "1"})
    assert answer.status_code == 422
    assert "Select items" in answer.content.decode()


def test_an_item_is_hidden_renamed_and_given_a_late_policy_and_taken_back(client, ada, items):
    client.force_login(ada)
    page = reverse("dates-item", args=["ml", "quiz", "dropout"])
    fields = {"title": "Zeros", "retired": "on", "whose": "own", "accepted": "on", "unit": "day"}
    shown = client.post(page, fields | {"percent": "10", "grace": "15"}, follow=True)
    text = shown.content.decode()
    assert "10% off per day; 15 minutes grace period" in text and "same as the course" in text
    item = items[0]
    item.refresh_from_db()
    assert (item.title, item.retired) == ("Zeros", True)
    assert item.late_policy == {"per_day": 10.0, "grace": 15}
    assert "Zeros" in client.get(DATES).content.decode()
    for setting in SiteSetting.objects.all():
        client.post(reverse("dates-use-file", args=["ml", setting.pk]))
    item.refresh_from_db()
    assert (item.title, item.retired, item.late_policy) == ("Dropout", False, None)
    assert "Everything matches the files" in (
        client.get(reverse("dates-files", args=["ml"])).content.decode()
    )


def test_the_course_gets_a_policy_and_late_days(client, ada, course):
    client.force_login(ada)
    fields = {"title": course.title, "summary": "", "whose": "own", "late_days": "5"}
    fields |= {"percent": "2", "unit": "hour", "no_credit_after": "3", "accepted": "on"}
    assert client.post(reverse("dates-course", args=["ml"]), fields).status_code == 302
    course.refresh_from_db()
    assert (course.late_policy, course.late_days) == ({"per_hour": 2.0, "no_credit_after": 3}, 5)


@pytest.mark.parametrize("count", [1, 5])
def test_the_table_costs_as_much_for_many(client, ada, course, count, django_assert_num_queries):
    for _ in range(count):
        set_fields(make_item(course, due_at=DUE), {"points": 3}, by=ada)
    client.force_login(ada)
    with django_assert_num_queries(6):
        client.get(DATES)
