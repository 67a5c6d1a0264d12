"""The table of dates and points by chapter, and moving the dates of many items."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from courseware.course_settings.models import SettingChange, SiteSetting
from courseware.course_settings.services import set_fields
from tests.factories import make_chapter, make_item

pytestmark = pytest.mark.django_db
DUE = datetime(2026, 12, 4, 18, tzinfo=UTC)
DAY = timedelta(days=1)
DATES = reverse("dates", args=["ml"])
MOVE = reverse("dates-move", args=["ml"])
HTMX = {"HX-Request": "true"}


@pytest.fixture
def items(course):
    chapter = make_chapter(course, slug="deep", title="Deep networks")
    fields = {"title": "Dropout", "chapter": chapter, "due_at": DUE, "closes_at": DUE + DAY}
    dropout = make_item(course, slug="dropout", **fields)
    return dropout, make_item(course, "lab", slug="ista", title="ISTA", due_at=DUE)


def typed(*items, **changes):
    """The forms of these items as a browser sends them."""
    fields = {"chapter": "deep", "reason": "Snow"}
    for item in items:
        for name in ("opens_at", "due_at", "closes_at"):
            value = getattr(item, name)
            fields[f"item{item.pk}-{name}"] = f"{value:%Y-%m-%dT%H:%M}" if value else ""
            fields[f"initial-item{item.pk}-{name}"] = f"{value:%Y-%m-%d %H:%M:%S}" if value else ""
        fields[f"item{item.pk}-points"] = f"{item.points:g}"
        fields[f"initial-item{item.pk}-points"] = f"{item.points:g}"
    return fields | changes


def unfolded(page):
    return re.findall(r'<details class="dates-chapter" id="chapter-(\S+)" open>', page)


def test_items_are_grouped_by_chapter_and_folded(client, ada, items):
    client.force_login(ada)
    page = client.get(DATES).content.decode()
    assert re.findall(r'<details class="dates-chapter" id="chapter-(\S+)"', page) == ["deep", "-"]
    assert 'href="#chapter-deep-items"' in page and unfolded(page) == []
    assert page.index("Deep networks") < page.index("Dropout") < page.index("ISTA")
    assert unfolded(client.get(DATES, {"chapter": "deep"}).content.decode()) == ["deep"]
    assert unfolded(client.get(DATES, {"chapter": "all"}).content.decode()) == ["deep", "-"]


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


def test_a_chapter_is_saved_without_the_others(client, ada, items):
    client.force_login(ada)
    item, other = items
    answer = client.post(DATES, typed(item, **{f"item{item.pk}-points": "3"}))
    assert answer["Location"] == f"{DATES}?chapter=deep#chapter-deep"
    other.refresh_from_db()
    assert (other.due_at, other.points) == (DUE, 10)
    assert SettingChange.objects.get().field == "points"


def test_only_the_chapter_that_was_saved_comes_back_to_a_script(client, ada, items):
    client.force_login(ada)
    fields = typed(items[0], **{f"item{items[0].pk}-points": "3"})
    page = client.post(DATES, fields, headers=HTMX).content.decode()
    assert unfolded(page) == ["deep"] and "1 value was changed." in page
    assert "ISTA" not in page and "<html" not in page
    wrong = client.post(DATES, fields | {f"item{items[0].pk}-points": "-1"}, headers=HTMX)
    assert wrong.status_code == 422 and unfolded(wrong.content.decode()) == ["deep"]


def test_what_a_colleague_changed_meanwhile_is_not_set_back(client, ada, items):
    client.force_login(ada)
    item, _other = items
    fields = typed(item, **{f"item{item.pk}-points": "3"})
    set_fields(item, {"due_at": DUE - DAY}, by=None)
    client.post(DATES, fields)
    item.refresh_from_db()
    assert (item.points, item.due_at) == (3, DUE - DAY)


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
    assert sentence in page and value in page and unfolded(page) == ["deep"]
    assert not SiteSetting.objects.exists()


@pytest.mark.parametrize("chosen", ["chapter", "item"])
def test_many_dates_move_after_a_preview(client, ada, items, chosen):
    client.force_login(ada)
    numbers = [item.pk for item in items]
    fields = {"days": "7", chosen: ["deep", "-"] if chosen == "chapter" else numbers}
    preview = client.post(MOVE, fields)
    page = preview.content.decode()
    assert "nothing is changed yet" in page and "2026-12-11T18:00:00+00:00" in page
    assert not SiteSetting.objects.exists()
    client.post(MOVE, fields | {"seen": preview.context["digest"], "reason": "Snow"})
    for item in items:
        item.refresh_from_db()
        assert item.due_at == DUE + 7 * DAY
    assert items[0].closes_at == DUE + 8 * DAY


def test_dates_that_changed_after_the_preview_are_shown_again(client, ada, items):
    client.force_login(ada)
    fields = {"days": "7", "chapter": "deep"}
    seen = client.post(MOVE, fields).context["digest"]
    set_fields(items[0], {"due_at": DUE - DAY}, by=ada)
    answer = client.post(MOVE, fields | {"seen": seen})
    assert answer.status_code == 422 and "have changed since" in answer.content.decode()
    items[0].refresh_from_db()
    assert items[0].due_at == DUE - DAY


def test_a_move_that_would_turn_dates_around_is_refused(client, ada, items):
    client.force_login(ada)
    fields = {"days": "-3", "chapter": "deep", "starting": "2026-12-05"}
    answer = client.post(MOVE, fields | {"seen": "x"})
    assert answer.status_code == 422 and "close before they are due: Dropout" in (
        answer.content.decode()
    )
    later = client.post(MOVE, fields | {"starting": "2026-12-06"})
    assert later.status_code == 422 and "nothing moves" in later.content.decode()
    assert not SiteSetting.objects.exists()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"days": "7"}, "Choose the chapters or items"),
        ({"days": "", "chapter": "deep"}, "Enter by how many days"),
        ({"days": "0", "chapter": "deep"}, "Enter by how many days"),
        ({"days": "x", "item": "1"}, "whole number"),
        ({"days": "7", "chapter": "none", "item": "\0"}, "Choose the chapters or items"),
    ],
)
def test_a_move_of_nothing_is_refused(client, ada, items, fields, sentence):
    client.force_login(ada)
    answer = client.post(MOVE, fields)
    assert answer.status_code == 422 and sentence in answer.content.decode()


def test_the_chapter_that_leads_to_the_move_is_chosen(client, ada, items):
    client.force_login(ada)
    page = client.get(MOVE, {"chapter": "deep"}).content.decode()
    assert re.findall(r'value="(\S+)" checked', page) == ["deep"]


@pytest.mark.parametrize("count", [1, 5])
def test_the_table_costs_as_much_for_many(client, ada, course, count, django_assert_num_queries):
    for _ in range(count):
        chapter = make_chapter(course)
        set_fields(make_item(course, due_at=DUE, chapter=chapter), {"points": 3}, by=ada)
    client.force_login(ada)
    with django_assert_num_queries(7):
        client.get(DATES)
