"""The list of all who fall behind, by rule."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from courseware.people.models import Enrollment
from tests.factories import make_item, make_student

DAY = timedelta(days=1)


@pytest.fixture
def listed(client, course, ada):
    """Ben is new; Dora has been there for long and never worked."""
    for days in (-3, -6):
        make_item(course, due_at=timezone.now() + days * DAY)
    make_student(course, "dora")
    Enrollment.objects.filter(user__username="dora").update(enrolled_at=timezone.now() - 40 * DAY)
    client.force_login(ada)

    def listed(query: str = "") -> str:
        return client.get(reverse("falling-behind", args=[course.slug]) + query).content.decode()

    return listed


def test_everybody_or_those_of_one_rule(listed, ben):
    assert "Ben" in listed() and "Dora" in listed()
    inactive = listed("?rule=inactive")
    assert "Dora" in inactive and "Ben" not in inactive
    assert "Ben" in listed("?rule=nonsense")


def test_nobody(client, course, ada):
    client.force_login(ada)
    page = client.get(reverse("falling-behind", args=[course.slug])).content.decode()
    assert "No students are falling behind" in page


def test_students_do_not_see_it(client, course, ben):
    client.force_login(ben)
    assert client.get(reverse("falling-behind", args=[course.slug])).status_code == 403
