"""Late scores are found in the administration."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tests.factories import make_item, make_score, make_user

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("query", "found"), [("?late=1", ["late"]), ("?late=0", ["prompt"]), ("", ["late", "prompt"])]
)
def test_scores_are_listed_by_whether_they_are_late(
    client: Client, course: Any, query: str, found: Any
) -> None:
    client.force_login(make_user("root", is_staff=True, is_superuser=True))
    make_score(make_item(course), make_user("late"), late_by=timedelta(hours=2))
    make_score(make_item(course), make_user("prompt"))
    page = client.get(f"/admin/gradebook/score/{query}")
    listed = page.context["cl"].queryset.values_list("user__username", flat=True)
    assert sorted(listed) == found
