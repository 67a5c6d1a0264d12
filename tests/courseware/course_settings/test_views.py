"""The pages of one item and of the course."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from courseware.course_settings.models import SiteSetting
from tests.factories import make_item

pytestmark = pytest.mark.django_db
DUE = datetime(2026, 12, 4, 18, tzinfo=UTC)
DAY = timedelta(days=1)
DATES = reverse("dates", args=["ml"])


@pytest.fixture
def items(course):
    dropout = make_item(course, slug="dropout", title="Dropout", due_at=DUE, closes_at=DUE + DAY)
    return dropout, make_item(course, "lab", slug="ista", title="ISTA", due_at=DUE)


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
